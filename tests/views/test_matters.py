"""A matter is followed through meetings and organizations."""

from __future__ import annotations

from collections.abc import Iterable

from minutebook.model import Archive
from minutebook.views import Views
from minutebook.views.listing import Handling
from minutebook.views.matters import NEARBY

from tests.builders import archive, day, decision, item, matter, meeting, plan

COUNCIL = "kommunalbestyrelsen"


def keys(handlings: Iterable[Handling]) -> list[str]:
    return [handling.key for handling in handlings]


def a_plan_on_its_way() -> Archive:
    return archive(
        meeting(f"{COUNCIL}/2014-09-25", item("7", matter="planen")),
        meeting("ebu/2014-09-09", item("2", matter="planen", decision=(decision("recommended", to=COUNCIL),))),
        meeting("ebu/2014-06-10", item("2", matter="planen")),
        meeting("ebu/2014-08-19", item("1")),
        matters=[matter("planen", "Beskæftigelsesplan 2015")],
        plans=[plan("plan-2015", "2015-01-01", "2015-12-31", matter="planen")],
    )


def test_a_matter_goes_through_meetings_and_organizations_oldest_first() -> None:
    course = Views(a_plan_on_its_way()).matters["planen"]

    assert ["ebu/2014-06-10/2", "ebu/2014-09-09/2", f"{COUNCIL}/2014-09-25/7"] == keys(course.steps)
    assert ("ebu", COUNCIL) == course.organizations
    assert ("Beskæftigelsesplan 2015", True, ("plan-2015",)) == (course.matter.title, course.recorded, course.plans)


def test_an_item_knows_what_came_before_and_after_it() -> None:
    trail = Views(a_plan_on_its_way()).trail("ebu/2014-09-09/2")

    assert (["ebu/2014-06-10/2"], [f"{COUNCIL}/2014-09-25/7"]) == (keys(trail.before), keys(trail.after))
    assert {COUNCIL: f"{COUNCIL}/2014-09-25/7"} == {key: answer.key for key, answer in trail.answers.items()}
    assert (False, False, ()) == (trail.earlier, trail.later, trail.awaited)


def test_an_item_knows_what_is_awaited_of_it_and_so_does_its_matter() -> None:
    views = Views(
        archive(meeting("ebu/2014-09-09", item(matter="planen", decision=(decision("recommended", to=COUNCIL),))))
    )

    assert [COUNCIL] == [loop.awaits for loop in views.trail("ebu/2014-09-09/1").awaited]
    assert [COUNCIL] == [loop.awaits for loop in views.matters["planen"].awaited]


def test_a_matter_that_is_not_on_record_lives_by_its_items_with_the_title_of_the_newest() -> None:
    course = Views(
        archive(
            meeting("ebu/2014-09-09", item(title="Havnen, endelig", matter="havnen", topics=("natur",))),
            meeting("ebu/2014-06-10", item(title="Havnen, udkast", matter="havnen", topics=("erhverv",))),
        )
    ).matters["havnen"]

    assert ("Havnen, endelig", False, ("erhverv", "natur")) == (
        course.matter.title,
        course.recorded,
        course.matter.topics,
    )


def test_a_matter_on_record_that_was_never_on_an_agenda_has_no_steps() -> None:
    course = Views(archive(matters=[matter("ny-sag")])).matters["ny-sag"]

    assert ((), None) == (course.steps, course.newest)


def test_an_item_without_a_matter_has_what_it_follows_and_what_follows_it() -> None:
    views = Views(
        archive(
            meeting("ebu/2014-06-10", item()),
            meeting("ebu/2014-08-19", item(follows=("ebu/2014-06-10/1",))),
            meeting("ebu/2014-09-09", item(follows=("ebu/2014-08-19/1",))),
        )
    )

    trail = views.trail("ebu/2014-08-19/1")
    assert (["ebu/2014-06-10/1"], ["ebu/2014-09-09/1"]) == (keys(trail.before), keys(trail.after))


def test_what_an_item_follows_stands_among_the_steps_of_its_matter_once() -> None:
    views = Views(
        archive(
            meeting("ebu/2014-06-10", item("1", matter="planen"), item("2")),
            meeting("ebu/2014-08-19", item(matter="reformen")),
            meeting("ebu/2014-09-09", item(matter="planen", follows=("ebu/2014-06-10/1", "ebu/2014-08-19/1"))),
        )
    )

    assert ["ebu/2014-06-10/1", "ebu/2014-08-19/1"] == keys(views.trail("ebu/2014-09-09/1").before)


def test_an_item_cannot_follow_what_is_not_there_or_comes_later_or_itself() -> None:
    follows = ("ebu/2014-09-09/1", "ebu/2014-10-07/1", "ebu/1999-01-01/1")
    views = Views(archive(meeting("ebu/2014-09-09", item(follows=follows)), meeting("ebu/2014-10-07", item())))

    trail = views.trail("ebu/2014-09-09/1")
    assert ([], []) == (keys(trail.before), keys(trail.after))


def test_an_item_of_a_long_matter_shows_its_nearest_steps_and_that_there_are_more() -> None:
    meetings = [meeting(f"ebu/2014-{month:02}-01", item(matter="meddelelser")) for month in range(1, 13)]
    views = Views(archive(*meetings), day("2015-01-01"))

    trail = views.trail("ebu/2014-06-01/1")
    assert [f"ebu/2014-{month:02}-01/1" for month in range(1, 6)] == keys(trail.before)
    assert [f"ebu/2014-{month:02}-01/1" for month in range(7, 7 + NEARBY)] == keys(trail.after)
    assert (False, True) == (trail.earlier, trail.later)
    end = views.trail("ebu/2014-12-01/1")
    assert (NEARBY, True, False) == (len(end.before), end.earlier, end.later)


def test_the_answer_of_an_organization_is_its_first_one_on_whichever_way() -> None:
    views = Views(
        archive(
            meeting("ebu/2014-09-09", item(matter="planen")),
            meeting("ebu/2014-09-10", item(matter="planen")),
            meeting(f"{COUNCIL}/2014-10-01", item(follows=("ebu/2014-09-09/1",))),
            meeting(f"{COUNCIL}/2014-12-01", item(matter="planen")),
        )
    )

    assert f"{COUNCIL}/2014-10-01/1" == views.trail("ebu/2014-09-09/1").answers[COUNCIL].key
