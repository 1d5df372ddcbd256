"""A matter's course through the meetings and the organizations."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from minutebook.model import Archive, Matter
from minutebook.views.listing import Handling, group, one_and_the_same
from minutebook.views.open_loops import Loop
from minutebook.views.threads import Later, Threads

NEARBY = 5
"""How many handlings before and after it an item's page shows; the page of the matter shows them all."""


@dataclass(frozen=True)
class Course:
    """A matter with its handlings, oldest first, and what is awaited in it, what has waited longest first.

    `recorded` is false for a matter that lives from its items alone; its title is then that of its newest item.
    `place` gives each handling's place among the steps, by key, and says nothing that they do not.
    """

    matter: Matter
    recorded: bool
    steps: tuple[Handling, ...]
    awaited: tuple[Loop, ...] = ()
    plans: tuple[str, ...] = ()
    place: Mapping[str, int] = field(default_factory=dict, repr=False, compare=False)

    @property
    def organizations(self) -> tuple[str, ...]:
        """The organizations that handled the matter, in the order in which they first did."""
        return tuple(dict.fromkeys(step.organization for step in self.steps))

    @property
    def newest(self) -> Handling | None:
        """The newest handling; `None` for a matter that has not been on an agenda."""
        return self.steps[-1] if self.steps else None


@dataclass(frozen=True, slots=True)
class Trail:
    """What came before an item and what came after it, oldest first, and what is still awaited of it.

    `answers` are the first later handlings by other meetings, one for each organization, by its id. `onward` is what
    came after together with the answers. `earlier` and `later` tell that the matter has more handlings than those
    shown.
    """

    before: tuple[Handling, ...]
    after: tuple[Handling, ...]
    answers: Mapping[str, Handling]
    onward: tuple[Handling, ...]
    awaited: tuple[Loop, ...]
    earlier: bool = False
    later: bool = False


def courses(
    archive: Archive, threads: Threads, loops: Iterable[Loop], known: Mapping[str, Course] | None = None
) -> Mapping[str, Course]:
    """Return the course of every matter, by id: those on record and those that only items name.

    Of those that are `known` from another archive, the ones that follow from the same are taken from there.
    """
    awaited = group(loops, lambda loop: (loop.matter,) if loop.matter else ())
    plans = group(sorted(archive.plans), lambda key: filter(None, (archive.plans[key].matter,)))
    found = {}
    for key in sorted({*archive.matters, *threads.steps, *plans}):
        recorded, steps = archive.matters.get(key), threads.steps.get(key, ())
        own = awaited.get(key, ()), plans.get(key, ())
        course = known.get(key) if known else None
        if course is None or not _follows(course, recorded, steps, own):
            place = {step.key: index for index, step in enumerate(steps)}
            course = Course(recorded or _unrecorded(key, steps), recorded is not None, steps, *own, place)
        found[key] = course
    return found


def _follows(
    course: Course,
    recorded: Matter | None,
    steps: tuple[Handling, ...],
    own: tuple[tuple[Loop, ...], tuple[str, ...]],
) -> bool:
    matter = course.matter if course.recorded else None
    awaited, plans = own
    return (
        matter is recorded
        and course.plans == plans
        and one_and_the_same(course.steps, steps)
        and one_and_the_same(course.awaited, awaited)
    )


Linked = tuple[tuple[Handling, ...], tuple[Handling, ...], Later]
"""The handlings next before an item, those next after it, and its first answers."""

Origins = tuple[object, tuple[Mapping[str, object], ...]]
"""What all answers to a question follow from, and what each does, by its key; a key may be missing."""

InOrder = Callable[[Iterable[Handling]], tuple[Handling, ...]]


def trail(
    handling: Handling, course: Course | None, linked: Linked, awaited: tuple[Loop, ...], in_order: InOrder
) -> Trail:
    """Return what stands around a handling: the nearest steps of its matter, what it follows and what follows it."""
    before, after, answers = linked
    place = course.place[handling.key] if course else 0
    steps = course.steps if course else ()
    first = max(0, place - NEARBY)
    last = place + NEARBY + 1
    following = _together(steps[place + 1 : last], after, in_order)
    return Trail(
        _together(steps[first:place], before, in_order),
        following,
        answers,
        _together(following, tuple(answers.values()), in_order),
        awaited,
        earlier=first > 0,
        later=last < len(steps),
    )


def _together(steps: tuple[Handling, ...], linked: tuple[Handling, ...], in_order: InOrder) -> tuple[Handling, ...]:
    """Return handlings that are in their order, and others among them; mostly those are some of these."""
    if all(any(one is step for step in steps) for one in linked):
        return steps
    return in_order((*steps, *linked))


def _unrecorded(key: str, steps: tuple[Handling, ...]) -> Matter:
    topics = dict.fromkeys(topic for step in steps for topic in step.item.topics)
    return Matter(key, steps[-1].item.title if steps else key, topics=tuple(topics))
