"""The pages of those whom the municipality works with: by theme, and each with what the records say of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from minutebook.model import Funding, Partner
from minutebook.pages.alphabet import order
from minutebook.pages.citing import cited
from minutebook.pages.edition import Edition
from minutebook.pages.page import Page
from minutebook.pages.parts import Day, Entry, Fact, Group, Link, Outside, Value
from minutebook.pages.survey import answer_cell
from minutebook.urls import slug
from minutebook.views.mentions import Mention
from minutebook.views.partners import PartnerRecord


def partners_index(edition: Edition) -> Page:
    """Return the overview of partners by theme, the theme with most of them first, and the surveys after them."""
    t, views = edition.t, edition.views
    surveys = tuple(
        Entry(
            Link(table.survey.title, edition.addresses.partner(key), recorded=True),
            count=t.plural("count.answers", len(table.rows)),
        )
        for key, table in views.surveys.items()
    )
    groups = tuple(_themes(edition))
    if surveys:
        groups = (*groups, Group(t("anchor.surveys"), t("partners.surveys"), surveys))
    return edition.page(
        "partners",
        edition.addresses.partners(),
        t("nav.partners"),
        t("partners.description", municipality=edition.archive.municipality.name),
        template="index",
        lede=t("partners.lede"),
        groups=groups,
        jump=t("partners.jump-themes"),
        empty=t("partners.empty"),
        more=None,
    )


def _themes(edition: Edition) -> Iterator[Group]:
    t = edition.t
    by_theme: dict[str, list[Partner]] = defaultdict(list)
    for record in edition.views.partners.values():
        for topic in record.partner.topics or ("",):
            by_theme[topic].append(record.partner)
    names = {topic: edition.topic_label(topic) if topic else t("partners.other-themes") for topic in by_theme}
    for topic in sorted(by_theme, key=lambda one: (one == "", -len(by_theme[one]), order(names[one], t.language))):
        partners = sorted(by_theme[topic], key=lambda one: (order(one.name, t.language), one.id))
        entries = tuple(_entry(edition, partner) for partner in partners)
        yield Group(slug(names[topic]) or "tema", names[topic], entries, t.plural("count.partners", len(entries)))


def partner_page(edition: Edition, record: PartnerRecord) -> Page:
    """Return the page of a partner: what it is, what it costs, what the records answer about it and say of it."""
    t, partner = edition.t, record.partner
    kind = t.label("partner-class", partner.classification)
    return edition.page(
        "partner",
        edition.addresses.partner(partner.id),
        partner.name,
        partner.purpose or t("partner.description", name=partner.name, kind=kind),
        crumbs=(Link(t("nav.partners"), edition.addresses.partners()),),
        kicker=kind,
        purpose=partner.purpose or "",
        members=partner.members,
        funding=tuple(_funding(edition, one) for one in partner.funding),
        answers=tuple(
            {
                "question": one.fact.question,
                "answer": one.fact.answer,
                "source": cited(edition, one.fact.source, one.fact.page),
            }
            for one in record.facts
        ),
        surveys=tuple(
            {
                "link": Link(table.survey.title, edition.addresses.partner(table.survey.id), recorded=True),
                "answers": tuple(answer_cell(edition, answer) for answer in row.answers),
            }
            for table, row in record.answered
        ),
        decided=tuple(edition.row(handling) for handling in record.decided),
        mentions=tuple(_mention(edition, one) for one in record.mentions),
        facts=tuple(_facts(edition, partner)),
    )


def _entry(edition: Edition, partner: Partner) -> Entry:
    kind = edition.t.label("partner-class", partner.classification)
    return Entry(Link(partner.name, edition.addresses.partner(partner.id), recorded=True), kind)


def _mention(edition: Edition, mention: Mention) -> dict[str, Day | Value]:
    """Return what a text says, with the day of its meeting and the way to it."""
    place = mention.place
    key = f"{place.item.key}/{place.attachment.id}" if place.item and place.attachment else ""
    source = cited(edition, key or (place.item.key if place.item else place.meeting.key), mention.page, titled=True)
    times = edition.t.plural("count.mentions", mention.times) if mention.times > 1 else ""
    return {"day": edition.day(place.day), "excerpt": mention.excerpt, "source": source, "times": times}


def _funding(edition: Edition, funding: Funding) -> dict[str, Value]:
    t = edition.t
    currency = t("partner.kroner") if funding.currency == "DKK" else funding.currency
    per = t.label("funding-period", funding.per)
    return {
        "amount": t("partner.amount", amount=t.number(funding.amount), currency=currency, per=per),
        "year": str(funding.year) if funding.year else "",
        "by": funding.by or "",
        "note": funding.note or "",
        "source": cited(edition, funding.source, funding.page) if funding.source else "",
    }


def _facts(edition: Edition, partner: Partner) -> Iterator[Fact]:
    t = edition.t
    yield Fact(t("partner.kind"), (t.label("partner-class", partner.classification),))
    if partner.since:
        yield Fact(t("partner.since"), (edition.partial_date(partner.since),))
    if partner.until:
        yield Fact(t("partner.until"), (edition.partial_date(partner.until),))
    if partner.topics:
        yield Fact(t("item.topics"), tuple(edition.topic(topic) for topic in partner.topics))
    if partner.website and partner.website.startswith(("http://", "https://")):
        yield Fact(t("organization.website"), (Outside(partner.website, partner.website),))
    if partner.source:
        yield Fact(t("source.title"), (edition.source(partner.source),))
