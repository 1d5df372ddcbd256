"""The page of an agenda item, and that of one that was handled behind closed doors."""

from __future__ import annotations

from collections.abc import Iterator

from minutebook.model import AgendaItem, Meeting
from minutebook.pages.attendance import away, named
from minutebook.pages.course import course
from minutebook.pages.decision import Decided, authority_values, compared, decided
from minutebook.pages.documents import documents
from minutebook.pages.edition import Edition
from minutebook.pages.notices import closed_words, notices
from minutebook.pages.page import Page
from minutebook.pages.parts import Fact, Link, Pager
from minutebook.pages.sections import fact_prose, first_words, parts
from minutebook.pages.waiting import Awaited, awaited, next_steps
from minutebook.views.attendance import absences


def item_page(edition: Edition, meeting: Meeting, item: AgendaItem) -> Page:
    """Return the page of an agenda item; a closed item's says only that, and on what ground."""
    t, addresses = edition.t, edition.addresses
    cite = _citation(edition, meeting, item)
    decisions = decided(edition, meeting, item)
    return edition.page(
        "item",
        addresses.item(item.key),
        item.title,
        _description(edition, meeting, item),
        crumbs=crumbs(edition, meeting),
        here=edition.number(item),
        kicker=(edition.number(item), t.label("item-kind", item.kind)),
        lede=(edition.organization(meeting.organization), edition.meeting(meeting, edition.meeting_day(meeting))),
        notices=notices(edition, item.completeness, item.source, "item"),
        closed=closed_words(edition, item),
        decision_anchor=addresses.section_anchor("decision"),
        decided=decisions,
        decision_prose=fact_prose(edition, item, "decision"),
        dissents=[{"by": named(edition, one.by, meeting.start.day), "words": one.text} for one in item.dissents],
        away=away(edition, absences(meeting, item), meeting.start.day) if item.public else (),
        recused=tuple(named(edition, person, meeting.start.day) for person in item.recused),
        proposal_anchor=addresses.section_anchor("recommendation"),
        proposal=_proposal(edition, meeting, item, decisions),
        steps=next_steps(edition, item),
        waiting=_waiting(edition, item),
        body=parts(edition, item, untitled=t("item.text")),
        documents_anchor=addresses.section_anchor("attachments"),
        documents=documents(edition, item),
        documents_prose=fact_prose(edition, item, "attachments"),
        facts=tuple(_facts(edition, meeting, item)),
        course=course(edition, meeting, item),
        matter=edition.matter(item.matter) if item.matter else None,
        cite=cite,
        running=f"{edition.meeting_title(meeting)}, {edition.number(item)}",
        colophon=((cite,), *((edition.t("page.notice-source"), edition.source(one)) for one in (item.source,) if one)),
        pager=_pager(edition, item),
    )


def crumbs(edition: Edition, meeting: Meeting) -> tuple[Link, ...]:
    """Return the way down from the meetings to what belongs to one of them."""
    t, addresses = edition.t, edition.addresses
    organization = edition.organization(meeting.organization)
    return (
        Link(t("nav.meetings"), addresses.meetings()),
        *((organization,) if isinstance(organization, Link) else ()),
        edition.meeting(meeting, edition.meeting_day(meeting)),
    )


def _citation(edition: Edition, meeting: Meeting, item: AgendaItem) -> str:
    return edition.t(
        "item.citation",
        municipality=edition.archive.municipality.name,
        organization=edition.organization_name(meeting.organization),
        day=edition.meeting_day(meeting),
        number=edition.number(item),
        title=item.title,
        address=f"{edition.site_url}{edition.addresses.item(item.key)}",
    )


def _description(edition: Edition, meeting: Meeting, item: AgendaItem) -> str:
    said = " ".join(decision.text for decision in item.decision)
    opening = edition.t("item.description", meeting=edition.meeting_title(meeting), number=edition.number(item))
    return " ".join(part for part in (opening, said, first_words(item.sections) if item.public else "") if part)


def _proposal(
    edition: Edition, meeting: Meeting, item: AgendaItem, decisions: tuple[Decided, ...]
) -> dict[str, object] | None:
    prose = fact_prose(edition, item, "recommendation")
    if item.recommendation is None:
        return {"by": "", "lead": "", "rows": (), "prose": prose} if prose else None
    recommendation = item.recommendation
    lead = recommendation.text if recommendation.points and recommendation.text else ""
    rows = tuple(compared(edition, meeting, item, decisions))
    return {"by": recommendation.by, "lead": lead, "rows": rows, "prose": prose}


def _waiting(edition: Edition, item: AgendaItem) -> tuple[Awaited, ...]:
    """Return what only another meeting can end; deadlines and promises are among the next steps, done or not."""
    loops = edition.views.open_loops_by_item.get(item.key, ())
    return tuple(awaited(edition, loop) for loop in loops if loop.kind in {"postponed", "recommendation"})


def _facts(edition: Edition, meeting: Meeting, item: AgendaItem) -> Iterator[Fact]:
    t = edition.t
    yield Fact(t("item.meeting"), (edition.meeting(meeting, t.moment(meeting.start)),))
    yield Fact(t("item.organization"), (edition.organization(meeting.organization),))
    if item.matter:
        yield Fact(t("item.matter"), (edition.matter(item.matter),))
    if item.reference:
        yield Fact(t("item.reference"), (item.reference,))
    if item.topics:
        yield Fact(t("item.topics"), tuple(edition.topic(topic) for topic in item.topics))
    if item.department:
        yield Fact(t("item.department"), (item.department,))
    if item.requested_by:
        asked = item.requested_by
        told = tuple(word for word in (t.day(asked.date) if asked.date else "", asked.how or "") if word)
        yield Fact(t("item.requested-by"), (named(edition, asked.person, meeting.start.day), *told))
    if item.authority:
        yield Fact(t("item.authority"), authority_values(edition, item))
    if item.source and item.completeness == "complete":
        yield Fact(t("source.title"), (edition.source(item.source),))


def _pager(edition: Edition, item: AgendaItem) -> Pager:
    t, sides = edition.t, edition.views.item_neighbours[item.key]
    return Pager(
        t("item.pager"),
        t("item.previous"),
        t("item.next"),
        edition.item(sides.previous, _numbered(sides.previous)) if sides.previous else None,
        edition.item(sides.next, _numbered(sides.next)) if sides.next else None,
    )


def _numbered(item: AgendaItem) -> str:
    return f"{item.number}. {item.title}"
