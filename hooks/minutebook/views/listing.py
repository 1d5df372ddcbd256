"""Every listing is one idea: the handlings of agenda items, grouped by something, newest first."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time
from itertools import groupby
from operator import is_
from typing import Generic, TypeVar

from minutebook.model import AgendaItem, Archive, Meeting

T = TypeVar("T")
First = TypeVar("First", str, int)
Key = TypeVar("Key", str, int, tuple[str, int], tuple[int, int])

Moments = Callable[[Meeting], tuple[date, time, str, str]]
"""When meetings were, so that they can be put in order."""


@dataclass(frozen=True, slots=True)
class Handling:
    """An agenda item, in the meeting that handled it."""

    meeting: Meeting
    item: AgendaItem

    def __hash__(self) -> int:
        return hash(self.item.key)

    @property
    def key(self) -> str:
        """The item's key, which names the handling in the whole archive: `ebu/2014-09-09/2`."""
        return self.item.key

    @property
    def day(self) -> date:
        """The day of the meeting."""
        return self.meeting.start.day

    @property
    def organization(self) -> str:
        """The id of the organization that met."""
        return self.meeting.organization


@dataclass(frozen=True, slots=True)
class View(Generic[Key]):
    """One page of a listing: what it is about, and its handlings, newest first and in a meeting by the agenda."""

    key: Key
    handlings: tuple[Handling, ...]

    def __len__(self) -> int:
        """Count the handlings."""
        return len(self.handlings)

    @property
    def newest(self) -> date:
        """The day of the newest handling."""
        return self.handlings[0].day

    @property
    def oldest(self) -> date:
        """The day of the oldest handling."""
        return self.handlings[-1].day

    def by_month(self) -> Iterator[tuple[int, tuple[Handling, ...]]]:
        """Yield each month of the year that the view is about, newest first, with its handlings."""
        for month, group in groupby(self.handlings, key=lambda handling: handling.day.month):
            yield month, tuple(group)

    def by_meeting(self) -> Iterator[tuple[Meeting, tuple[Handling, ...]]]:
        """Yield each meeting, newest first, with those of its handlings that the view holds."""
        for _, group in groupby(self.handlings, key=lambda handling: handling.meeting.key):
            handlings = tuple(group)
            yield handlings[0].meeting, handlings

    def by_year(self) -> Iterator[tuple[int, tuple[Handling, ...]]]:
        """Yield each year, newest first, with its handlings."""
        for year, group in groupby(self.handlings, key=lambda handling: handling.day.year):
            yield year, tuple(group)


def chronicle(archive: Archive) -> tuple[Meeting, ...]:
    """Return all meetings, oldest first, whatever their order in the archive."""
    return tuple(sorted(archive.meetings, key=moments(archive)))


def moments(archive: Archive) -> Moments:
    """Return what puts the meetings of an archive in their order, oldest first.

    Where a time of day is missing, a council is taken to meet after the committees that prepare for it.
    """
    councils = {key for key, organization in archive.organizations.items() if organization.classification == "council"}

    def when(meeting: Meeting) -> tuple[date, time, str, str]:
        missing = time.max if meeting.organization in councils else time.min
        return meeting.start.day, meeting.start.time or missing, meeting.organization, meeting.folder

    return when


def newest_day(archive: Archive) -> date:
    """Return the newest day that the archive knows to be past: of minutes, of a publication or of an approval.

    Meetings that are only planned do not count, unless there is nothing else.
    """
    held = (meeting.start.day for meeting in archive.meetings if meeting.state in {"minutes", "minutes-draft"})
    said = (day for meeting in archive.meetings for day in (meeting.published, meeting.approved) if day)
    known = max((*held, *said), default=None)
    return known or max((meeting.start.day for meeting in archive.meetings), default=date.min)


def agenda(meeting: Meeting) -> tuple[AgendaItem, ...]:
    """Return the items of a meeting in the order of its agenda."""
    return tuple(sorted(meeting.items, key=lambda item: (item.order, item.key)))


class Agendas:
    """The handlings of meetings by the agenda: of the same meeting always the same ones, whoever asks.

    Listings of two archives that have most meetings in common then have most handlings in common, and are compared at
    once.
    """

    def __init__(self) -> None:
        """Begin with none."""
        self._of: dict[int, tuple[Meeting, tuple[Handling, ...]]] = {}

    def of(self, meeting: Meeting) -> tuple[Handling, ...]:
        """Return the handlings of a meeting."""
        known = self._of.get(id(meeting))
        if known is None:
            known = self._of[id(meeting)] = meeting, tuple(Handling(meeting, item) for item in agenda(meeting))
        return known[1]

    def of_all(self, meetings: Iterable[Meeting]) -> tuple[Handling, ...]:
        """Return every handling in the order of the meetings given."""
        return tuple(handling for meeting in meetings for handling in self.of(meeting))


def one_and_the_same(one: Sequence[object], other: Sequence[object]) -> bool:
    """Tell whether two rows hold one and the same things, so that what follows from one follows from the other."""
    return len(one) == len(other) and all(map(is_, one, other))


def group(things: Iterable[T], keys: Callable[[T], Iterable[Key]]) -> Mapping[Key, tuple[T, ...]]:
    """Group things by each of their keys; the keys come sorted, and the things of a key keep their order."""
    groups: dict[Key, list[T]] = {}
    for thing in things:
        for key in keys(thing):
            groups.setdefault(key, []).append(thing)
    return {key: tuple(groups[key]) for key in sorted(groups)}


def listing(handlings: Iterable[Handling], keys: Callable[[Handling], Iterable[Key]]) -> Mapping[Key, View[Key]]:
    """Make the views of a listing from all handlings, newest first."""
    return {key: View(key, group_) for key, group_ in group(handlings, keys).items()}


def second_by_first(keys: Iterable[tuple[First, int]]) -> Mapping[First, tuple[int, ...]]:
    """Take the keys of a listing by two things, sorted; return which of the second there are for each of the first."""
    return {first: tuple(second for _, second in row) for first, row in groupby(keys, key=lambda key: key[0])}


def topics_of(handling: Handling, archive: Archive) -> tuple[str, ...]:
    """Return the topics of an item, its own first and then those of its matter, each once."""
    matter = archive.matters.get(handling.item.matter or "")
    return tuple(dict.fromkeys((*handling.item.topics, *(matter.topics if matter else ()))))


def outcomes_of(handling: Handling) -> tuple[str, ...]:
    """Return the outcomes of an item's decisions, each once."""
    return tuple(dict.fromkeys(decision.outcome for decision in handling.item.decision))


def people_of(handling: Handling) -> tuple[str, ...]:
    """Return the people whom an item itself names: as the one who asked, dissented, was recused, voted or was away."""
    item = handling.item
    asked = (item.requested_by.person,) if item.requested_by else ()
    dissented = (dissent.by for dissent in item.dissents)
    voted = (vote.person for decision in item.decision if decision.votes for vote in decision.votes.by)
    away = (absence.person for absence in item.attendance.absent) if item.attendance else ()
    return tuple(dict.fromkeys((*asked, *dissented, *item.recused, *voted, *away)))
