"""Who was away, in words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from minutebook.model import Absence, Meeting
from minutebook.pages.edition import Edition
from minutebook.pages.parts import Fact, Link, Value


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
