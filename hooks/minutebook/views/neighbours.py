"""What stands before and after: the meetings of an organization, and the items of a meeting."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from minutebook.model import AgendaItem, Meeting
from minutebook.views.listing import agenda, group

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Neighbours(Generic[T]):
    """The one before and the one after, in time or on the agenda."""

    previous: T | None
    next: T | None


def neighbours(row: Sequence[T], key: Callable[[T], str]) -> Mapping[str, Neighbours[T]]:
    """Return the neighbours of each thing in a row, by its key."""
    padded = (None, *row, None)
    return {key(thing): Neighbours(padded[at], padded[at + 2]) for at, thing in enumerate(row)}


def meeting_neighbours(meetings: Iterable[Meeting]) -> Mapping[str, Neighbours[Meeting]]:
    """Return, by meeting key, the organization's previous and next meeting. Takes the meetings oldest first."""
    by_organization = group(meetings, lambda meeting: (meeting.organization,))
    found: dict[str, Neighbours[Meeting]] = {}
    for row in by_organization.values():
        found.update(neighbours(row, lambda meeting: meeting.key))
    return found


ItemNeighbours = Mapping[str, Neighbours[AgendaItem]]
"""By item key, the previous and the next item of the same meeting; in no order."""


def item_neighbours(
    meetings: Mapping[str, Meeting], known: tuple[Mapping[str, Meeting], ItemNeighbours] | None = None
) -> ItemNeighbours:
    """Return the neighbours of every item of meetings by their keys. Those that are `known` are taken from there."""
    there, of_those = known or ({}, {})
    found = dict(of_those)
    for meeting in _others(there, meetings):
        for item in meeting.items:
            del found[item.key]
    for meeting in _others(meetings, there):
        found.update(neighbours(agenda(meeting), lambda item: item.key))
    return found


def _others(meetings: Mapping[str, Meeting], there: Mapping[str, Meeting]) -> list[Meeting]:
    return [meeting for key, meeting in meetings.items() if there.get(key) is not meeting]
