"""Which handlings continue which: the next step of a matter, and the items that say what they follow."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
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


def follow(
    handlings: Sequence[Handling], today: date, known: tuple[Sequence[Handling], Threads] | None = None
) -> Threads:
    """Follow every handling backwards and forwards. Takes them oldest first.

    `known` are those of another archive on the same day, and their threads. Where these are joined alike, as after
    another word in a text, each new handling is put in the place of the old one.
    """
    differing = _differing(handlings, known[0]) if known else None
    return _followed(handlings, today) if known is None or differing is None else _renewed(known[1], differing)


def _differing(handlings: Sequence[Handling], before: Sequence[Handling]) -> list[tuple[Handling, Handling]] | None:
    """Return what each handling was that is another object now, and that; `None` if any may be joined otherwise."""
    if len(handlings) != len(before):
        return None
    differing = [(old, new) for old, new in zip(before, handlings, strict=True) if old is not new]
    return differing if all(_joins(old) == _joins(new) for old, new in differing) else None


def _joins(handling: Handling) -> tuple[object, ...]:
    """Return all of a handling that decides what it is joined with."""
    item, meeting = handling.item, handling.meeting
    return item.key, item.matter, item.follows, meeting.organization, meeting.start.day, meeting.state


def _renewed(threads: Threads, differing: Iterable[tuple[Handling, Handling]]) -> Threads:
    """Put each new handling in the place of the old one, wherever that stands."""
    steps, before, after = dict(threads.steps), dict(threads.before), dict(threads.after)
    answers, coming = dict(threads.answers), dict(threads.coming)
    for old, new in differing:
        if old.item.matter:
            _put(steps, (old.item.matter,), old, new)
        _put(after, [each.key for each in threads.before.get(old.key, ())], old, new)
        _put(before, [each.key for each in threads.after.get(old.key, ())], old, new)
        for key in _all_before(threads, old):
            for reached in (answers, coming):
                if reached.get(key, {}).get(old.organization) is old:
                    reached[key] = {**reached[key], old.organization: new}
    return Threads(threads.place, steps, before, after, answers, coming)


def _put(rows: dict[str, tuple[Handling, ...]], keys: Iterable[str], old: Handling, new: Handling) -> None:
    for key in keys:
        rows[key] = tuple(new if each is old else each for each in rows[key])


def _all_before(threads: Threads, handling: Handling) -> set[str]:
    """Return the keys of all handlings from which another one can be reached."""
    found: set[str] = set()
    waiting = [handling.key]
    while waiting:
        for each in threads.before.get(waiting.pop(), ()):
            if each.key not in found:
                found.add(each.key)
                waiting.append(each.key)
    return found


def _followed(handlings: Sequence[Handling], today: date) -> Threads:
    place = {handling.item.key: index for index, handling in enumerate(handlings)}
    steps = group(handlings, lambda handling: (handling.item.matter,) if handling.item.matter else ())
    before: dict[str, list[Handling]] = {}
    after: dict[str, list[Handling]] = {}
    for earlier, later in sorted(_links(handlings, steps.values(), place)):
        before.setdefault(handlings[later].item.key, []).append(handlings[earlier])
        after.setdefault(handlings[earlier].item.key, []).append(handlings[later])
    meetings = {id(handling.meeting): handling.meeting for handling in handlings}
    held = {key for key, meeting in meetings.items() if is_held(meeting, today)}
    coming = {key for key, meeting in meetings.items() if key not in held and meeting.state != "cancelled"}
    return Threads(
        place,
        steps,
        {key: tuple(row) for key, row in before.items()},
        {key: tuple(row) for key, row in after.items()},
        _reached(handlings, after, place, held),
        _reached(handlings, after, place, coming),
    )


def _links(
    handlings: Sequence[Handling], rows: Iterable[tuple[Handling, ...]], place: Mapping[str, int]
) -> set[tuple[int, int]]:
    links = {(place[earlier.item.key], place[later.item.key]) for row in rows for earlier, later in pairwise(row)}
    for index, handling in enumerate(handlings):
        if handling.item.follows:
            links |= {(place[key], index) for key in handling.item.follows if place.get(key, index) < index}
    return links


def _reached(
    handlings: Sequence[Handling], after: Mapping[str, Sequence[Handling]], place: Mapping[str, int], counts: set[int]
) -> Mapping[str, Later]:
    """Collect what can be reached from every handling, from the newest one back, so that each link is walked once.

    What `counts` are the meetings by their identities.
    """
    reached: dict[str, dict[str, Handling]] = {}
    if not any(id(later.meeting) in counts for row in after.values() for later in row):
        return reached
    for handling in reversed(handlings):
        found: dict[str, Handling] = {}
        for later in after.get(handling.item.key, ()):
            own = (later,) if id(later.meeting) in counts and later.meeting is not handling.meeting else ()
            for each in (*own, *reached.get(later.item.key, {}).values()):
                first = found.setdefault(each.meeting.organization, each)
                if first is not each and place[each.item.key] < place[first.item.key]:
                    found[each.meeting.organization] = each
        if found:
            reached[handling.item.key] = found
    return reached
