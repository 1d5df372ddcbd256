"""The pages of plans: the index, and each plan with its goals, its way to a decision, and what a hearing changed."""

from __future__ import annotations

from collections.abc import Iterator

from minutebook.pages.edition import Edition
from minutebook.pages.goals import goal_areas
from minutebook.pages.hearing import answers, other_revisions
from minutebook.pages.indexes import alphabetical
from minutebook.pages.notices import notices
from minutebook.pages.page import Page
from minutebook.pages.parts import Entry, Fact, Link
from minutebook.pages.plan_course import stage, steps
from minutebook.pages.register import Count
from minutebook.pages.waiting import awaited
from minutebook.views.plans import PlanProgress
from minutebook.vocabulary import COMPARISONS, GOAL_STATES


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
    course = edition.views.plan_courses[plan.id]
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
        stage=stage(edition, course),
        tally=_states(edition, progress),
        areas=goal_areas(edition, progress),
        whom=edition.archive.municipality.name,
        others=tuple(t.label("comparison", whom) for whom in COMPARISONS.terms),
        steps=steps(edition, plan, course),
        awaited=tuple(awaited(edition, loop) for loop in course.awaited),
        responses=answers(edition, progress),
        revisions=other_revisions(edition, progress),
        facts=tuple(_facts(edition, progress)),
    )


def _entry(edition: Edition, progress: PlanProgress) -> Entry:
    t, plan = edition.t, progress.plan
    note = t("plan.period", start=t.day(plan.period.start), end=t.day(plan.period.end))
    return Entry(edition.plan(plan), note, t.plural("count.goals", len(plan.goals)))


def _states(edition: Edition, progress: PlanProgress) -> tuple[Count, ...]:
    states = progress.states
    return tuple(
        Count(edition.badge("goal-state", state), edition.t.number(states[state]))
        for state in GOAL_STATES.terms
        if states.get(state)
    )


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
    for label, kin in (
        ("goal.earlier-plan", _kin(progress, later=False)),
        ("goal.later-plan", _kin(progress, later=True)),
    ):
        if kin:
            yield Fact(t(label), tuple(Link(title, edition.addresses.plan(key), recorded=True) for key, title in kin))


def _kin(progress: PlanProgress, *, later: bool) -> tuple[tuple[str, str], ...]:
    """Return the plans whose goals this one carries on, or those that carry on its own."""
    links = (
        kin for goal in progress.goals for kin in (goal.continued_by if later else filter(None, (goal.continues,)))
    )
    return tuple(dict.fromkeys((kin.plan.id, kin.plan.title) for kin in links))
