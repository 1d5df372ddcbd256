"""Goals in arithmetic: what a target and a value say about each other, and what they cannot say.

Numbers are compared only where they have one unit: a number of persons says nothing about a target in per cent.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal

from minutebook.model import Goal, GoalStatus

JUDGEMENTS = frozenset({"met", "on-track", "behind"})


def fixed_target(goal: Goal) -> Decimal | None:
    """Return the target as a number; `None` where there is none or it has still to be fixed."""
    return goal.target if isinstance(goal.target, Decimal) else None


def value_in_unit(goal: Goal, status: GoalStatus) -> Decimal | None:
    """Return the value of a report if it is in the goal's unit, so that it can be compared."""
    return status.value if status.unit in {None, goal.unit} else None


def comparisons_in_unit(goal: Goal, status: GoalStatus) -> Mapping[str, Decimal]:
    """Return what others reached, if the report is in the goal's unit."""
    return status.comparisons if status.unit in {None, goal.unit} else {}


def is_met(goal: Goal, value: Decimal) -> bool | None:
    """Tell whether a value in the goal's unit meets the target; `None` where no target is fixed.

    A change is met from below, whichever way it goes: `-22` is a fall of at least 22, `21` a rise of at most 21.
    """
    target = fixed_target(goal)
    if target is None:
        return None
    return value >= target if goal.direction == "at-least" else value <= target


def possible_states(goal: Goal, status: GoalStatus) -> frozenset[str]:
    """Return the states that the numbers of a report allow.

    Which of on track and behind an unmet goal is, numbers alone do not decide: that is the document's judgement.
    """
    if status.value is None:
        return frozenset({"no-data"})
    value = value_in_unit(goal, status)
    met = None if value is None else is_met(goal, value)
    if met is None:
        return JUDGEMENTS - {"met"} if goal.target is not None and fixed_target(goal) is None else JUDGEMENTS
    return frozenset({"met"}) if met else JUDGEMENTS - {"met"}


def computed_state(goal: Goal, status: GoalStatus, earlier: Iterable[GoalStatus] = ()) -> str | None:
    """Return the state that follows from target and value; `None` where none does.

    A goal that is not met is on track if its value has come nearer to the target since the report before, or else
    since the baseline, and behind if not. `earlier` are the reports before this one, oldest first.
    """
    if status.value is None:
        return "no-data"
    value, target = value_in_unit(goal, status), fixed_target(goal)
    if value is None or target is None:
        return None
    if is_met(goal, value):
        return "met"
    values = [known for one in earlier if (known := value_in_unit(goal, one)) is not None]
    before = values[-1] if values else _starting_value(goal)
    nearer = before is not None and abs(target - value) < _lacking(goal, before, target)
    return "on-track" if nearer else "behind"


def _lacking(goal: Goal, value: Decimal, target: Decimal) -> Decimal:
    """Return how much a value lacks to the target; what is met lacks nothing, however far beyond it is."""
    return Decimal(0) if is_met(goal, value) else abs(target - value)


def _starting_value(goal: Goal) -> Decimal | None:
    """Return where a goal began, in its own unit: a change began at none."""
    if goal.direction == "change":
        return Decimal(0)
    if goal.baseline and goal.baseline.unit in {None, goal.unit}:
        return goal.baseline.value
    return None
