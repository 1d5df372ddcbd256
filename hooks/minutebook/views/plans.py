"""How far a plan has come: its goals by area, each with what was reported of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import chain

from minutebook.model import Archive, Goal, GoalStatus, HearingResponse, Plan, Revision
from minutebook.views.references import Place, Places


@dataclass(frozen=True, slots=True)
class Report:
    """A goal's status, with the item or attachment that reported it; `place` is `None` if the archive has no such."""

    status: GoalStatus
    place: Place | None

    @property
    def day(self) -> date | None:
        """The day of the meeting that got the report."""
        return self.place.day if self.place else None


@dataclass(frozen=True, slots=True)
class GoalProgress:
    """A goal with its reports, oldest first; those of one day keep the order of the record."""

    goal: Goal
    reports: tuple[Report, ...]

    @property
    def latest(self) -> Report | None:
        """The newest report, if there is any."""
        return self.reports[-1] if self.reports else None

    @property
    def state(self) -> str | None:
        """The state that the newest report gives: met, on-track, behind or no-data."""
        return self.latest.status.state if self.latest else None


@dataclass(frozen=True, slots=True)
class Area:
    """The goals of one area, in the plan's order."""

    name: str
    goals: tuple[GoalProgress, ...]


@dataclass(frozen=True, slots=True)
class Documented:
    """A document, a revision or a hearing response of a plan, with the place that it refers to."""

    reference: str | None
    place: Place | None
    record: Revision | HearingResponse | None = None


@dataclass(frozen=True, slots=True)
class PlanProgress:
    """A plan with its goals by area, in the plan's order, and where its parts are documented."""

    plan: Plan
    areas: tuple[Area, ...]
    documents: tuple[Documented, ...]
    revisions: tuple[Documented, ...]
    responses: tuple[Documented, ...]

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
    return {key: _progress(plan, places) for key, plan in sorted(archive.plans.items())}


def _progress(plan: Plan, places: Places) -> PlanProgress:
    reports: dict[str, list[Report]] = {}
    for status in plan.status:
        reports.setdefault(status.goal, []).append(Report(status, places.find(status.source)))
    areas: dict[str, list[GoalProgress]] = {}
    for goal in plan.goals:
        in_order = sorted(reports.get(goal.id, ()), key=lambda report: report.day or date.min)
        areas.setdefault(goal.area, []).append(GoalProgress(goal, tuple(in_order)))
    return PlanProgress(
        plan,
        tuple(Area(name, tuple(goals)) for name, goals in areas.items()),
        tuple(Documented(reference, places.find(reference)) for reference in plan.documents),
        tuple(_documented(each, each.source, places) for each in plan.revisions),
        tuple(_documented(each, each.attachment, places) for each in plan.responses),
    )


def _documented(record: Revision | HearingResponse, reference: str | None, places: Places) -> Documented:
    return Documented(reference, places.find(reference) if reference else None, record)
