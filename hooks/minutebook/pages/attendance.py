"""Who was away, in words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from minutebook.model import Absence, AgendaItem, Meeting
from minutebook.pages.edition import Edition
from minutebook.pages.parts import Fact, Link, Value
from minutebook.views.listing import agenda


@dataclass(frozen=True, slots=True)
class Away:
    """People who were away: each with the party's letter on that day; why and when in words; who sat in instead."""

    people: tuple[Value, ...]
    words: str
    substitute: Value | None


def away(edition: Edition, absences: Iterable[Absence], day: date) -> tuple[Away, ...]:
    """Return absences in the order of the minutes, people who were away in the same way together."""
    groups: list[Away] = []
    for absence in absences:
        person, words = named(edition, absence.person, day), _words(edition, absence)
        if groups and not absence.substitute and groups[-1].words == words and not groups[-1].substitute:
            groups[-1] = Away((*groups[-1].people, person), words, None)
        else:
            substitute = named(edition, absence.substitute, day) if absence.substitute else None
            groups.append(Away((person,), words, substitute))
    return tuple(groups)


def away_from_item(edition: Edition, meeting: Meeting, item: AgendaItem) -> tuple[Away, ...]:
    """Return who was away from an item: from the whole meeting, from a stretch of it, or from the item alone."""
    whole = meeting.attendance.absent if meeting.attendance else ()
    own = item.attendance.absent if item.attendance else ()
    named_here = {absence.person for absence in own}
    covering = (one for one in whole if one.person not in named_here and _covers(one, meeting, item))
    return away(edition, (*covering, *own), meeting.start.day)


def attendance_facts(edition: Edition, meeting: Meeting) -> tuple[Fact, ...]:
    """Return what the minutes say of who took part; that they say nothing is a fact too."""
    t, attendance, day = edition.t, meeting.attendance, meeting.start.day
    if attendance is None:
        if not meeting.state.startswith("minutes"):
            return ()
        unknown = "attendance.unknown-partial" if meeting.completeness == "partial" else "attendance.unknown"
        return (Fact(t("attendance.title"), (t(unknown),)),)
    facts = []
    if attendance.chair:
        facts.append(Fact(t("attendance.chair"), (named(edition, attendance.chair, day),)))
    if attendance.present:
        facts.append(Fact(t("attendance.present"), tuple(named(edition, one, day) for one in attendance.present)))
    if attendance.staff:
        facts.append(Fact(t("attendance.staff"), attendance.staff))
    return tuple(facts)


def named(edition: Edition, person: str, day: date) -> Value:
    """Return a person with the letter of the party that they stood for on a day."""
    link, letter = edition.person(person), edition.party(person, day)
    if not letter:
        return link
    return Link(f"{link.text} ({letter})", link.address) if isinstance(link, Link) else link


def _covers(absence: Absence, meeting: Meeting, item: AgendaItem) -> bool:
    """Tell whether an absence that may begin and end at an item covers this one."""
    if not absence.from_item and not absence.to_item:
        return True
    row = agenda(meeting)
    place = {name: index for index, one in enumerate(row) for name in (one.number, one.id)}
    first = place.get(absence.from_item or "", 0)
    last = place.get(absence.to_item or "", len(row))
    return first <= place[item.id] <= last


def _words(edition: Edition, absence: Absence) -> str:
    t = edition.t
    words = [t.label("absence-kind", absence.kind)]
    if absence.from_item and absence.to_item:
        words.append(t("attendance.from-to", first=absence.from_item, last=absence.to_item))
    elif absence.from_item:
        words.append(t("attendance.from", first=absence.from_item))
    elif absence.to_item:
        words.append(t("attendance.to", last=absence.to_item))
    return ", ".join(words)
