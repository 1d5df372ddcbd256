"""A plan's way: when it was handled and by whom, who answered its hearing, what was changed, and what is to come."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from minutebook.model import Deadline, HearingResponse, Plan, Revision
from minutebook.views.listing import Handling
from minutebook.views.matters import InOrder
from minutebook.views.open_loops import Loop
from minutebook.views.plans import PlanProgress

KINDS = ("handled", "response", "revision", "deadline")
"""The kinds of steps, in the order in which those of one day are told."""


@dataclass(frozen=True, slots=True)
class PlanStep:
    """Something that happened to a plan, or has to by a day: one of the others is what it was, by its `kind`."""

    day: date
    kind: str
    handling: Handling | None = None
    responses: tuple[HearingResponse, ...] = ()
    revisions: tuple[Revision, ...] = ()
    deadline: Deadline | None = None


@dataclass(frozen=True, slots=True)
class PlanCourse:
    """A plan's steps, oldest first; what is still awaited of it; and the decision that adopted it.

    `next_deciders` are the organizations that it was sent on to and that have not answered yet.
    """

    steps: tuple[PlanStep, ...]
    awaited: tuple[Loop, ...]
    adopted: Handling | None
    next_deciders: tuple[str, ...]


def plan_courses(
    plans: Mapping[str, PlanProgress],
    by_matter: Mapping[str, Iterable[Handling]],
    handlings: Mapping[str, Handling],
    loops: Iterable[Loop],
    in_order: InOrder,
) -> Mapping[str, PlanCourse]:
    """Return the course of every plan, by id. `in_order` puts handlings in theirs, oldest first."""
    awaited: dict[str, list[Loop]] = {}
    for loop in loops:
        if loop.plan or loop.matter:
            key = f"plan {loop.plan.id}" if loop.plan else f"matter {loop.matter}"
            awaited.setdefault(key, []).append(loop)
    return {
        key: _course(progress.plan, in_order(_handled(progress, by_matter)), handlings, awaited)
        for key, progress in plans.items()
    }


def _handled(progress: PlanProgress, by_matter: Mapping[str, Iterable[Handling]]) -> Iterator[Handling]:
    """Yield the handlings of the plan's matter, and those whose documents it is known by."""
    yield from by_matter.get(progress.plan.matter or "", ())
    for documented in progress.documents:
        if documented.place and documented.place.handling:
            yield documented.place.handling


def _course(
    plan: Plan, handled: tuple[Handling, ...], handlings: Mapping[str, Handling], awaited: Mapping[str, list[Loop]]
) -> PlanCourse:
    steps = sorted(_steps(plan, handled), key=lambda step: (step.day, KINDS.index(step.kind)))
    loops = [*awaited.get(f"matter {plan.matter}", ()), *awaited.get(f"plan {plan.id}", ())]
    deciders = dict.fromkeys(loop.awaits for loop in loops if loop.kind == "recommendation" and loop.awaits)
    in_order = sorted(loops, key=lambda loop: (loop.due or date.max, loop.since))
    return PlanCourse(tuple(steps), tuple(in_order), handlings.get(plan.adopted_by or ""), tuple(deciders))


def _steps(plan: Plan, handled: tuple[Handling, ...]) -> Iterator[PlanStep]:
    for handling in handled:
        yield PlanStep(handling.day, "handled", handling)
        for deadline in handling.item.deadlines:
            yield PlanStep(deadline.date, "deadline", handling, deadline=deadline)
    for day in dict.fromkeys(response.date for response in plan.responses if response.date):
        same = tuple(response for response in plan.responses if response.date == day)
        yield PlanStep(day, "response", responses=same)
    for day in dict.fromkeys(revision.date for revision in plan.revisions):
        yield PlanStep(day, "revision", revisions=tuple(one for one in plan.revisions if one.date == day))
