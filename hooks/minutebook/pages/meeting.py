"""The page of a meeting: its decisions at a glance, and the whole minutes below, as one document that prints well."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from markupsafe import Markup

from minutebook.model import AgendaItem, Meeting
from minutebook.pages.attendance import Away, attendance_facts, away, named
from minutebook.pages.decision import Compared, Decided, authority_values, compared, decided
from minutebook.pages.documents import Document, all_documents, documents
from minutebook.pages.edition import Edition
from minutebook.pages.notices import Notice, closed_words, notices
from minutebook.pages.page import Page
from minutebook.pages.parts import Fact, Link, Pager, Part, Value
from minutebook.pages.sections import fact_prose, parts
from minutebook.views.listing import Handling, agenda

BELOW_ITEM = 4


@dataclass(frozen=True, slots=True)
class Minute:
    """An agenda item as it stands in the whole minutes."""

    anchor: str
    heading: str
    link: Link
    requested: tuple[Value, ...]
    notices: tuple[Notice, ...]
    closed: str
    body: tuple[Part, ...]
    authority: tuple[Value, ...]
    proposed_by: str
    proposal: str
    points: tuple[Compared, ...]
    proposal_prose: Markup
    decided: tuple[Decided, ...]
    decision_prose: Markup
    away: tuple[Away, ...]
    recused: tuple[Value, ...]
    dissents: tuple[Fact, ...]
    documents: tuple[Document, ...]
    documents_prose: Markup


def meeting_page(edition: Edition, meeting: Meeting) -> Page:
    """Return the page of a meeting, whatever its state: planned, called, held, cancelled."""
    t, addresses = edition.t, edition.addresses
    items = agenda(meeting)
    organization = edition.organization(meeting.organization)
    absent = meeting.attendance.absent if meeting.attendance else ()
    day = edition.meeting_day(meeting)
    heading = t(
        "meeting.heading-titled" if meeting.title else "meeting.heading",
        title=meeting.title or "",
        day=t.day(meeting.start.day),
    )
    return edition.page(
        "meeting",
        addresses.meeting(meeting.key),
        edition.meeting_title(meeting),
        _description(edition, meeting),
        heading=heading,
        crumbs=(
            Link(t("nav.meetings"), addresses.meetings()),
            *((organization,) if isinstance(organization, Link) else ()),
        ),
        here=day,
        kicker=organization,
        state=edition.meeting_state(meeting),
        lede=tuple(word for word in (_when(edition, meeting), meeting.location or "") if word),
        notices=notices(edition, meeting.completeness, meeting.source, "meeting"),
        away=away(edition, absent, meeting.start.day),
        decision_anchor=addresses.section_anchor("decision"),
        proposal_anchor=addresses.section_anchor("recommendation"),
        documents_anchor=addresses.section_anchor("attachments"),
        held=meeting.state.startswith("minutes"),
        cancelled=meeting.state == "cancelled",
        in_part=meeting.completeness == "partial",
        rows=tuple(edition.row(Handling(meeting, item), organization=False, day=False) for item in items),
        summarised=any(item.completeness == "summary" for item in items),
        minutes=tuple(_minute(edition, meeting, item) for item in items) if _has_text(meeting) else (),
        documents=all_documents(edition, items),
        corrections=tuple(_corrections(edition, meeting)),
        facts=tuple(_facts(edition, meeting)),
        running=f"{edition.archive.municipality.name} · {edition.meeting_title(meeting)}",
        colophon=tuple(_colophon(edition, meeting)),
        pager=_pager(edition, meeting),
    )


def _when(edition: Edition, meeting: Meeting) -> str:
    """Say when the meeting was, to the hour where that is known; the day alone already stands in the heading."""
    t, start, end = edition.t, meeting.start, meeting.end
    if start.time is None:
        return ""
    if end is not None and end.time is not None and end.day == start.day:
        return t("meeting.from-to", start=edition.clock(start.time), end=edition.clock(end.time))
    return t("meeting.from", start=edition.clock(start.time))


def _has_text(meeting: Meeting) -> bool:
    return any(item.sections or item.recommendation or item.decision or not item.public for item in meeting.items)


def _description(edition: Edition, meeting: Meeting) -> str:
    state = edition.meeting_state(meeting).label
    titles = "; ".join(item.title for item in agenda(meeting))
    return f"{state}. {edition.meeting_title(meeting)}. {titles}"


def _minute(edition: Edition, meeting: Meeting, item: AgendaItem) -> Minute:
    anchor = f"{edition.addresses.words.item}-{item.id}"
    prefix, recommendation, day = f"{anchor}-", item.recommendation, meeting.start.day
    decisions = decided(edition, meeting, item)
    points = compared(edition, meeting, item, decisions) if recommendation and recommendation.points else ()
    asked = item.requested_by
    return Minute(
        anchor=anchor,
        heading=f"{item.number}. {item.title}",
        link=edition.item(item, edition.t("meeting.item-page", number=edition.number(item))),
        requested=(named(edition, asked.person, day),) if asked else (),
        notices=notices(edition, item.completeness, None, "item") if item.completeness != "summary" else (),
        closed=closed_words(edition, item),
        body=parts(edition, item, top=BELOW_ITEM, prefix=prefix),
        authority=authority_values(edition, item),
        proposed_by=recommendation.by if recommendation else "",
        proposal=recommendation.text or "" if recommendation else "",
        points=tuple(points),
        proposal_prose=fact_prose(edition, item, "recommendation", BELOW_ITEM, prefix=prefix),
        decided=decisions,
        decision_prose=fact_prose(edition, item, "decision", BELOW_ITEM, prefix=prefix),
        away=away(edition, item.attendance.absent if item.attendance else (), day),
        recused=tuple(named(edition, person, day) for person in item.recused),
        dissents=tuple(Fact(_plain(named(edition, one.by, day)), (one.text,)) for one in item.dissents),
        documents=documents(edition, item),
        documents_prose=fact_prose(edition, item, "attachments", BELOW_ITEM, prefix=prefix),
    )


def _plain(value: Value) -> str:
    return value.text if isinstance(value, Link) else str(value)


def _corrections(edition: Edition, meeting: Meeting) -> Iterator[dict[str, object]]:
    for correction in meeting.corrections:
        yield {"day": edition.day(correction.date), "where": correction.where, "reason": correction.reason}


def _facts(edition: Edition, meeting: Meeting) -> Iterator[Fact]:
    t = edition.t
    yield Fact(t("meeting.organization"), (edition.organization(meeting.organization),))
    yield Fact(t("meeting.when"), (edition.moment(meeting.start),))
    if meeting.location:
        yield Fact(t("meeting.where"), (meeting.location,))
    yield from attendance_facts(edition, meeting)
    if meeting.published:
        yield Fact(t("meeting.published"), (edition.day(meeting.published),))
    if meeting.approved:
        yield Fact(t("meeting.approved"), (edition.day(meeting.approved),))
    if meeting.legal_basis:
        yield Fact(t("meeting.legal-basis"), (meeting.legal_basis,))
    if meeting.source and meeting.completeness == "complete":
        yield Fact(t("source.title"), (edition.source(meeting.source),))


def _colophon(edition: Edition, meeting: Meeting) -> Iterator[tuple[Value, ...]]:
    """Yield what stands at the end of the printed minutes: where they are found, and where they come from."""
    t = edition.t
    yield (
        t(
            "meeting.citation",
            municipality=edition.archive.municipality.name,
            meeting=edition.meeting_title(meeting),
            address=f"{edition.site_url}{edition.addresses.meeting(meeting.key)}",
        ),
    )
    if meeting.source:
        yield (t("page.notice-source"), edition.source(meeting.source))


def _pager(edition: Edition, meeting: Meeting) -> Pager:
    t, sides = edition.t, edition.views.meeting_neighbours[meeting.key]
    return Pager(
        t("meeting.pager"),
        t("meeting.previous"),
        t("meeting.next"),
        edition.meeting(sides.previous) if sides.previous else None,
        edition.meeting(sides.next) if sides.next else None,
    )
