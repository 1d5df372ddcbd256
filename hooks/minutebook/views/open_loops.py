"""What was begun and not ended: postponements, recommendations, deadlines, commitments, and goals nobody reports on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from minutebook.goals import fixed_target
from minutebook.model import AgendaItem, Decision, Goal, Plan, Points
from minutebook.views.listing import Handling
from minutebook.views.plans import PlanProgress
from minutebook.views.threads import Later, Threads, is_held

KINDS = ("postponed", "recommendation", "deadline", "commitment", "goal", "target")
"""The kinds of loops, in the order in which a page shows them."""

_SENT_ON = {"recommended", "referred"}
_OPEN = {"postponed", *_SENT_ON}
"""Outcomes after which something is awaited."""


@dataclass(frozen=True, slots=True)
class Loop:
    """Something that is awaited.

    `since` is the day from which it is open: that of the meeting, or for a goal that of its last report or else of the
    plan's beginning, which is also that of a target that is not fixed yet. `key` is the item's, or for a goal
    `<plan>/<goal>`. `awaits` is the organization that has to act, `who` the one whom the record names in words, and
    `what` is awaited, in the record's words: the text of a deadline, a commitment or a goal, or that of a decision.
    `points` are those of a recommendation that it is about; none means the whole item. `due` is the day by which it has
    to be done, and `overdue` that the day is past. `coming` is the item on the agenda of a meeting still to be held
    that takes it up.
    """

    kind: str
    since: date
    key: str
    handling: Handling | None = None
    plan: Plan | None = None
    goal: Goal | None = None
    awaits: str | None = None
    who: str | None = None
    what: str | None = None
    points: Points = ()
    due: date | None = None
    overdue: bool = False
    coming: Handling | None = None

    @property
    def matter(self) -> str | None:
        """The id of the matter that waits, where it is part of one."""
        if self.handling:
            return self.handling.item.matter
        return self.plan.matter if self.plan else None


@dataclass(frozen=True, slots=True)
class Known:
    """The loops of another archive on the same day, by item key, and what they follow from."""

    handling: Mapping[str, Handling]
    threads: Threads
    loops: Mapping[str, tuple[Loop, ...]]

    def of(self, handling: Handling, threads: Threads) -> tuple[Loop, ...] | None:
        """Return the loops of a handling; `None` if among these threads they follow from something else."""
        key = handling.item.key
        follow = self.handling.get(key) is handling and all(
            _leads_alike(one.get(key), other.get(key))
            for one, other in ((self.threads.answers, threads.answers), (self.threads.coming, threads.coming))
        )
        return self.loops.get(key, ()) if follow else None


def _leads_alike(one: Later | None, other: Later | None) -> bool:
    if one is None or other is None:
        return one is other
    return one.keys() == other.keys() and all(one[key] is other[key] for key in one)


def find_loops(
    handlings: Iterable[Handling],
    threads: Threads,
    plans: Mapping[str, PlanProgress],
    today: date,
    known: Known | None = None,
) -> tuple[Loop, ...]:
    """Find everything that is awaited on a day, what has waited longest first. What is `known` is not looked for."""
    loops: list[Loop] = []
    for handling in handlings:
        if _may_wait(handling.item):
            own = known.of(handling, threads) if known else None
            loops += _of_item(handling, threads, today) if own is None else own
    loops += [loop for plan in plans.values() for loop in _of_plan(plan, today)]
    place = threads.place
    return tuple(sorted(loops, key=lambda loop: (loop.since, place.get(loop.key, -1), loop.key)))


def _may_wait(item: AgendaItem) -> bool:
    """Tell at once of most items that nothing is awaited of them."""
    return bool(item.deadlines or item.commitments) or not _OPEN.isdisjoint([each.outcome for each in item.decision])


def _of_item(handling: Handling, threads: Threads, today: date) -> Iterator[Loop]:
    if handling.meeting.state == "cancelled":
        return
    if is_held(handling.meeting, today):
        answers = threads.answers.get(handling.key, {})
        coming = threads.coming.get(handling.key, {})
        yield from _postponed(handling, answers, coming, today)
        yield from _recommendations(handling, answers, coming)
    yield from _deadlines(handling, today)
    yield from _commitments(handling, today)


def _postponed(handling: Handling, answers: Later, coming: Later, today: date) -> Iterator[Loop]:
    decisions = [decision for decision in handling.item.decision if decision.outcome == "postponed"]
    if not decisions:
        return
    elsewhere = _sent_to(handling) - {handling.organization, *(decision.to for decision in decisions)}
    if not answers.keys() <= elsewhere:
        return
    back = (later for organization, later in coming.items() if organization not in elsewhere)
    due = min((decision.until for decision in decisions if decision.until), default=None)
    yield Loop(
        "postponed",
        handling.day,
        handling.key,
        handling,
        awaits=decisions[0].to or handling.organization,
        what=decisions[0].text,
        points=_together(decision.points for decision in decisions),
        due=due,
        overdue=due is not None and due < today,
        coming=min(back, key=lambda each: (each.day, each.key), default=None),
    )


def _recommendations(handling: Handling, answers: Later, coming: Later) -> Iterator[Loop]:
    """Yield one loop for each organization that the item went on to and that has not taken it up."""
    sent: dict[str, list[Points]] = {}
    words: dict[str, str] = {}
    for decision in handling.item.decision:
        if decision.outcome in _SENT_ON:
            for organization, points in _recipients(handling, decision):
                sent.setdefault(organization, []).append(points)
                words.setdefault(organization, decision.text)
    for organization, rows in sent.items():
        if organization != handling.organization and organization not in answers:
            yield Loop(
                "recommendation",
                handling.day,
                handling.key,
                handling,
                awaits=organization,
                what=words[organization],
                points=_together(rows),
                coming=coming.get(organization),
            )


def _sent_to(handling: Handling) -> set[str]:
    """Return those who were sent other points of an item: what they do with these says nothing of what was kept."""
    sent = (decision for decision in handling.item.decision if decision.outcome in _SENT_ON)
    return {organization for decision in sent for organization, _ in _recipients(handling, decision)}


def _recipients(handling: Handling, decision: Decision) -> Iterator[tuple[str, Points]]:
    """Yield whom a decision passes which points on to: whom it names, or else who decides them in the end."""
    if decision.to:
        yield decision.to, decision.points
    elif decision.points:
        for point in decision.points:
            for organization in handling.item.authority_over(point):
                yield organization, (point,)
    else:
        for authority in handling.item.authority:
            yield authority.organization, authority.points


def _deadlines(handling: Handling, today: date) -> Iterator[Loop]:
    for deadline in handling.item.deadlines:
        if not deadline.fulfilled_by:
            yield Loop(
                "deadline",
                handling.day,
                handling.key,
                handling,
                who=deadline.who,
                what=deadline.what,
                due=deadline.date,
                overdue=deadline.date < today,
            )


def _commitments(handling: Handling, today: date) -> Iterator[Loop]:
    for commitment in handling.item.commitments:
        if not commitment.fulfilled_by:
            yield Loop(
                "commitment",
                handling.day,
                handling.key,
                handling,
                who=commitment.who,
                what=commitment.what,
                due=commitment.due,
                overdue=commitment.due is not None and commitment.due < today,
            )


def _of_plan(progress: PlanProgress, today: date) -> Iterator[Loop]:
    """Yield the goals that nobody has reported on for a year. A report after the plan's end is the last one owed.

    A target that is not fixed is awaited from the day on which the plan begins.
    """
    plan = progress.plan
    for goal in progress.goals:
        open_target = goal.goal.target is not None and fixed_target(goal.goal) is None
        if open_target and plan.period.start <= today:
            yield Loop(
                "target",
                plan.period.start,
                f"{plan.id}/{goal.goal.id}",
                plan=plan,
                goal=goal.goal,
                awaits=plan.organization,
                what=goal.goal.text,
            )
        reported = max((report.day for report in goal.reports if report.day), default=None)
        since = reported or plan.period.start
        if _a_year_after(since) <= today and not (reported and reported > plan.period.end):
            yield Loop(
                "goal",
                since,
                f"{plan.id}/{goal.goal.id}",
                plan=plan,
                goal=goal.goal,
                awaits=plan.organization,
                what=goal.goal.text,
            )


def _a_year_after(day: date) -> date:
    leap_day = (day.month, day.day) == (2, 29)
    return date(day.year + 1, 3, 1) if leap_day else day.replace(year=day.year + 1)


def _together(rows: Iterable[Points]) -> Points:
    """Return all points of some rows, each once; none when a row stands for the whole item."""
    known = tuple(rows)
    return tuple(dict.fromkeys(point for row in known for point in row)) if all(known) else ()
