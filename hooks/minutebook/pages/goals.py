"""A plan's goals in words and charts: what is to be reached, what was reported last, and what others reached."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from minutebook.goals import comparisons_in_unit, fixed_target
from minutebook.model import Goal, GoalStatus
from minutebook.pages.charts import Bar, Chart, Point, Target, bars, course
from minutebook.pages.citing import cited
from minutebook.pages.edition import Edition
from minutebook.pages.page import capitalised
from minutebook.pages.parts import Badge, Link, Value
from minutebook.views.plans import GoalProgress, PlanProgress, Report
from minutebook.vocabulary import COMPARISONS


@dataclass(frozen=True, slots=True)
class Reported:
    """What one document reported of a goal; `others` follow the order of the vocabulary, empty where none is told."""

    period: str
    value: str
    state: Badge | None
    computed: bool
    others: tuple[str, ...]
    note: str
    source: Value


@dataclass(frozen=True, slots=True)
class GoalCard:
    """A goal in its plan: its target in words, the newest report, and how that stands to the others'."""

    anchor: str
    link: Link
    number: str
    kind: str
    indicator: str
    target: str
    baseline: str
    note: str
    latest: Reported | None
    chart: Chart | None


@dataclass(frozen=True, slots=True)
class GoalArea:
    """The goals of one area."""

    name: str
    cards: tuple[GoalCard, ...]


def goal_areas(edition: Edition, progress: PlanProgress) -> tuple[GoalArea, ...]:
    """Return the goals of a plan by area, in the plan's order."""
    return tuple(
        GoalArea(area.name, tuple(goal_card(edition, progress, goal) for goal in area.goals)) for area in progress.areas
    )


def goal_card(edition: Edition, progress: PlanProgress, goal_progress: GoalProgress) -> GoalCard:
    """Return what there is to tell of one goal."""
    t, goal, latest = edition.t, goal_progress.goal, goal_progress.latest
    return GoalCard(
        anchor=edition.addresses.goal_anchor(goal.id),
        link=Link(goal.text, edition.addresses.goal(progress.plan.id, goal.id), recorded=True),
        number=t("goal.numbered", number=goal.id),
        kind=t.label("goal-kind", goal.kind),
        indicator=goal.indicator or "",
        target=target(edition, goal),
        baseline=baseline(edition, goal),
        note=goal.note or "",
        latest=reported(edition, goal, latest) if latest else None,
        chart=standing(edition, goal, latest) if latest else None,
    )


def reported(edition: Edition, goal: Goal, report: Report) -> Reported:
    """Say what a document reported, and where it stands."""
    status = report.status
    return Reported(
        period=status.period,
        value=capitalised(value_words(edition, goal, status)),
        state=edition.badge("goal-state", report.state) if report.state else None,
        computed=report.computed and report.state not in {None, "no-data"},
        others=tuple(
            capitalised(reached(edition, goal, status.comparisons[whom], status.unit))
            if whom in status.comparisons
            else ""
            for whom in COMPARISONS.terms
        ),
        note=status.note or "",
        source=cited(edition, status.source, status.page),
    )


def standing(edition: Edition, goal: Goal, report: Report) -> Chart | None:
    """Draw a report's value beside those of the others, against the target; `None` where there is nothing to draw."""
    t, status = edition.t, report.status
    if report.value is None:
        return None
    own = Bar(edition.archive.municipality.name, value_words(edition, goal, status), report.value, own=True)
    others = comparisons_in_unit(goal, status)
    known = tuple(
        Bar(t.label("comparison", whom), reached(edition, goal, others[whom]), others[whom])
        for whom in COMPARISONS.terms
        if whom in others
    )
    anchor = edition.addresses.goal_anchor(goal.id)
    id_, name = f"{anchor}-{t('anchor.standing')}", goal.indicator or goal.area
    return bars(id_, name, status.period, (own, *known), _target(edition, goal))


def over_time(edition: Edition, progress: GoalProgress) -> Chart | None:
    """Draw the values that were reported one after the other; `None` where there are not two."""
    t, goal = edition.t, progress.goal
    points = tuple(
        Point(report.status.period, t.number(report.value), report.value)
        for report in progress.reports
        if report.value is not None
    )
    if len(points) < len(("before", "after")):
        return None
    remark = t("goal.over-time", unit=t.label("unit", goal.unit))
    anchor = f"{edition.addresses.goal_anchor(goal.id)}-{t('anchor.over-time')}"
    return course(anchor, goal.indicator or goal.area, remark, points, _target(edition, goal))


def _target(edition: Edition, goal: Goal) -> Target | None:
    value = fixed_target(goal)
    return Target(edition.t("goal.target-line", target=demanded(edition, goal)), value) if value is not None else None


def target(edition: Edition, goal: Goal) -> str:
    """Say what a goal demands and by when: `Mindst 65 pct.`; a target may still have to be set."""
    words = capitalised(demanded(edition, goal))
    return edition.t("plan.target-due", target=words, day=edition.t.day(goal.due)) if goal.due else words


def demanded(edition: Edition, goal: Goal) -> str:
    """Say what a goal demands: `mindst 65 pct.`, `fald på mindst 22 pct.`, or that it is not fixed yet."""
    t = edition.t
    if goal.target is None:
        return t("plan.no-target")
    if not isinstance(goal.target, Decimal):
        return t("goal.target-x", target=goal.target)
    if goal.direction != "change":
        return t(f"plan.{goal.direction}", value=measured(edition, goal.target, goal.unit))
    if goal.target < 0:
        return t("plan.fall-of-at-least", value=measured(edition, -goal.target, goal.unit))
    return t("plan.rise-of-at-most", value=measured(edition, goal.target, goal.unit))


def baseline(edition: Edition, goal: Goal) -> str:
    """Say what a goal is measured against. A change's unit is not that of the number that changes."""
    base = goal.baseline
    if base is None or base.value is None:
        return base.period if base else ""
    unit = base.unit or ("number" if goal.direction == "change" else goal.unit)
    return edition.t("goal.baseline-value", period=base.period, value=measured(edition, base.value, unit))


def value_words(edition: Edition, goal: Goal, status: GoalStatus) -> str:
    """Say the value of a report, in its own unit; an empty text where it has none."""
    return reached(edition, goal, status.value, status.unit) if status.value is not None else ""


def reached(edition: Edition, goal: Goal, value: Decimal, unit: str | None = None) -> str:
    """Say a value that was reported: for a goal of change which way it went, if it is in the goal's unit."""
    t = edition.t
    if goal.direction != "change" or unit not in {None, goal.unit}:
        return measured(edition, value, unit or goal.unit)
    if value == 0:
        return t("plan.unchanged")
    return t("plan.fall" if value < 0 else "plan.rise", value=measured(edition, abs(value), goal.unit))


def measured(edition: Edition, value: Decimal, unit: str) -> str:
    """Write a value with its unit."""
    return f"{edition.t.number(value)} {edition.t.label('unit', unit)}".strip()
