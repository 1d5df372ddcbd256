"""A closed item says why, and carries nothing that could get out. These problems never quote the text."""

from __future__ import annotations

from collections.abc import Iterator

from minutebook.model import AgendaItem, Archive, Meeting
from minutebook.privacy.respondents import is_private, known_names
from minutebook.problems import Problem, problem

_REVEALING = (
    "matter",
    "reference",
    "topics",
    "requested_by",
    "recommendation",
    "dissents",
    "follows",
    "deadlines",
    "commitments",
)
"""Keys that tell what a closed item is about."""


def check_meeting(meeting: Meeting) -> Iterator[Problem]:
    """Yield the problems of a meeting's closed items."""
    for item in meeting.items:
        if not item.public:
            yield from _check_closed(item)


def check(archive: Archive) -> Iterator[Problem]:
    """Yield the problems of answers in a hearing whose name is left out."""
    yield from _check_respondents(archive)


def _check_closed(item: AgendaItem) -> Iterator[Problem]:
    if not item.closed_ground:
        yield problem(item.path, "closed-without-ground", field="public")
    for section in item.sections[:1]:
        yield problem(item.path, "closed-item-text", line=section.line)
    for key in _REVEALING:
        if getattr(item, key):
            yield problem(item.path, "closed-item-text", field=key)
    for attachment in item.attachments:
        inside = attachment.path == item.path
        yield problem(attachment.path, "closed-item-text", field="attachments" if inside else "title")
    for index, decision in enumerate(item.decision):
        if decision.outcome != "confidential":
            yield problem(item.path, "closed-item-text", field=f"decision[{index}]")


def _check_respondents(archive: Archive) -> Iterator[Problem]:
    known = known_names(archive)
    for plan in archive.plans.values():
        for index, response in enumerate(plan.responses):
            if response.kind != "person" and is_private(response, known):
                field, mask = f"responses[{index}].from", f"{response.from_[0]}···"
                yield problem(
                    plan.path, "personal-data", field=field, kind="name", mask=mask, place="", reasons="private-name"
                )
