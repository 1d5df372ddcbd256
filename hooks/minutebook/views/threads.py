"""Which handlings continue which: the next step of a matter, and the items that say what they follow."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from minutebook.model import Meeting
from minutebook.views.listing import Handling, group

Later = Mapping[str, Handling]
"""By organization, its first handling after another one."""


def is_held(meeting: Meeting, today: date) -> bool:
    """Tell whether a meeting has taken place: its minutes are there, or its day has come and nothing says otherwise."""
    if meeting.state in {"minutes", "minutes-draft"}:
        return True
    return meeting.state != "cancelled" and meeting.start.day <= today


@dataclass(frozen=True)
class Threads:
    """The course of everything, by item key.

    `place` counts all handlings, oldest first. `steps` are a matter's handlings, oldest first. `before` and `after` are
    the handlings that stand next to another one, oldest first: the previous or next step of its matter, what it
    follows, what follows it. `answers` are the handlings that come after it in other meetings, however many steps away,
    where the meeting was held; `coming` where it is still to be held. A cancelled meeting is a step, but answers
    nothing.
    """

    place: Mapping[str, int]
    steps: Mapping[str, tuple[Handling, ...]]
    before: Mapping[str, tuple[Handling, ...]]
    after: Mapping[str, tuple[Handling, ...]]
    answers: Mapping[str, Later]
    coming: Mapping[str, Later]

    def in_order(self, handlings: Iterable[Handling]) -> tuple[Handling, ...]:
        """Return handlings oldest first, each once."""
        once = {self.place[handling.key]: handling for handling in handlings}
        return tuple(once[place] for place in sorted(once))


def follow(handlings: Sequence[Handling], today: date) -> Threads:
    """Follow every handling backwards and forwards. Takes them oldest first."""
    place = {handling.key: index for index, handling in enumerate(handlings)}
    steps = group(handlings, lambda handling: (handling.item.matter,) if handling.item.matter else ())
    before: dict[str, list[Handling]] = {}
    after: dict[str, list[Handling]] = {}
    for earlier, later in sorted(_links(handlings, steps.values(), place)):
        before.setdefault(handlings[later].key, []).append(handlings[earlier])
        after.setdefault(handlings[earlier].key, []).append(handlings[later])
    held = {handling.meeting.key: is_held(handling.meeting, today) for handling in handlings}
    return Threads(
        place,
        steps,
        {key: tuple(row) for key, row in before.items()},
        {key: tuple(row) for key, row in after.items()},
        _reached(handlings, after, place, lambda meeting: held[meeting.key]),
        _reached(handlings, after, place, lambda meeting: not held[meeting.key] and meeting.state != "cancelled"),
    )


def _links(
    handlings: Sequence[Handling], rows: Iterable[tuple[Handling, ...]], place: Mapping[str, int]
) -> set[tuple[int, int]]:
    links = {(place[earlier.key], place[later.key]) for row in rows for earlier, later in pairwise(row)}
    for index, handling in enumerate(handlings):
        links |= {(place[key], index) for key in handling.item.follows if place.get(key, index) < index}
    return links


def _reached(
    handlings: Sequence[Handling],
    after: Mapping[str, Sequence[Handling]],
    place: Mapping[str, int],
    counts: Callable[[Meeting], bool],
) -> Mapping[str, Later]:
    """Collect what can be reached from every handling, from the newest one back, so that each link is walked once."""
    reached: dict[str, dict[str, Handling]] = {}
    if not any(counts(later.meeting) for row in after.values() for later in row):
        return reached
    for handling in reversed(handlings):
        found: dict[str, Handling] = {}
        for later in after.get(handling.key, ()):
            elsewhere = later.meeting.key != handling.meeting.key
            own = (later,) if elsewhere and counts(later.meeting) else ()
            for each in (*own, *reached.get(later.key, {}).values()):
                first = found.setdefault(each.organization, each)
                if place[each.key] < place[first.key]:
                    found[each.organization] = each
        if found:
            reached[handling.key] = found
    return reached
