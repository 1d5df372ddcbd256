"""A matter's way through organizations and meetings."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from minutebook.model import AgendaItem, Meeting
from minutebook.pages.edition import Edition
from minutebook.pages.parts import Badge, Value
from minutebook.pages.waiting import awaited
from minutebook.views.listing import Handling
from minutebook.views.open_loops import Loop


@dataclass(frozen=True, slots=True)
class Step:
    """One handling on the way: when and where, what, how it ended; `here` is the one that the page is about.

    `awaited` is a step that has not come yet.
    """

    when: tuple[Value, ...]
    title: Value
    badges: tuple[Badge, ...] = ()
    words: str = ""
    here: bool = False
    awaited: bool = False


def course(edition: Edition, meeting: Meeting, item: AgendaItem) -> tuple[Step, ...]:
    """Return what came before an item and what came after, the item in its place; nothing if it stands alone."""
    trail = edition.views.trail(item.key)
    if not trail.before and not trail.onward and not trail.awaited:
        return ()
    here = step(edition, Handling(meeting, item), here=True)
    return (
        *(step(edition, one) for one in trail.before),
        here,
        *(step(edition, one) for one in trail.onward),
        *awaited_steps(edition, trail.awaited),
    )


def step(edition: Edition, handling: Handling, *, words: str = "", here: bool = False) -> Step:
    """Return a handling as a step of its matter, with the words of its decision where they are shown."""
    meeting, item = handling.meeting, handling.item
    when = (edition.day(meeting.start.day), edition.organization_name(meeting.organization))
    return Step(when, edition.item(item), edition.badges(item), words, here)


def awaited_steps(edition: Edition, loops: Iterable[Loop]) -> tuple[Step, ...]:
    """Return what is still to come in a matter: only meetings, since deadlines stand with what happens next."""
    return tuple(_awaited_step(edition, loop) for loop in loops if loop.kind in {"postponed", "recommendation"})


def _awaited_step(edition: Edition, loop: Loop) -> Step:
    line = awaited(edition, loop)
    return Step((edition.t("open.awaited"), *line.who), line.coming or line.what, awaited=True)
