"""The page of a goal: what it demands, every value that was reported with its source, and its kin in other plans."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from minutebook.pages.edition import Edition
from minutebook.pages.goals import baseline, goal_card, over_time, reported, target
from minutebook.pages.notices import notices
from minutebook.pages.page import Page
from minutebook.pages.parts import Badge, Fact, Link, Pager, Value
from minutebook.views.plans import GoalKin, GoalProgress, PlanProgress
from minutebook.vocabulary import COMPARISONS


@dataclass(frozen=True, slots=True)
class Kin:
    """The same goal in another plan: where it leads, what was demanded there, and how it went."""

    label: str
    link: Link
    target: str
    state: Badge | None
    value: str
    source: Value
    remark: str


def goal_page(edition: Edition, progress: PlanProgress, goal_id: str) -> Page:
    """Return the page of a goal of a plan; on its sides stand the goals before and after it."""
    goals = (None, *progress.goals, None)
    place = next(index for index, goal in enumerate(goals) if goal and goal.goal.id == goal_id)
    return _page(
        edition, progress, progress.by_id[goal_id], _pager(edition, progress, goals[place - 1], goals[place + 1])
    )


def _page(edition: Edition, progress: PlanProgress, of_goal: GoalProgress, pager: Pager) -> Page:
    t, plan, goal = edition.t, progress.plan, of_goal.goal
    number = t("goal.numbered", number=goal.id)
    card = goal_card(edition, progress, of_goal)
    return edition.page(
        "goal",
        edition.addresses.goal(plan.id, goal.id),
        t("goal.window", number=number, area=goal.area, plan=plan.title),
        t("goal.description", goal=goal.text, plan=plan.title),
        crumbs=(
            Link(t("nav.plans"), edition.addresses.plans()),
            Link(plan.title, edition.addresses.plan(plan.id)),
        ),
        here=number,
        kicker=f"{number} · {goal.area}",
        heading=goal.text,
        notices=notices(edition, plan.completeness, plan.source, "plan"),
        card=card,
        course=over_time(edition, of_goal),
        whom=edition.archive.municipality.name,
        others=tuple(t.label("comparison", whom) for whom in COMPARISONS.terms),
        reports=tuple(reported(edition, goal, report) for report in reversed(of_goal.reports)),
        kin=tuple(_family(edition, progress, of_goal)),
        pager=pager,
        facts=tuple(_facts(edition, progress, of_goal)),
    )


def _facts(edition: Edition, progress: PlanProgress, of_goal: GoalProgress) -> Iterator[Fact]:
    t, goal = edition.t, of_goal.goal
    yield Fact(t("goal.plan"), (edition.plan(progress.plan),))
    yield Fact(t("goal.kind"), (t.label("goal-kind", goal.kind),))
    if goal.indicator:
        yield Fact(t("goal.indicator"), (goal.indicator,))
    yield Fact(t("plan.target"), (target(edition, goal),))
    if goal.baseline:
        yield Fact(t("goal.baseline"), (baseline(edition, goal),))
    if t.label("unit", goal.unit):
        yield Fact(t("goal.unit"), (t.label("unit", goal.unit),))


def _family(edition: Edition, progress: PlanProgress, of_goal: GoalProgress) -> Iterator[Kin]:
    """Yield the goals that this one goes back to, the earliest first, and those that carry it on."""
    before: list[GoalKin] = []
    kin, seen = of_goal.continues, {(progress.plan.id, of_goal.goal.id)}
    while kin and (kin.plan.id, kin.goal.id) not in seen:
        seen.add((kin.plan.id, kin.goal.id))
        before.insert(0, kin)
        kin = _progress(edition, kin).continues
    for one in before:
        yield _kin(edition, of_goal, one, "goal.before")
    for one in of_goal.continued_by:
        yield _kin(edition, of_goal, one, "goal.after")


def _kin(edition: Edition, of_goal: GoalProgress, kin: GoalKin, label: str) -> Kin:
    t, progress = edition.t, _progress(edition, kin)
    latest = reported(edition, kin.goal, progress.latest) if progress.latest else None
    same = (kin.goal.unit, kin.goal.direction) == (of_goal.goal.unit, of_goal.goal.direction)
    title = t("goal.of-plan", number=t("goal.numbered", number=kin.goal.id), plan=kin.plan.title)
    return Kin(
        label=t(label),
        link=Link(title, edition.addresses.goal(kin.plan.id, kin.goal.id)),
        target=target(edition, kin.goal),
        state=latest.state if latest else None,
        value=latest.value if latest else "",
        source=latest.source if latest else "",
        remark="" if same else t("goal.other-measure"),
    )


def _progress(edition: Edition, kin: GoalKin) -> GoalProgress:
    return edition.views.plans[kin.plan.id].by_id[kin.goal.id]


def _pager(edition: Edition, progress: PlanProgress, before: GoalProgress | None, after: GoalProgress | None) -> Pager:
    t = edition.t

    def link(goal: GoalProgress | None) -> Link | None:
        if goal is None:
            return None
        words = f"{t('goal.numbered', number=goal.goal.id)}: {goal.goal.area}"
        return Link(words, edition.addresses.goal(progress.plan.id, goal.goal.id))

    return Pager(t("goal.pager"), t("goal.previous"), t("goal.next"), link(before), link(after))
