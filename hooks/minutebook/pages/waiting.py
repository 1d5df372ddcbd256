"""What is awaited, in words: on the page of the item, of its matter, and in the list of all that is open."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from minutebook.model import AgendaItem, Commitment, Deadline
from minutebook.pages.edition import Edition
from minutebook.pages.page import capitalised
from minutebook.pages.parts import Day, Link, Value
from minutebook.records.points import compact
from minutebook.views.listing import Handling
from minutebook.views.open_loops import Loop


@dataclass(frozen=True, slots=True)
class Awaited:
    """A line of what is awaited: since when or by when, what, of whom, and the record that says so."""

    label: str
    day: Day
    what: str
    who_label: str
    who: tuple[Value, ...]
    record: Link | None
    context: tuple[Value, ...]
    overdue: str = ""
    coming: Link | None = None


@dataclass(frozen=True, slots=True)
class NextStep:
    """Something that has to happen after a decision: by when, what, who has to do it, and where it was done."""

    when: Value
    what: str
    who: str
    done: Value | None
    overdue: str


def awaited(edition: Edition, loop: Loop, *, plans: bool = False) -> Awaited:
    """Return an open loop as a line, if asked with the `plans` that its matter is about."""
    t = edition.t
    label = t("open.until" if loop.kind == "postponed" else "open.due") if loop.due else t("open.since")
    record: Link | None = None
    context: tuple[Value, ...] = ()
    if loop.handling:
        record = edition.item(loop.handling.item)
        context = (edition.organization_name(loop.handling.organization), edition.day(loop.handling.day))
        if plans:
            context += tuple(edition.plan(plan) for plan in edition.views.plans_by_matter.get(loop.matter or "", ()))
    elif loop.plan and loop.goal:
        title = t("goal.of-plan", number=t("goal.numbered", number=loop.goal.id), plan=loop.plan.title)
        record = Link(title, edition.addresses.goal(loop.plan.id, loop.goal.id))
    return Awaited(
        label=label,
        day=edition.day(loop.due or loop.since),
        what=_what(edition, loop),
        who_label=t("open.responsible" if loop.who else "open.who"),
        who=_who(edition, loop),
        record=record,
        context=context,
        overdue=t("open.overdue") if loop.overdue else "",
        coming=_coming(edition, loop.coming) if loop.coming else None,
    )


def next_steps(edition: Edition, item: AgendaItem) -> tuple[NextStep, ...]:
    """Return the deadlines of an item by date and then what was promised, done or not."""
    deadlines = sorted(item.deadlines, key=lambda deadline: deadline.date)
    return (
        *(_next_step(edition, step, step.date) for step in deadlines),
        *(_next_step(edition, step, step.due) for step in item.commitments),
    )


def _next_step(edition: Edition, step: Deadline | Commitment, due: date | None) -> NextStep:
    t = edition.t
    done = edition.reference(step.fulfilled_by) if step.fulfilled_by else None
    overdue = t("item.overdue") if due and due < edition.views.today and not done else ""
    return NextStep(edition.day(due) if due else t("item.no-date"), step.what, step.who or "", done, overdue)


def _what(edition: Edition, loop: Loop) -> str:
    if loop.kind not in {"postponed", "recommendation"}:
        return loop.what or ""
    t, key = edition.t, f"open.{loop.kind}-{'coming' if loop.coming else 'words'}"
    if not loop.points:
        return t(key)
    points = edition.points("item.for-points", compact(loop.points))
    return t.plural(f"{key}-points", len(loop.points), points=capitalised(points))


def _who(edition: Edition, loop: Loop) -> tuple[Value, ...]:
    if loop.who:
        return (loop.who,)
    return (edition.organization(loop.awaits),) if loop.awaits and loop.kind != "postponed" else ()


def _coming(edition: Edition, handling: Handling) -> Link:
    return edition.item(handling.item, edition.t("open.coming", day=edition.t.day(handling.day)))
