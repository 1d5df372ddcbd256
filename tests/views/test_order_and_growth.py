"""Views depend on what the records say and not on their order, and cost no more than the archive grows."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass, replace
from datetime import date
from functools import cached_property
from types import FrameType
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from minutebook.model import AgendaItem, Archive, Fact, Meeting
from minutebook.privacy import publishable
from minutebook.views import Views
from minutebook.views.listing import Handling
from minutebook.views.threads import Threads

from tests.builders import (
    archive,
    attachment,
    attendance,
    authority,
    decision,
    item,
    meeting,
    member,
    organization,
    partner,
    person,
    plan,
)

COUNCIL = "kommunalbestyrelsen"
OUTCOMES = ("recommended", "postponed", "noted", "adopted")
LISTINGS = [name for name, value in vars(Views).items() if isinstance(value, cached_property)]


@st.composite
def meetings(draw: st.DrawFn) -> list[Meeting]:
    """Draw some meetings on few days, so that they share days, matters and people."""
    keys = st.builds("{}/2014-09-{:02}".format, st.sampled_from(["ebu", "social", COUNCIL]), st.integers(1, 6))
    states = st.sampled_from(["minutes", "minutes-draft", "agenda", "planned", "cancelled"])
    matters = st.none() | st.sampled_from(["planen", "turisme", "havnen"])
    people = st.lists(st.sampled_from(["hanne", "jakob"]), unique=True)
    drawn = []
    for key in draw(st.lists(keys, unique=True, max_size=8)):
        items = [
            item(
                str(number),
                public=draw(st.booleans()),
                matter=draw(matters),
                decision=(decision(draw(st.sampled_from(OUTCOMES))),),
                authority=(authority(COUNCIL),),
                follows=tuple(
                    draw(st.lists(st.sampled_from([f"{each.key}/1" for each in drawn]), max_size=2)) if drawn else ()
                ),
                attachments=(attachment("1"),),
            )
            for number in range(1, draw(st.integers(1, 4)))
        ]
        drawn.append(meeting(key, *items, state=draw(states), attendance=attendance(absent=draw(people))))
    return drawn


def everything(records: Archive) -> dict[str, Any]:
    """Work every listing out, mappings as lists so that their order counts."""
    views = Views(publishable(records))
    worked_out = {name: getattr(views, name) for name in LISTINGS}
    trails = {key: views.trail(key) for key in views.handling}
    listed = {name: list(value.items()) if isinstance(value, Mapping) else value for name, value in worked_out.items()}
    return {**listed, "today": views.today, "trails": trails}


@settings(deadline=None)
@given(meetings(), st.randoms(use_true_random=False))
def test_the_order_in_which_meetings_are_read_changes_nothing(drawn: list[Meeting], random: Any) -> None:
    shuffled = [replace(each, items=tuple(random.sample(each.items, len(each.items)))) for each in drawn]
    random.shuffle(shuffled)
    town: dict[str, Any] = {
        "people": [person("hanne"), person("jakob")],
        "organizations": [organization(each, member("hanne"), member("jakob")) for each in ("ebu", "social", COUNCIL)],
    }

    tidy = _by_key(everything(archive(*drawn, **town)))
    untidy = _by_key(everything(archive(*shuffled, **town)))

    for name, expected in tidy.items():
        assert expected == untidy[name], name


def _by_key(worked_out: dict[str, Any]) -> dict[str, Any]:
    """Name meetings and items by their keys, since a meeting carries its items in the order given."""
    return {name: _keys(value) for name, value in worked_out.items()}


def _keys(value: Any) -> Any:
    if isinstance(value, Meeting | AgendaItem | Handling):
        return value.key
    if isinstance(value, Mapping):
        return [(key, _keys(each)) for key, each in value.items()]
    if isinstance(value, tuple | list):
        return [_keys(each) for each in value]
    if is_dataclass(value):
        return {field.name: _keys(getattr(value, field.name)) for field in fields(value)}
    return value


ALTERATIONS: tuple[Callable[[Meeting], Meeting], ...] = (
    lambda each: replace(each, items=tuple(replace(item, title="Another") for item in each.items)),
    lambda each: replace(each, items=tuple(replace(item, matter="turisme") for item in each.items)),
    lambda each: replace(each, state="cancelled"),
    lambda each: replace(each, items=each.items[1:]),
)


@settings(deadline=None)
@given(meetings(), st.sampled_from(ALTERATIONS), st.lists(st.booleans(), min_size=8, max_size=8))
def test_threads_that_are_like_others_hold_what_there_is_now_and_nothing_else(
    drawn: list[Meeting], alter: Callable[[Meeting], Meeting], chosen: list[bool]
) -> None:
    middle = date(2014, 9, 3)
    before = Views(archive(*drawn), middle)
    records = archive(*(alter(each) if altered else each for altered, each in zip(chosen, drawn, strict=False)))
    views = Views(records, middle, like=before)

    assert Views(records, middle).threads == views.threads
    assert [] == [each.key for each in _handlings_in(views.threads) if views.handling[each.key] is not each]


def _handlings_in(threads: Threads) -> list[Handling]:
    rows = [*threads.steps.values(), *threads.before.values(), *threads.after.values()]
    later = [each.values() for reached in (threads.answers, threads.coming) for each in reached.values()]
    return [handling for row in (*rows, *later) for handling in row]


@settings(deadline=None)
@given(meetings())
def test_every_handling_stands_in_exactly_one_organization_and_year(drawn: list[Meeting]) -> None:
    views = Views(archive(*drawn))

    expected = sorted(views.handling)
    assert expected == sorted(each.key for view in views.by_organization_and_year.values() for each in view.handlings)
    assert expected == sorted(each.key for view in views.by_year.values() for each in view.handlings)


@settings(deadline=None)
@given(meetings())
def test_no_loop_is_open_for_something_that_was_answered(drawn: list[Meeting]) -> None:
    views = Views(archive(*drawn))

    answered = [
        loop
        for loop in views.open_loops
        if loop.kind == "recommendation" and loop.awaits in views.threads.answers.get(loop.key, {})
    ]
    assert [] == answered


def in_one_matter(count: int) -> Archive:
    """Make one matter that is recommended at every meeting, follows itself, and is never answered."""
    days = [f"{1900 + number // 300}-{number % 300 // 25 + 1:02}-{number % 25 + 1:02}" for number in range(count)]
    return archive(
        *(
            meeting(
                f"ebu/{each}",
                item(
                    matter="planen",
                    decision=(decision("recommended", to=COUNCIL), decision("postponed")),
                    follows=(f"ebu/{before}/1",),
                    requested_by=None,
                ),
                attendance=attendance(absent=["hanne"]),
            )
            for before, each in zip([*days[:1], *days], days, strict=False)
        ),
        people=[person("hanne")],
        organizations=[organization("ebu", *(member("hanne", start=each, end=each) for each in days))],
    )


def in_many_matters(count: int) -> Archive:
    """Make meetings of ten items with a matter of their own each, and attachments."""
    return archive(
        *(
            meeting(
                f"ebu/{1900 + number // 300}-{number % 300 // 25 + 1:02}-{number % 25 + 1:02}",
                *(
                    item(str(each), matter=f"sag-{number}-{each}", attachments=(attachment("1"),))
                    for each in range(1, 11)
                ),
            )
            for number in range(count // 10)
        )
    )


@pytest.mark.parametrize("make", [in_one_matter, in_many_matters])
def test_the_work_grows_in_step_with_the_archive(make: Callable[[int], Archive]) -> None:
    small, large = (make(count) for count in (200, 800))

    assert calls(lambda: everything(large)) / calls(lambda: everything(small)) <= 4.4


def calls(work: Callable[[], object]) -> int:
    """Count the function calls that some work takes, which unlike its time is the same each time."""
    count = 0

    def note(_frame: FrameType, event: str, _argument: object) -> None:
        nonlocal count
        count += event in {"call", "c_call"}

    before = sys.getprofile()
    sys.setprofile(note)
    try:
        work()
    finally:
        sys.setprofile(before)
    return count


def a_busy_day() -> Archive:
    """Return an archive with a long meeting, and with a council that meets after its committee on one day."""
    documents = tuple(item(number, matter="planen", decision=(decision("adopted"),)) for number in ("2", "10"))
    return archive(
        meeting("ebu/2014-06-10", item("1", matter="planen")),
        meeting(f"{COUNCIL}/2014-09-09", item("1", matter="planen", decision=(decision("adopted"),))),
        meeting("social/2014-09-09", *documents),
        organizations=[organization("ebu"), organization("social"), organization(COUNCIL)],
        plans=[plan("planen", "2015-01-01", "2015-12-31", matter="planen")],
        partners=[
            partner(
                "visit",
                facts=tuple(
                    Fact("Pris?", "1", key)
                    for key in ("social/2014-09-09/10", "social/2014-09-09/2", f"{COUNCIL_DAY}/1")
                ),
            )
        ],
    )


COUNCIL_DAY = f"{COUNCIL}/2014-09-09"
IN_ORDER = ["social/2014-09-09/2", "social/2014-09-09/10", f"{COUNCIL_DAY}/1"]


def test_what_was_handled_on_one_day_stands_by_the_agenda_and_the_council_last() -> None:
    views = Views(a_busy_day())

    assert IN_ORDER == [each.key for each in views.trail("ebu/2014-06-10/1").onward]
    assert IN_ORDER == [step.handling.key for step in views.plan_courses["planen"].steps[1:] if step.handling]
    assert [IN_ORDER[2], *IN_ORDER[:2]] == [each.key for each in views.partners["visit"].decided]
