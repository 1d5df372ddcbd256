"""The pages of those whom the municipality works with, and of surveys among them."""

from __future__ import annotations

from collections.abc import Iterator

from minutebook.model import Answer, Funding, Partner
from minutebook.pages.edition import Edition
from minutebook.pages.indexes import alphabetical
from minutebook.pages.page import Page
from minutebook.pages.parts import Entry, Fact, Group, Link, Outside
from minutebook.views.partners import PartnerRecord, SurveyTable


def partners_index(edition: Edition) -> Page:
    """Return the index of partners by name, and the surveys after them."""
    t, views = edition.t, edition.views
    records = views.partners.values()
    groups = alphabetical(edition, records, lambda one: one.partner.name, lambda one: _entry(edition, one.partner))
    surveys = tuple(
        Entry(
            Link(table.survey.title, edition.addresses.partner(key), recorded=True),
            count=t.plural("count.answers", len(table.rows)),
        )
        for key, table in views.surveys.items()
    )
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
        jump=t("index.jump-letters"),
        empty=t("partners.empty"),
        more=None,
    )


def partner_page(edition: Edition, record: PartnerRecord) -> Page:
    """Return the page of a partner: what it is, what it costs, and what the records answer about it."""
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
            {"question": one.fact.question, "answer": one.fact.answer, "source": edition.reference(one.fact.source)}
            for one in record.facts
        ),
        surveys=tuple(
            {
                "link": Link(table.survey.title, edition.addresses.partner(table.survey.id), recorded=True),
                "answers": tuple(
                    {"question": question.text, "answer": _answer(edition, answer)}
                    for question, answer in zip(table.questions, row.answers, strict=True)
                ),
            }
            for table, row in record.answered
        ),
        mentioned=tuple(edition.row(place.handling) for place in record.mentioned_in if place.handling),
        facts=tuple(_facts(edition, partner)),
    )


def survey_page(edition: Edition, table: SurveyTable) -> Page:
    """Return the page of a survey: one table, a row for each who was asked."""
    t, survey = edition.t, table.survey
    facts = [Fact(t("survey.date"), (edition.partial_date(survey.date),))] if survey.date else []
    if survey.by:
        facts.append(Fact(t("survey.by"), (survey.by,)))
    facts.append(Fact(t("source.title"), (edition.reference(survey.source),)))
    return edition.page(
        "survey",
        edition.addresses.partner(survey.id),
        survey.title,
        t("survey.description", title=survey.title, count=t.plural("count.answers", len(table.rows))),
        crumbs=(Link(t("nav.partners"), edition.addresses.partners()),),
        kicker=t("survey.kicker"),
        lede=t.plural("count.answers", len(table.rows)),
        questions=tuple(question.text for question in table.questions),
        rows=tuple(
            {
                "name": Link(row.name, edition.addresses.partner(row.partner.id), recorded=True)
                if row.partner
                else row.name,
                "answers": tuple(_answer(edition, answer) for answer in row.answers),
            }
            for row in table.rows
        ),
        facts=tuple(facts),
    )


def _entry(edition: Edition, partner: Partner) -> Entry:
    kind = edition.t.label("partner-class", partner.classification)
    return Entry(Link(partner.name, edition.addresses.partner(partner.id), recorded=True), kind)


def _answer(edition: Edition, answer: Answer | None) -> dict[str, object]:
    if answer is None:
        return {"badge": edition.badge("answer", "not-stated"), "note": ""}
    return {"badge": edition.badge("answer", answer.answer), "note": answer.note or ""}


def _funding(edition: Edition, funding: Funding) -> dict[str, object]:
    t = edition.t
    per = t.label("funding-period", funding.per)
    amount = t(
        "partner.amount",
        amount=t.number(funding.amount),
        currency=t("partner.kroner") if funding.currency == "DKK" else funding.currency,
        per=per,
    )
    return {
        "amount": amount,
        "year": str(funding.year) if funding.year else "",
        "by": funding.by or "",
        "note": funding.note or "",
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
