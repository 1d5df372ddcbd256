"""A plan's goals in words: what is to be reached, what was reported last, and what others reached."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from minutebook.model import Baseline, Goal
from minutebook.pages.edition import Edition
from minutebook.pages.parts import Badge, Value
from minutebook.views.plans import Area, GoalProgress, Report


@dataclass(frozen=True, slots=True)
class Reported:
    """What one document reported of a goal."""

    period: str
    value: str
    state: Badge
    comparisons: tuple[str, ...]
    note: str
    source: Value


@dataclass(frozen=True, slots=True)
class GoalRow:
    """A goal: its target in words, the newest report, and those before it, newest first."""

    anchor: str
    text: str
    kind: str
    indicator: str
    target: str
    baseline: str
    note: str
    latest: Reported | None
    earlier: tuple[Reported, ...]


@dataclass(frozen=True, slots=True)
class GoalArea:
    """The goals of one area."""

    name: str
    rows: tuple[GoalRow, ...]


def goal_area(edition: Edition, area: Area) -> GoalArea:
    """Return the goals of an area, in the plan's order."""
    return GoalArea(area.name, tuple(_row(edition, progress) for progress in area.goals))


def _row(edition: Edition, progress: GoalProgress) -> GoalRow:
    t, goal = edition.t, progress.goal
    reports = tuple(_reported(edition, goal, report) for report in reversed(progress.reports))
    baseline = ""
    if goal.baseline:
        baseline = _baseline(edition, goal, goal.baseline)
    return GoalRow(
        anchor=edition.addresses.goal_anchor(goal.id),
        text=goal.text,
        kind=t.label("goal-kind", goal.kind),
        indicator=goal.indicator or "",
        target=target(edition, goal),
        baseline=baseline,
        note=goal.note or "",
        latest=reports[0] if reports else None,
        earlier=reports[1:],
    )


def _reported(edition: Edition, goal: Goal, report: Report) -> Reported:
    t, status = edition.t, report.status
    return Reported(
        period=status.period,
        value=reached(edition, goal, status.value) if status.value is not None else "",
        state=edition.badge("goal-state", status.state),
        comparisons=tuple(
            t("plan.comparison", whom=t.label("comparison", whom), value=reached(edition, goal, value))
            for whom, value in status.comparisons.items()
        ),
        note=status.note or "",
        source=edition.reference(status.source, titled=False),
    )


def _baseline(edition: Edition, goal: Goal, baseline: Baseline) -> str:
    if baseline.value is None:
        return edition.t("plan.baseline-period", period=baseline.period)
    # The unit of a change in per cent is not that of the number that changes.
    value = edition.t.number(baseline.value) if goal.direction == "change" else measured(edition, goal, baseline.value)
    return edition.t("plan.baseline", period=baseline.period, value=value)


def target(edition: Edition, goal: Goal) -> str:
    """Say what a goal demands: `mindst 65 pct.`, `fald på mindst 22 pct.`; a target may still have to be set."""
    t = edition.t
    if goal.target is None:
        return t("plan.no-target")
    if not isinstance(goal.target, Decimal):
        return t("plan.target-open")
    if goal.direction != "change":
        words = t(f"plan.{goal.direction}", value=measured(edition, goal, goal.target))
    elif goal.target < 0:
        words = t("plan.fall-of-at-least", value=measured(edition, goal, -goal.target))
    else:
        words = t("plan.rise-of-at-most", value=measured(edition, goal, goal.target))
    return t("plan.target-due", target=words, day=t.day(goal.due)) if goal.due else words


def reached(edition: Edition, goal: Goal, value: Decimal) -> str:
    """Say a value that was reported: for a goal of change which way it went."""
    t = edition.t
    if goal.direction != "change":
        return measured(edition, goal, value)
    if value == 0:
        return t("plan.unchanged")
    return t("plan.fall" if value < 0 else "plan.rise", value=measured(edition, goal, abs(value)))


def measured(edition: Edition, goal: Goal, value: Decimal) -> str:
    """Write a value with its unit."""
    return f"{edition.t.number(value)} {edition.t.label('unit', goal.unit)}".strip()
