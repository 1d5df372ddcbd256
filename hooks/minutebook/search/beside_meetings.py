"""The entries of what stands beside the meetings: plans with their goals and hearings, partners, and surveys of them.

None of them has a day, so that they change no year's segment. A plan can be chosen by the years that it is for.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from hashlib import blake2b

from minutebook.model import Goal, Plan
from minutebook.pages.edition import Edition
from minutebook.pages.parts import Day
from minutebook.search.units import BODY, HEADING, TITLE, Content, Entry, Unit
from minutebook.views.partners import PartnerRecord, SurveyTable

_MOST_YEARS = 20


def entries(edition: Edition) -> Iterator[Entry]:
    """Yield an entry for every plan, partner and survey of an archive that has passed the publication gate."""
    views = edition.views
    for progress in views.plans.values():
        yield _entry(edition, _plan(edition, progress.plan))
    for record in views.partners.values():
        yield _entry(edition, _partner(edition, record))
    for table in views.surveys.values():
        yield _entry(edition, _survey(edition, table))


def _entry(edition: Edition, content: Content) -> Entry:
    key = blake2b(repr((content, edition.t.language)).encode(), digest_size=16).digest()
    return Entry(key, None, lambda: content)


def _plan(edition: Edition, plan: Plan) -> Content:
    t = edition.t
    period = t("plan.period", start=t.day(plan.period.start), end=t.day(plan.period.end))
    matter = edition.matter(plan.matter) if plan.matter else None
    years = range(plan.period.start.year, plan.period.end.year + 1)[:_MOST_YEARS]
    return Content(
        plan.title,
        edition.addresses.plan(plan.id),
        f"{t('plan.kicker')} · {period}",
        tuple(_units_of_plan(edition, plan)),
        matter=(matter.text, matter.address) if matter else None,
        terms={"organization": (plan.organization,), "year": tuple(map(str, years))},
    )


def _units_of_plan(edition: Edition, plan: Plan) -> Iterator[Unit]:
    t = edition.t
    address = edition.addresses.plan(plan.id)
    yield Unit("plan", t("plan.kicker"), address, ((TITLE, plan.title), (BODY, plan.summary or "")), plan.summary or "")
    for goal in plan.goals:
        place = edition.addresses.goal(plan.id, goal.id)
        label = f"{t('goal.numbered', number=goal.id)} · {goal.area}"
        reported = [one.note for one in plan.status if one.goal == goal.id]
        yield Unit("plan", label, place, ((HEADING, goal.area), (BODY, text := _said(goal, reported))), text)
    heard = [part for one in plan.responses for part in (one.from_, one.summary, one.reply)]
    named = {one.from_ for one in plan.responses if one.from_}
    heard += [part for one in plan.revisions if one.response in named for part in (one.what, one.because)]
    changed = [part for one in plan.revisions if one.response not in named for part in (one.what, one.because)]
    for anchor, heading, parts in (
        ("responses", "hearing.title", heard),
        ("revisions", "hearing.other-changes", changed),
    ):
        if text := _joined(parts):
            place = f"{address}#{t(f'anchor.{anchor}')}"
            yield Unit("plan", t(heading), place, ((HEADING, t(heading)), (BODY, text)), text)


def _said(goal: Goal, reported: Iterable[str | None]) -> str:
    return _joined((goal.text, goal.indicator, goal.note, *reported))


def _partner(edition: Edition, record: PartnerRecord) -> Content:
    t, partner = edition.t, record.partner
    address = edition.addresses.partner(partner.id)
    names = " · ".join(partner.also_called)
    about = _joined((partner.purpose, names))
    units = [Unit("partner", partner.name, address, ((TITLE, partner.name), (HEADING, names), (BODY, about)), about)]
    paid = [part for one in partner.funding for part in (t.number(one.amount), one.currency, one.by, one.note)]
    asked = [part for one in partner.facts for part in (one.question, one.answer)]
    for anchor, heading, parts in (
        ("members", "partner.members", partner.members),
        ("funding", "partner.funding", paid),
        ("answers", "partner.answers", asked),
    ):
        if text := _joined(parts):
            place = f"{address}#{t(f'anchor.{anchor}')}"
            units.append(Unit("partner", t(heading), place, ((BODY, text),), text))
    kind = t.label("partner-class", partner.classification)
    return Content(partner.name, address, kind, tuple(units), terms={"topic": partner.topics})


def _survey(edition: Edition, table: SurveyTable) -> Content:
    t, survey = edition.t, table.survey
    address = edition.addresses.partner(survey.id)
    questions = _joined(question.text for question in table.questions)
    answers = _joined(
        part
        for row in table.rows
        for part in (row.name, *(one.answer.note for one in row.answers if one.answer and one.answer.note))
    )
    units = (
        Unit("partner", t("survey.kicker"), address, ((HEADING, survey.title), (BODY, questions)), questions),
        Unit("partner", t("survey.answers"), f"{address}#answers", ((BODY, answers),), answers),
    )
    day = edition.partial_date(survey.date) if survey.date else ""
    context = _joined((t("survey.kicker"), day.text if isinstance(day, Day) else str(day)), " · ")
    return Content(survey.title, address, context, units)


def _joined(parts: Iterable[str | None], between: str = " ") -> str:
    return between.join(part.strip() for part in parts if part and part.strip())
