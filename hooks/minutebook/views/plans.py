"""How far a plan has come: its goals by area, each with what was reported of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from itertools import chain

from minutebook.goals import computed_state, value_in_unit
from minutebook.model import Archive, Goal, GoalStatus, Plan
from minutebook.views.references import Place, Places


@dataclass(frozen=True, slots=True)
class Report:
    """A goal's status, with the item or attachment that reported it; `place` is `None` if the archive has no such.

    `state` is the one that the document states, or else the one that follows from the numbers: then it is `computed`.
    `value` is the value where it is in the goal's unit.
    """

    status: GoalStatus
    place: Place | None
    state: str | None = None
    computed: bool = False
    value: Decimal | None = None

    @property
    def day(self) -> date | None:
        """The day of the meeting that got the report."""
        return self.place.day if self.place else None


@dataclass(frozen=True, slots=True)
class GoalKin:
    """The same goal in another plan; `same_unit` tells whether the two can be compared."""

    plan: Plan
    goal: Goal
    same_unit: bool


@dataclass(frozen=True, slots=True)
class GoalProgress:
    """A goal with its reports, oldest first; those of one day keep the order of the record.

    `continues` is the goal of an earlier plan that it carries on, `continued_by` those of later plans that carry it on.
    """

    goal: Goal
    reports: tuple[Report, ...]
    continues: GoalKin | None = None
    continued_by: tuple[GoalKin, ...] = ()

    @property
    def latest(self) -> Report | None:
        """The newest report in the goal's unit, or else of any kind, if there is one."""
        comparable = [report for report in self.reports if report.status.unit in {None, self.goal.unit}]
        return comparable[-1] if comparable else (self.reports[-1] if self.reports else None)

    @property
    def state(self) -> str | None:
        """The state by the newest report: met, on-track, behind or no-data; `None` where nothing tells."""
        return self.latest.state if self.latest else None


@dataclass(frozen=True, slots=True)
class Area:
    """The goals of one area, in the plan's order."""

    name: str
    goals: tuple[GoalProgress, ...]


@dataclass(frozen=True, slots=True)
class Documented:
    """A document of a plan, with the place that it refers to."""

    reference: str
    place: Place | None


@dataclass(frozen=True, slots=True)
class PlanProgress:
    """A plan with its goals by area, in the plan's order, and its documents."""

    plan: Plan
    areas: tuple[Area, ...]
    documents: tuple[Documented, ...]
    by_id: Mapping[str, GoalProgress] = field(default_factory=dict)

    @property
    def goals(self) -> Iterator[GoalProgress]:
        """Every goal, by area."""
        return chain.from_iterable(area.goals for area in self.areas)

    @property
    def states(self) -> Mapping[str, int]:
        """How many goals are in each state by their newest report; goals without one are not counted."""
        return Counter(goal.state for goal in self.goals if goal.state)

    @property
    def newest_report(self) -> date | None:
        """The day of the newest report on any goal."""
        return max((goal.latest.day for goal in self.goals if goal.latest and goal.latest.day), default=None)


def plan_progress(archive: Archive, places: Places) -> Mapping[str, PlanProgress]:
    """Return, by id, how far each plan has come."""
    goals = {f"{plan.id}/{goal.id}": (plan, goal) for plan in archive.plans.values() for goal in plan.goals}
    heirs: dict[str, list[str]] = {}
    for key, (_, goal) in sorted(goals.items()):
        if goal.continues:
            heirs.setdefault(goal.continues, []).append(key)
    return {key: _progress(plan, places, goals, heirs) for key, plan in sorted(archive.plans.items())}


Goals = Mapping[str, tuple[Plan, Goal]]


def _progress(plan: Plan, places: Places, goals: Goals, heirs: Mapping[str, list[str]]) -> PlanProgress:
    reports: dict[str, list[GoalStatus]] = {}
    for status in plan.status:
        reports.setdefault(status.goal, []).append(status)
    areas: dict[str, list[GoalProgress]] = {}
    for goal in plan.goals:
        kin = [_kin(goal, goals[key]) for key in heirs.get(f"{plan.id}/{goal.id}", ())]
        before = goals.get(goal.continues or "")
        progress = GoalProgress(
            goal,
            _reports(goal, reports.get(goal.id, ()), places),
            _kin(goal, before) if before else None,
            tuple(sorted(kin, key=lambda one: (one.plan.period.start, one.plan.id, one.goal.id))),
        )
        areas.setdefault(goal.area, []).append(progress)
    return PlanProgress(
        plan,
        tuple(Area(name, tuple(goals)) for name, goals in areas.items()),
        tuple(Documented(reference, places.find(reference)) for reference in plan.documents),
        {each.goal.id: each for goals_of_area in areas.values() for each in goals_of_area},
    )


def _kin(goal: Goal, other: tuple[Plan, Goal]) -> GoalKin:
    plan, kin = other
    return GoalKin(plan, kin, (kin.unit, kin.direction) == (goal.unit, goal.direction))


def _reports(goal: Goal, statuses: Iterable[GoalStatus], places: Places) -> tuple[Report, ...]:
    placed = [(status, places.find(status.source)) for status in statuses]
    placed.sort(key=lambda one: one[1].day if one[1] else date.min)
    reports: list[Report] = []
    for status, place in placed:
        state = status.state or computed_state(goal, status, [one.status for one in reports])
        reports.append(Report(status, place, state, not status.state, value_in_unit(goal, status)))
    return tuple(reports)
