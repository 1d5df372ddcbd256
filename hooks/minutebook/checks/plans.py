"""What a plan says of its goals has to agree with its numbers; who answered a hearing is named as the law allows."""

from __future__ import annotations

from collections.abc import Iterator

from minutebook.goals import fixed_target, possible_states
from minutebook.model import Archive, Plan
from minutebook.problems import Problem, nearest, problem
from minutebook.records.loading import Reading
from minutebook.records.scalars import NO_DAY
from minutebook.vocabulary import GOAL_STATES


def check(reading: Reading) -> Iterator[Problem]:
    """Yield the problems of every plan."""
    for plan in reading.archive.plans.values():
        yield from _check_states(plan, reading)
        yield from _check_succession(plan, reading.archive)
        yield from _check_hearing(plan)


def _check_states(plan: Plan, reading: Reading) -> Iterator[Problem]:
    goals = {goal.id: (f"goals[{index}]", goal) for index, goal in enumerate(plan.goals)}
    for index, status in enumerate(plan.status):
        where, goal = goals.get(status.goal, ("", None))
        if goal is None or not status.state or reading.doubts(plan.path, f"status[{index}]", where):
            continue
        allowed = possible_states(goal, status)
        possible = [state for state in GOAL_STATES.terms if state in allowed]
        if status.state not in possible:
            target = fixed_target(goal)
            facts = {
                "found": status.state,
                "value": "—" if status.value is None else f"{status.value} {status.unit or goal.unit}",
                "target": str(goal.target or "—") if target is None else f"{goal.direction} {target} {goal.unit}",
                "expected": ", ".join(possible),
                "example": possible[0],
            }
            yield problem(plan.path, "state-differs", line=0, field=f"status[{index}].state", **facts)


def _check_succession(plan: Plan, archive: Archive) -> Iterator[Problem]:
    """Tell of goals that continue none of an earlier plan: no chain of goals may come back to where it began."""
    for index, goal in enumerate(plan.goals):
        earlier = archive.plans.get((goal.continues or "").partition("/")[0])
        if earlier is None or NO_DAY in {plan.period.start, earlier.period.start}:
            continue
        if earlier.period.start >= plan.period.start:
            facts = {"found": goal.continues or "", "start": str(earlier.period.start), "own": str(plan.period.start)}
            yield problem(plan.path, "continues-later", line=0, field=f"goals[{index}].continues", **facts)


def _check_hearing(plan: Plan) -> Iterator[Problem]:
    named = [response.from_ for response in plan.responses]
    for index, revision in enumerate(plan.revisions):
        if revision.response and revision.response not in named:
            facts = {"found": revision.response, "expected": ", ".join(named) or "—"}
            meant = nearest(revision.response, named)
            field = f"revisions[{index}].response"
            yield problem(plan.path, "unknown-response", line=0, field=field, nearest=meant, **facts)
    for index, response in enumerate(plan.responses):
        if response.kind == "person" and not response.consent:
            yield problem(plan.path, "person-without-consent", field=f"responses[{index}].from")
