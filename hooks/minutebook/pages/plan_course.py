"""A plan's way in words: where it is now, and each step of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from minutebook.model import Deadline, Plan
from minutebook.pages.edition import Edition
from minutebook.pages.hearing import respondent
from minutebook.pages.parts import Badge, Day, Link, Value
from minutebook.views.plan_courses import PlanCourse, PlanStep


@dataclass(frozen=True, slots=True)
class Step:
    """A line of a plan's way: when, what it was, and the record of it; `coming` where it still lies ahead."""

    day: Day
    label: str
    what: Value
    note: tuple[Value, ...]
    badges: tuple[Badge, ...] = ()
    coming: bool = False


def stage(edition: Edition, course: PlanCourse) -> tuple[Value, ...]:
    """Say where a plan is: adopted, or with whom it lies, or that the archive does not know."""
    t = edition.t
    if course.adopted:
        name = edition.organization(course.adopted.organization)
        return (
            t("plan-course.adopted"),
            name,
            edition.item(course.adopted.item, edition.reference_text(course.adopted)),
        )
    if course.next_deciders:
        return (t("plan-course.next"), *(edition.organization(one) for one in course.next_deciders))
    return (t("plan-course.unknown"),)


def steps(edition: Edition, plan: Plan, course: PlanCourse) -> tuple[Step, ...]:
    """Return a plan's way, oldest first."""
    return tuple(line for step in course.steps for line in _lines(edition, plan, step))


def _lines(edition: Edition, plan: Plan, step: PlanStep) -> Iterator[Step]:
    t, day = edition.t, edition.day(step.day)
    if step.deadline and step.handling:
        link = edition.item(step.handling.item, edition.reference_text(step.handling))
        note = (*((step.deadline.who,) if step.deadline.who else ()), *_outcome(edition, step.deadline), link)
        coming = step.day >= edition.views.today
        yield Step(day, t("plan-course.deadline"), step.deadline.what, note, coming=coming)
    elif step.handling:
        name = edition.organization(step.handling.organization)
        item = step.handling.item
        yield Step(day, t("plan-course.handled"), edition.item(item), (name,), edition.badges(item))
    elif step.responses:
        here = Link(t("plan-course.see-hearing"), f"{edition.addresses.plan(plan.id)}#{t('anchor.responses')}")
        for response in step.responses:
            yield Step(
                day,
                t("plan-course.response"),
                respondent(edition, response),
                (*filter(None, (response.position,)), here),
            )
    else:
        here = Link(t("plan-course.see-hearing"), f"{edition.addresses.plan(plan.id)}#{t('anchor.responses')}")
        yield Step(day, t("plan-course.revision"), t.plural("count.passages", len(step.revisions)), (here,))


def _outcome(edition: Edition, deadline: Deadline) -> tuple[Value, ...]:
    if deadline.fulfilled_by:
        return (edition.t("item.fulfilled"), edition.reference(deadline.fulfilled_by))
    return (edition.t("item.overdue"),) if deadline.date < edition.views.today else ()
