"""Facts that are each well written and cannot all be true."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from zoneinfo import available_timezones

from minutebook.model import AgendaItem, Archive, Attendance, Meeting, Municipality
from minutebook.problems import Problem, nearest, problem
from minutebook.records.loading import Reading
from minutebook.records.scalars import NO_DAY

_NOT_HELD = {"planned", "agenda", "cancelled"}


def check(reading: Reading) -> Iterator[Problem]:
    """Yield the contradictions of the municipality, of every meeting and of every item."""
    archive = reading.archive
    yield from _check_time_zone(archive.municipality)
    for meeting in archive.meetings:
        places = {name: place for place, item in enumerate(meeting.items) for name in (item.number, item.id)}
        whole = meeting.completeness != "partial" and not any(reading.doubts(item.path) for item in meeting.items)
        for path, attendance in ((meeting.path, meeting.attendance), *((i.path, i.attendance) for i in meeting.items)):
            if attendance:
                yield from _check_absences(path, attendance, places, whole=whole)
        for item in meeting.items:
            if item.decision and meeting.state in _NOT_HELD:
                yield problem(item.path, "decision-without-meeting", field="decision", found=meeting.state)
            yield from _check_follows(archive, meeting, item, places)


def _check_time_zone(municipality: Municipality) -> Iterator[Problem]:
    zones = available_timezones()  # empty on a machine that has no list of them
    if zones and municipality.time_zone and municipality.time_zone not in zones:
        found = municipality.time_zone
        meant = nearest(found, zones)
        yield problem(municipality.path, "unknown-time-zone", field="time_zone", found=found, nearest=meant)


def _check_absences(path: str, attendance: Attendance, places: Mapping[str, int], *, whole: bool) -> Iterator[Problem]:
    told: dict[str, list[tuple[str | None, str | None]]] = {}
    for index, absence in enumerate(attendance.absent):
        way = f"attendance.absent[{index}]"
        bounds = (absence.from_item, absence.to_item)
        for key, named in zip(("from_item", "to_item"), bounds, strict=True):
            if whole and named and named not in places:
                yield problem(path, "not-on-agenda", field=f"{way}.{key}", found=named)
        first, last = (places.get(named or "") for named in bounds)
        if first is not None and last is not None and first > last:
            found, start = str(absence.to_item), str(absence.from_item)
            yield problem(path, "absence-reversed", field=f"{way}.to_item", found=found, start=start)
        before = told.setdefault(absence.person, [])
        if absence.person and before and (bounds in before or (None, None) in (bounds, *before)):
            yield problem(path, "absent-twice", field=f"{way}.person", found=absence.person)
        before.append(bounds)


def _check_follows(
    archive: Archive, meeting: Meeting, item: AgendaItem, places: Mapping[str, int]
) -> Iterator[Problem]:
    for index, key in enumerate(item.follows):
        if key not in archive.items:
            continue
        earlier, followed = archive.items[key]
        if NO_DAY in (earlier.start.day, meeting.start.day):
            continue
        if earlier.start.day > meeting.start.day or (earlier is meeting and places[followed.id] >= places[item.id]):
            yield problem(item.path, "follows-later", field=f"follows[{index}]", found=key)
