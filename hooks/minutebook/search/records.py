"""The entries of the records: every agenda item with its sections, its decision and the pages of its attachments."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import partial
from hashlib import blake2b
from itertools import groupby
from posixpath import dirname

from minutebook.model import AgendaItem, Archive, Attachment
from minutebook.pages.documents import withheld_words
from minutebook.pages.edition import Edition
from minutebook.pages.sections import places
from minutebook.search.keys import Keys
from minutebook.search.plain import headings_of, pages_of, words_of
from minutebook.search.units import BODY, CAPTION, HEADING, IN_PASSING, TITLE, Content, Entry, Labels, Unit
from minutebook.views import Views
from minutebook.views.decisions import Outcome, outcomes
from minutebook.views.listing import Handling, outcomes_of, people_of, topics_of


@dataclass(frozen=True, slots=True)
class _Around:
    """What an item's entry says that stands in other records than the meeting's own.

    `people` are those of the register whom the item names or misses, each with name and party; `away` are all whom it
    misses. `matter` has title, address and reference.
    """

    organization: str
    people: dict[str, tuple[str, str]]
    away: tuple[str, ...]
    matter: tuple[str, str, str] | None
    topics: tuple[str, ...]

    def name(self, person: str) -> str:
        return self.people.get(person, (person, ""))[0]

    def name_with_party(self, person: str) -> str:
        name, party = self.people.get(person, (person, ""))
        return f"{name} ({party})" if party else name

    def spelled(self) -> str:
        return repr((self.organization, self.people, self.away, self.matter, self.topics))


def entries(edition: Edition, keys: Keys | None = None) -> Iterator[Entry]:
    """Yield an entry for every agenda item of an archive that has passed the publication gate.

    `keys` know some of the keys, and note the others. Where they have no print of all that a meeting was read from, its
    items are spelled out to know whether they are what they were.
    """
    # What an entry says is worked out with no other records at hand than its item, so that its key leaves nothing out.
    alone = Edition(Views(Archive(edition.archive.municipality), edition.views.today), edition.t, edition.addresses)
    for folder, group in groupby(edition.views.handlings, lambda handling: dirname(handling.meeting.path)):
        handlings = tuple(group)
        known = keys.known(folder) if keys else None
        if known is None or len(known) != len(handlings):
            print_ = keys.prints.of.get(folder, b"") if keys else b""
            known = [_key(edition, handling, print_) for handling in handlings]
            if keys:
                keys.note(folder, known)
        for key, handling in zip(known, handlings, strict=True):
            yield Entry(key, handling.day, partial(_content, edition, alone, handling))


def spoken(edition: Edition) -> str:
    """Return the language that the records are written in, whatever the site's own is."""
    return next(iter(edition.archive.municipality.languages), edition.t.language)


def labels(edition: Edition) -> Labels:
    """Return the names of organizations, outcomes, topics and people, as they are chosen by."""
    archive, t = edition.archive, edition.t
    outcome_terms = dict.fromkeys(outcome for handling in edition.views.decided for outcome in outcomes_of(handling))
    return Labels(
        {
            "organization": {key: organization.name for key, organization in sorted(archive.organizations.items())},
            "outcome": {term: t.label("outcome", term) for term in sorted(outcome_terms)},
            "topic": {key: edition.topic_label(key) for key in sorted(archive.topics)},
            "person": {key: person.name for key, person in sorted(archive.people.items())},
            "attachments": {"yes": t("search.with-attachments")},
        }
    )


def _key(edition: Edition, handling: Handling, print_: bytes) -> bytes:
    item, around = handling.item, _around(edition, handling)
    own = (print_, item.key) if print_ else (item, handling.day)
    known = f"{own!r}{handling.organization} {around.spelled()}{edition.t.language}"
    return blake2b(known.encode(), digest_size=16).digest()


def _around(edition: Edition, handling: Handling) -> _Around:
    item, archive = handling.item, edition.archive
    away = tuple(each.person for each in edition.views.absences(handling.meeting, item))
    people = {}
    for person in (*people_of(handling), *away):
        known = archive.people.get(person)
        if known:
            people[person] = known.name, edition.party(person, handling.day)
    matter = None
    if item.matter:
        link, known_matter = edition.matter(item.matter), archive.matters.get(item.matter)
        matter = link.text, link.address, (known_matter.reference or "") if known_matter else ""
    return _Around(edition.organization_name(handling.organization), people, away, matter, topics_of(handling, archive))


def _content(edition: Edition, alone: Edition, handling: Handling) -> Content:
    return _said(alone, handling.item, handling.day, handling.organization, _around(edition, handling))


def _said(alone: Edition, item: AgendaItem, day: date, organization: str, around: _Around) -> Content:
    attached = any(attachment.public for attachment in item.attachments)
    return Content(
        title=item.title,
        address=alone.addresses.item(item.key),
        context=f"{around.organization} · {alone.t.day(day)}",
        units=tuple(_units(alone, item, around)),
        outcomes=tuple((each.outcome, *_outcome(alone, each)) for each in outcomes(item)),
        matter=around.matter[:2] if around.matter else None,
        terms={
            "organization": (organization,),
            "year": (str(day.year),),
            "outcome": tuple(dict.fromkeys(decision.outcome for decision in item.decision)),
            "topic": around.topics,
            "person": tuple(around.people),
            "attachments": ("yes",) if attached else (),
        },
    )


def _units(edition: Edition, item: AgendaItem, around: _Around) -> Iterator[Unit]:
    t, addresses = edition.t, edition.addresses
    address = addresses.item(item.key)
    yield _title(edition, item, address, around)
    if not item.public:
        return
    said = _prose(item, "decision")
    if item.decision or said:
        spoken = [f"{t.label('outcome', one.outcome)}: {one.text}" for one in item.decision]
        spoken += [f"{t('item.dissent')} {around.name(one.by)}: {one.text}" for one in item.dissents]
        away = ", ".join(around.name_with_party(person) for person in around.away)
        absent = f"{t('attendance.absent')}: {away}." if away else ""
        decided = " ".join(word for word in (*spoken, said) if word)
        anchor = addresses.section_anchor("decision")
        words = ((BODY, decided), (IN_PASSING, absent))
        yield Unit("decision", t("item.decision"), f"{address}#{anchor}", words, f"{decided} {absent}".strip())
    proposed = _prose(item, "recommendation")
    if item.recommendation or proposed:
        recommended = item.recommendation
        points = [f"{number}. {text}" for number, text in recommended.points.items()] if recommended else []
        lead = [recommended.text] if recommended and recommended.text else []
        text = " ".join((*lead, *points, proposed))
        anchor = addresses.section_anchor("recommendation")
        yield Unit("item", t("item.proposal"), f"{address}#{anchor}", ((BODY, text),), text)
    for place in places(edition, item, untitled=t("item.text")):
        text = words_of(place.markdown)
        fields = ((HEADING, place.heading), (HEADING - BODY, headings_of(place.markdown)), (BODY, text))
        yield Unit("item", place.heading, f"{address}#{place.anchor}", fields, text)
    steps = [f"{t.day(one.date)}: {one.what} {one.who or ''}" for one in item.deadlines]
    steps += [f"{one.what} {one.who}" for one in item.commitments]
    if steps:
        text = " ".join(steps)
        yield Unit("item", t("item.next-steps"), f"{address}#{t('anchor.next-steps')}", ((BODY, text),), text)
    for attachment in item.attachments:
        yield from _attachment(edition, item, attachment)


def _outcome(edition: Edition, outcome: Outcome) -> tuple[str, str]:
    """Return an outcome in words, and the points that it covers."""
    points = edition.points("item.points", outcome.label) if outcome.label else ""
    return edition.t.label("outcome", outcome.outcome), points


def _title(edition: Edition, item: AgendaItem, address: str, around: _Around) -> Unit:
    """Return the unit of an item as a whole: its title, and the facts beside it that people look for."""
    if not item.public:
        return Unit("item", edition.number(item), address, ((TITLE, item.title),), edition.t("item.closed"))
    asked = around.name(item.requested_by.person) if item.requested_by else ""
    matter = around.matter[2] if around.matter else ""
    known = [item.reference or "", matter, item.department or "", asked]
    known += [reference for each in item.attachments if each.public and (reference := each.reference)]
    text = " · ".join(word for word in known if word)
    attached = _prose(item, "attachments")
    fields = ((TITLE, item.title), (HEADING, text), (BODY, attached))
    return Unit("item", edition.number(item), address, fields, " ".join(word for word in (text, attached) if word))


def _attachment(edition: Edition, item: AgendaItem, attachment: Attachment) -> Iterator[Unit]:
    t = edition.t
    address = edition.addresses.attachment(item.key, attachment.id)
    label = t("search.attachment", number=attachment.id, title=attachment.title)
    caption = (CAPTION, attachment.title)
    withheld = withheld_words(edition, attachment)
    if withheld or not attachment.sections:
        known = " · ".join(word for word in (attachment.author or "", attachment.reference or "") if word)
        yield Unit("attachment", label, address, ((TITLE, attachment.title), (BODY, known)), withheld or known)
        return
    whole = "\n\n".join(
        f"## {section.heading}\n\n{section.markdown}" if section.heading else section.markdown
        for section in attachment.sections
    )
    for number, (page, markdown) in enumerate(pages_of(whole)):
        text = words_of(markdown)
        title = (TITLE, attachment.title) if number == 0 else caption
        fields = (title, (HEADING - BODY, headings_of(markdown)), (BODY, text))
        where = f"{address}#{edition.addresses.page_anchor(page)}" if page else address
        yield Unit("attachment", t("search.page", attachment=label, page=page) if page else label, where, fields, text)


def _prose(item: AgendaItem, kind: str) -> str:
    return words_of("\n\n".join(section.markdown for section in item.sections if section.kind == kind))
