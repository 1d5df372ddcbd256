"""The pages of people in public roles: the index, and what the records say of each."""

from __future__ import annotations

from collections.abc import Iterator

from minutebook.model import Membership, PartyPeriod
from minutebook.pages.edition import Edition
from minutebook.pages.indexes import alphabetical
from minutebook.pages.page import Page
from minutebook.pages.parts import Entry, Fact, Link, Value
from minutebook.views.people import Missed, PersonRecord, Seat


def people_index(edition: Edition) -> Page:
    """Return the index of people by surname."""
    t = edition.t
    records = edition.views.people.values()
    groups = alphabetical(
        edition, records, lambda one: _surname_first(one.person.name), lambda one: _entry(edition, one)
    )
    return edition.page(
        "people",
        edition.addresses.people(),
        t("nav.people"),
        t("people.description", municipality=edition.archive.municipality.name),
        template="index",
        lede=t("people.lede"),
        groups=groups,
        jump=t("index.jump-letters"),
        empty=t("people.empty"),
        more=None,
    )


def person_page(edition: Edition, record: PersonRecord) -> Page:
    """Return the page of a person: seats and presence, what they asked for, where they were away, how they voted."""
    t, person = edition.t, record.person
    seats = ", ".join(edition.organization_name(seat.organization) for seat in record.seats)
    return edition.page(
        "person",
        edition.addresses.person(person.id),
        person.name,
        t("person.description", name=person.name, seats=seats or edition.archive.municipality.name),
        crumbs=(Link(t("nav.people"), edition.addresses.people()),),
        kicker=_party(edition, record),
        seats=tuple(_seat(edition, seat) for seat in record.seats),
        requests=tuple(edition.row(handling) for handling in record.requests),
        missed=tuple(_missed(edition, missed) for missed in record.missed),
        stood_in=tuple(_missed(edition, missed) for missed in record.stood_in),
        votes=tuple({"row": edition.row(cast.handling), "vote": t.label("vote", cast.vote)} for cast in record.votes),
        dissents=tuple(edition.row(handling) for handling in record.dissents),
        recusals=tuple(edition.row(handling) for handling in record.recusals),
        facts=tuple(_facts(edition, record)),
    )


def _surname_first(name: str) -> str:
    given, _, surname = name.rpartition(" ")
    return f"{surname} {given}".strip()


def _entry(edition: Edition, record: PersonRecord) -> Entry:
    seats = ", ".join(
        dict.fromkeys(
            f"{edition.t.label('role', seat.membership.role)}, {edition.organization_name(seat.organization)}"
            for seat in record.seats
        )
    )
    party = f"({record.party})" if record.party else ""
    link = Link(record.person.name, edition.addresses.person(record.person.id))
    return Entry(link, " ".join(word for word in (party, seats) if word))


def _party(edition: Edition, record: PersonRecord) -> str:
    named = next((one.name for one in reversed(record.person.party) if one.letter == record.party and one.name), None)
    if named and record.party:
        return edition.t("person.party", name=named, letter=record.party)
    return named or record.party or edition.t("person.kicker")


def _stood_for(edition: Edition, period: PartyPeriod) -> str:
    name = edition.t("person.party", name=period.name, letter=period.letter) if period.name else period.letter
    when = _period(edition, period)
    return f"{name}, {when}" if when else name


def _seat(edition: Edition, seat: Seat) -> dict[str, object]:
    t, held = edition.t, seat.membership
    presence = ""
    if seat.presence and seat.presence.recorded:
        recorded = t.plural("count.meetings-recorded", seat.presence.recorded)
        presence = t("person.presence", absent=t.number(seat.presence.absent), recorded=recorded)
        if seat.presence.partly:
            presence += " " + t("person.partly", partly=t.number(seat.presence.partly))
    elif seat.presence:
        presence = t("person.presence-unknown")
    return {
        "organization": edition.organization(seat.organization),
        "role": t.label("role", held.role),
        "period": _period(edition, seat.membership),
        "presence": presence,
    }


def _period(edition: Edition, held: Membership | PartyPeriod) -> str:
    t, start, end = edition.t, held.start, held.end
    if start and end:
        return t("person.from-to", start=t.day(start), end=t.day(end))
    if start:
        return t("person.from", start=t.day(start))
    return t("person.to", end=t.day(end)) if end else ""


def _missed(edition: Edition, missed: Missed) -> dict[str, object]:
    t, absence = edition.t, missed.absence
    link: Value = edition.meeting(missed.meeting)
    if missed.handling:
        link = edition.item(missed.handling.item, edition.reference_text(missed.handling))
    words = [t.label("absence-kind", absence.kind)]
    if absence.from_item or absence.to_item:
        words.append(t("attendance.partly"))
    return {
        "link": link,
        "words": ", ".join(words),
        "person": edition.person(absence.person),
        "substitute": edition.person(absence.substitute) if absence.substitute else None,
    }


def _facts(edition: Edition, record: PersonRecord) -> Iterator[Fact]:
    t = edition.t
    if record.person.party:
        yield Fact(t("person.party-name"), tuple(_stood_for(edition, period) for period in record.person.party))
    if record.person.source:
        yield Fact(t("source.title"), (edition.source(record.person.source),))
