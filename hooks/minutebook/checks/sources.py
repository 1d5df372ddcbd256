"""A record that does not hold everything says where what it holds comes from."""

from __future__ import annotations

from collections.abc import Iterator

from minutebook.model import AgendaItem, Attachment, Meeting, Plan
from minutebook.problems import Problem, problem
from minutebook.records.loading import Reading


def check_meeting(meeting: Meeting, reading: Reading) -> Iterator[Problem]:
    """Yield a problem for every record of a meeting that is partial or a summary and names no source."""
    yield from _check(reading, meeting)
    for item in meeting.items:
        yield from _check(reading, item)
        for attachment, way in reading.placed_attachments(item):
            yield from _check(reading, attachment, way)


def check(reading: Reading) -> Iterator[Problem]:
    """Yield a problem for every plan that is partial or a summary and names no source."""
    for plan in reading.archive.plans.values():
        yield from _check(reading, plan)


def _check(reading: Reading, record: Meeting | AgendaItem | Attachment | Plan, way: str = "") -> Iterator[Problem]:
    field, source = (f"{way}.completeness", f"{way}.source") if way else ("completeness", "source")
    if record.completeness != "complete" and not record.source and not reading.doubts(record.path, source):
        yield problem(record.path, "partial-without-source", field=field, found=record.completeness)
