"""Who was away: from a meeting, from a stretch of its agenda, from one item."""

from __future__ import annotations

from minutebook.model import Absence, AgendaItem, Attendance, Meeting


def is_known(attendance: Attendance | None) -> bool:
    """Tell whether a record says who took part; a chair and staff alone do not."""
    return attendance is not None and bool(attendance.present or attendance.absent)


def is_whole(absence: Absence) -> bool:
    """Tell whether someone was away from beginning to end."""
    return absence.from_item is None and absence.to_item is None


def absences(meeting: Meeting, item: AgendaItem) -> tuple[Absence, ...]:
    """Return who was away from an item, each once.

    Those whom the item itself names come last, and what it says of a person goes before what the meeting says. Whoever
    the item names as present was not away.
    """
    of_meeting = meeting.attendance.absent if meeting.attendance else ()
    of_item = item.attendance.absent if item.attendance else ()
    settled = {absence.person for absence in of_item} | set(item.attendance.present if item.attendance else ())
    away = (each for each in of_meeting if each.person not in settled and _covers(each, meeting, item))
    return (*away, *of_item)


def _covers(absence: Absence, meeting: Meeting, item: AgendaItem) -> bool:
    """Tell whether an absence takes in an item; a boundary that is no item of the meeting bounds nothing."""
    if is_whole(absence):
        return True
    order = {name: each.order for each in meeting.items for name in (each.number, each.id)}
    first = order.get(absence.from_item or "", item.order)
    last = order.get(absence.to_item or "", item.order)
    return first <= item.order <= last
