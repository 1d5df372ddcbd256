"""The entries of the records: every agenda item with its sections, its decision and the pages of its attachments."""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import blake2b

from minutebook.model import AgendaItem, Attachment, Meeting
from minutebook.pages.documents import withheld_words
from minutebook.pages.edition import Edition, point_range
from minutebook.pages.sections import places
from minutebook.search.plain import headings_of, pages_of, words_of
from minutebook.search.units import BODY, CAPTION, HEADING, IN_PASSING, TITLE, Content, Entry, Labels, Unit
from minutebook.views.decisions import Outcome, outcomes
from minutebook.views.listing import Handling, outcomes_of, people_of, topics_of


def entries(edition: Edition) -> Iterator[Entry]:
    """Yield an entry for every agenda item of an archive that has passed the publication gate."""
    for handling in edition.views.handlings:
        yield _entry(edition, handling)


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


def _entry(edition: Edition, handling: Handling) -> Entry:
    meeting, item = handling.meeting, handling.item
    names = _names(edition, meeting, item)
    matter = edition.matter(item.matter) if item.matter else None
    known = (
        item,
        meeting.key,
        meeting.title,
        edition.organization_name(meeting.organization),
        names,
        matter,
        edition.t.language,
        topics_of(handling, edition.archive),
    )
    key = blake2b(repr(known).encode(), digest_size=16).digest()
    return Entry(key, handling.day, lambda: _content(edition, handling))


def _content(edition: Edition, handling: Handling) -> Content:
    meeting, item = handling.meeting, handling.item
    people = dict.fromkeys((*people_of(handling), *(away.person for away in edition.views.absences(meeting, item))))
    attached = any(attachment.public for attachment in item.attachments)
    matter = edition.matter(item.matter) if item.matter else None
    return Content(
        title=item.title,
        address=edition.addresses.item(item.key),
        context=f"{edition.organization_name(meeting.organization)} · {edition.t.day(handling.day)}",
        units=tuple(_units(edition, meeting, item)),
        outcomes=tuple((each.outcome, *_outcome(edition, each)) for each in outcomes(item)),
        matter=(matter.text, matter.address) if matter else None,
        terms={
            "organization": (meeting.organization,),
            "year": (str(handling.day.year),),
            "outcome": outcomes_of(handling),
            "topic": topics_of(handling, edition.archive),
            "person": tuple(person for person in people if person in edition.archive.people),
            "attachments": ("yes",) if attached else (),
        },
    )


def _units(edition: Edition, meeting: Meeting, item: AgendaItem) -> Iterator[Unit]:
    t, addresses = edition.t, edition.addresses
    address = addresses.item(item.key)
    yield _title(edition, item, address)
    if not item.public:
        return
    said = _prose(item, "decision")
    if item.decision or said:
        spoken = [f"{t.label('outcome', one.outcome)}: {one.text}" for one in item.decision]
        spoken += [f"{t('item.dissent')} {_name(edition, one.by)}: {one.text}" for one in item.dissents]
        away = ", ".join(_named(edition, meeting, each.person) for each in edition.views.absences(meeting, item))
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
    t = edition.t
    points = t("item.points", points=point_range(outcome.label)) if outcome.label else ""
    return t.label("outcome", outcome.outcome), points


def _title(edition: Edition, item: AgendaItem, address: str) -> Unit:
    """Return the unit of an item as a whole: its title, and the facts beside it that people look for."""
    if not item.public:
        return Unit("item", edition.number(item), address, ((TITLE, item.title),), edition.t("item.closed"))
    asked = _name(edition, item.requested_by.person) if item.requested_by else ""
    matter = edition.archive.matters.get(item.matter or "")
    known = [item.reference or "", matter.reference or "" if matter else "", item.department or "", asked]
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


def _names(edition: Edition, meeting: Meeting, item: AgendaItem) -> tuple[str, ...]:
    away = (_named(edition, meeting, each.person) for each in edition.views.absences(meeting, item))
    asked = (_name(edition, item.requested_by.person),) if item.requested_by else ()
    dissent = (_name(edition, one.by) for one in item.dissents)
    return (*away, *asked, *dissent)


def _name(edition: Edition, person: str) -> str:
    known = edition.archive.people.get(person)
    return known.name if known else person


def _named(edition: Edition, meeting: Meeting, person: str) -> str:
    party = edition.party(person, meeting.start.day)
    return f"{_name(edition, person)} ({party})" if party else _name(edition, person)
