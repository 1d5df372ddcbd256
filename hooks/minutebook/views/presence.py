"""How often the members of an organization were there, with the number of meetings that it is counted of."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from minutebook.model import Attendance, Meeting, Membership
from minutebook.views.attendance import is_known, is_whole


@dataclass(frozen=True, slots=True)
class Presence:
    """How often someone was there: of `recorded` meetings, those whose record tells it of this person.

    `absent` counts the meetings that they missed wholly, `partly` those that they came late to or left early.
    """

    recorded: int
    absent: int
    partly: int


class Roll:
    """The roll of an organization: its meetings with known attendance, made once so that each seat is a look-up.

    Minutes that list who was present tell it only of those whom they list, the chair among them. Minutes that list the
    absent alone tell it of every member: whoever is not listed was there.
    """

    def __init__(self, meetings: Sequence[Meeting]) -> None:
        """Take the organization's meetings, oldest first."""
        self._everyone: list[date] = []
        self._recorded: dict[str, list[date]] = {}
        self._absent: dict[str, list[date]] = {}
        self._partly: dict[str, list[date]] = {}
        for meeting in meetings:
            if meeting.state != "cancelled" and meeting.attendance and is_known(meeting.attendance):
                self._read(meeting.start.day, meeting.attendance)

    def presence(self, membership: Membership) -> Presence:
        """Count over the time of a membership."""
        person = membership.person
        return Presence(
            _during(membership, self._everyone) + _during(membership, self._recorded.get(person, ())),
            _during(membership, self._absent.get(person, ())),
            _during(membership, self._partly.get(person, ())),
        )

    def _read(self, day: date, attendance: Attendance) -> None:
        away = {absence.person: is_whole(absence) for absence in attendance.absent}
        for person, wholly in away.items():
            (self._absent if wholly else self._partly).setdefault(person, []).append(day)
        if attendance.present:
            chair = (attendance.chair,) if attendance.chair else ()
            for person in {*attendance.present, *away, *chair}:
                self._recorded.setdefault(person, []).append(day)
        else:
            self._everyone.append(day)


def _during(membership: Membership, days: Sequence[date]) -> int:
    first = bisect_left(days, membership.start) if membership.start else 0
    last = bisect_right(days, membership.end) if membership.end else len(days)
    return max(0, last - first)
