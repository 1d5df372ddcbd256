"""A person's record: seats, presence, and what they asked for, opposed and stepped aside from."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from minutebook.model import Absence, Archive, Decision, Meeting, Membership, Person, Vote, covers
from minutebook.views.listing import Handling, group
from minutebook.views.presence import Presence, Roll
from minutebook.vocabulary import ROLES

SEATED = ("chair", "vice-chair", "member")
"""The roles that are expected at every meeting; a substitute or an observer is not."""


@dataclass(frozen=True, slots=True)
class Seat:
    """A membership of an organization; `presence` is `None` for a role that is not expected at every meeting."""

    organization: str
    membership: Membership
    presence: Presence | None


@dataclass(frozen=True, slots=True)
class Missed:
    """An absence from a meeting, or from the one item that recorded it."""

    meeting: Meeting
    absence: Absence
    handling: Handling | None = None


@dataclass(frozen=True, slots=True)
class CastVote:
    """How a person voted on an item."""

    handling: Handling
    vote: str


@dataclass(frozen=True, slots=True)
class PersonRecord:
    """What the archive says of a person, newest first. Seats are those that are held now first, then by their end.

    `party` is the letter on the newest day that matters: today, or the end of the last seat.
    """

    person: Person
    party: str | None
    seats: tuple[Seat, ...]
    missed: tuple[Missed, ...]
    stood_in: tuple[Missed, ...]
    requests: tuple[Handling, ...]
    dissents: tuple[Handling, ...]
    recusals: tuple[Handling, ...]
    votes: tuple[CastVote, ...]


@dataclass(frozen=True, slots=True)
class Member:
    """Who sits in an organization on a day."""

    person: Person
    membership: Membership
    party: str | None


def members(archive: Archive, organization: str, day: date) -> tuple[Member, ...]:
    """Return who sits in an organization on a day: by role, and in a role by the order of the record.

    Who has several seats in it, as a member and its chair may, is there once, with the role that says most.
    """
    seated = [each for each in archive.organizations[organization].memberships if covers(each.start, each.end, day)]
    in_order = sorted(seated, key=lambda membership: ROLES.terms.index(membership.role))
    once: dict[str, Membership] = {}
    for each in in_order:
        once.setdefault(each.person, each)
    return tuple(
        Member(archive.people[key], each, archive.people[key].party_letter(day))
        for key, each in once.items()
        if key in archive.people
    )


def person_records(
    archive: Archive, handlings: Sequence[Handling], meetings: Sequence[Meeting], today: date
) -> Mapping[str, PersonRecord]:
    """Return the record of every person, by id. Takes the handlings newest first and the meetings oldest first."""
    marks = _Marks(handlings, meetings)
    rolls = {key: Roll(row) for key, row in group(meetings, lambda meeting: (meeting.organization,)).items()}
    seats: dict[str, list[Seat]] = {}
    for key, organization in sorted(archive.organizations.items()):
        for membership in organization.memberships:
            roll = rolls.get(key) if membership.role in SEATED else None
            presence = roll.presence(membership) if roll else None
            seats.setdefault(membership.person, []).append(Seat(key, membership, presence))
    return {
        key: _record(person, tuple(seats.get(key, ())), marks, today) for key, person in sorted(archive.people.items())
    }


class _Marks:
    """What was noted of people, by their ids, each newest first."""

    def __init__(self, handlings: Sequence[Handling], meetings: Sequence[Meeting]) -> None:
        missed = (*_from_meetings(reversed(meetings)), *_from_items(handlings))
        newest_first = sorted(missed, key=lambda each: each.meeting.start.day, reverse=True)
        self.missed = group(newest_first, lambda each: (each.absence.person,))
        self.stood_in = group(newest_first, lambda each: filter(None, (each.absence.substitute,)))
        self.requests = group(handlings, lambda each: (by.person,) if (by := each.item.requested_by) else ())
        self.dissents = group(handlings, lambda each: dict.fromkeys(dissent.by for dissent in each.item.dissents))
        self.recusals = group(handlings, lambda each: each.item.recused)
        cast = ((each, vote) for each in handlings for made in each.item.decision for vote in _votes(made))
        self.votes: dict[str, list[CastVote]] = {}
        for handling, vote in cast:
            self.votes.setdefault(vote.person, []).append(CastVote(handling, vote.vote))


def _record(person: Person, seats: tuple[Seat, ...], marks: _Marks, today: date) -> PersonRecord:
    return PersonRecord(
        person,
        _party(person, seats, today),
        tuple(sorted(seats, key=_until, reverse=True)),
        marks.missed.get(person.id, ()),
        marks.stood_in.get(person.id, ()),
        marks.requests.get(person.id, ()),
        marks.dissents.get(person.id, ()),
        marks.recusals.get(person.id, ()),
        tuple(marks.votes.get(person.id, ())),
    )


def _party(person: Person, seats: tuple[Seat, ...], today: date) -> str | None:
    return person.party_letter(min(today, max(map(_until, seats), default=today)))


def _until(seat: Seat) -> date:
    return seat.membership.end or date.max


def _votes(decision: Decision) -> tuple[Vote, ...]:
    return decision.votes.by if decision.votes else ()


def _from_meetings(meetings: Iterable[Meeting]) -> Iterator[Missed]:
    for meeting in meetings:
        for absence in meeting.attendance.absent if meeting.attendance else ():
            yield Missed(meeting, absence)


def _from_items(handlings: Iterable[Handling]) -> Iterator[Missed]:
    for handling in handlings:
        attendance = handling.item.attendance
        for absence in attendance.absent if attendance else ():
            yield Missed(handling.meeting, absence, handling)
