"""The pages of plans: the index, and each plan with its goals, what a hearing changed, and who answered what."""

from __future__ import annotations

from collections.abc import Iterator

from minutebook.model import HearingResponse, Revision
from minutebook.pages.edition import Edition
from minutebook.pages.goals import goal_area
from minutebook.pages.indexes import alphabetical
from minutebook.pages.notices import notices
from minutebook.pages.page import Page
from minutebook.pages.parts import Entry, Fact, Link
from minutebook.pages.register import Count
from minutebook.views.plans import PlanProgress
from minutebook.vocabulary import GOAL_STATES


def plans_index(edition: Edition) -> Page:
    """Return the index of plans by name."""
    t = edition.t
    plans = edition.views.plans.values()
    return edition.page(
        "plans",
        edition.addresses.plans(),
        t("nav.plans"),
        t("plans.description", municipality=edition.archive.municipality.name),
        template="index",
        lede=t("plans.lede"),
        groups=alphabetical(edition, plans, lambda one: one.plan.title, lambda one: _entry(edition, one)),
        jump=t("index.jump-letters"),
        empty=t("plans.empty"),
        more=None,
    )


def plan_page(edition: Edition, progress: PlanProgress) -> Page:
    """Return the page of a plan."""
    t, plan = edition.t, progress.plan
    period = t("plan.period", start=t.day(plan.period.start), end=t.day(plan.period.end))
    return edition.page(
        "plan",
        edition.addresses.plan(plan.id),
        plan.title,
        plan.summary or t("plan.description", title=plan.title, period=period),
        crumbs=(Link(t("nav.plans"), edition.addresses.plans()),),
        kicker=t("plan.kicker"),
        period=period,
        summary=plan.summary or "",
        notices=notices(edition, plan.completeness, plan.source, "plan"),
        tally=_states(edition, progress),
        areas=tuple(goal_area(edition, area) for area in progress.areas),
        revisions=tuple(
            _revision(edition, one.record) for one in progress.revisions if isinstance(one.record, Revision)
        ),
        responses=tuple(
            _response(edition, one.record) for one in progress.responses if isinstance(one.record, HearingResponse)
        ),
        facts=tuple(_facts(edition, progress)),
    )


def _entry(edition: Edition, progress: PlanProgress) -> Entry:
    t, plan = edition.t, progress.plan
    note = t("plan.period", start=t.day(plan.period.start), end=t.day(plan.period.end))
    return Entry(
        Link(plan.title, edition.addresses.plan(plan.id), recorded=True), note, t.plural("count.goals", len(plan.goals))
    )


def _states(edition: Edition, progress: PlanProgress) -> tuple[Count, ...]:
    states = progress.states
    return tuple(
        Count(edition.badge("goal-state", state), edition.t.number(states[state]))
        for state in GOAL_STATES.terms
        if states.get(state)
    )


def _revision(edition: Edition, revision: Revision) -> dict[str, object]:
    return {
        "day": edition.day(revision.date),
        "what": revision.what,
        "because": revision.because or "",
        "source": edition.reference(revision.source) if revision.source else "",
    }


def _response(edition: Edition, response: HearingResponse) -> dict[str, object]:
    return {
        "from": response.from_,
        "day": edition.day(response.date) if response.date else "",
        "position": response.position or "",
        "summary": response.summary,
        "reply": response.reply or "",
        "source": edition.reference(response.attachment) if response.attachment else "",
    }


def _facts(edition: Edition, progress: PlanProgress) -> Iterator[Fact]:
    t, plan = edition.t, progress.plan
    yield Fact(t("plan.organization"), (edition.organization(plan.organization),))
    yield Fact(t("plan.period-name"), (t("plan.period", start=t.day(plan.period.start), end=t.day(plan.period.end)),))
    if plan.matter:
        yield Fact(t("item.matter"), (edition.matter(plan.matter),))
    if plan.documents:
        yield Fact(t("plan.documents"), tuple(edition.reference(one) for one in plan.documents))
    if plan.source and plan.completeness == "complete":
        yield Fact(t("source.title"), (edition.source(plan.source),))
