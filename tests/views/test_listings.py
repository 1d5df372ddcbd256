"""Every listing is one idea: handlings grouped by something, newest first."""

from __future__ import annotations

from collections.abc import Iterable

import pytest
from minutebook.model import Dissent, Request, Topic, Vote, Votes
from minutebook.views import Views, newest_day
from minutebook.views.listing import Handling

from tests.builders import archive, attendance, day, decision, item, matter, meeting


def keys(handlings: Iterable[Handling]) -> list[str]:
    return [handling.key for handling in handlings]


def test_handlings_are_newest_first_and_in_a_meeting_by_the_agenda() -> None:
    views = Views(
        archive(
            meeting("ebu/2014-06-10", item("2"), item("1")),
            meeting("ebu/2014-09-09", item("1"), item("2")),
            meeting("ebu/2013-06-10", item("10"), item("9")),
        )
    )

    expected = [
        "ebu/2014-09-09/1",
        "ebu/2014-09-09/2",
        "ebu/2014-06-10/1",
        "ebu/2014-06-10/2",
        "ebu/2013-06-10/9",
        "ebu/2013-06-10/10",
    ]
    assert expected == keys(views.handlings)
    assert expected == keys(views.by_organization["ebu"].handlings)


def test_meetings_of_a_day_stand_in_the_order_of_the_clock() -> None:
    views = Views(archive(meeting("ebu/2014-09-09", at="18:30"), meeting("social/2014-09-09", at="16:00")))

    assert ["social/2014-09-09", "ebu/2014-09-09"] == [each.key for each in views.chronicle]


def test_without_a_clock_the_council_meets_after_its_committees() -> None:
    views = Views(
        archive(
            meeting("kommunalbestyrelsen/2014-09-09"),
            meeting("social/2014-09-09"),
            meeting("ebu/2014-09-09", at="17:00"),
        )
    )

    expected = ["social/2014-09-09", "ebu/2014-09-09", "kommunalbestyrelsen/2014-09-09"]
    assert expected == [each.key for each in views.chronicle]


def test_an_organizations_year_holds_its_meetings_of_that_year_also_those_without_items() -> None:
    views = Views(
        archive(meeting("ebu/2013-09-09", item()), meeting("ebu/2014-06-10"), meeting("ebu/2014-09-09", item()))
    )

    assert ["ebu/2014-09-09/1"] == keys(views.by_organization_and_year["ebu", 2014].handlings)
    meetings = views.meetings_by_organization_and_year["ebu", 2014]
    assert ["ebu/2014-09-09", "ebu/2014-06-10"] == [each.key for each in meetings]
    assert [2013, 2014] == list(views.by_year)


def test_the_register_of_decisions_holds_what_was_decided() -> None:
    views = Views(archive(meeting("ebu/2014-09-09", item("1"), item("2", decision=(decision("noted"),)))))

    assert ["ebu/2014-09-09/2"] == keys(views.decided)
    assert ["ebu/2014-09-09/2"] == keys(views.decided_by_year[2014].handlings)


def test_an_item_stands_under_each_of_its_outcomes_once() -> None:
    decisions = (decision("recommended", "1"), decision("adopted", "2"), decision("recommended", "3"))
    views = Views(archive(meeting("ebu/2014-09-09", item(decision=decisions))))

    assert ["adopted", "recommended"] == list(views.by_outcome)
    assert ["ebu/2014-09-09/1"] == keys(views.by_outcome["recommended"].handlings)


def test_an_item_has_the_topics_of_its_matter_too() -> None:
    views = Views(
        archive(
            meeting("ebu/2014-09-09", item(matter="turisme", topics=("erhverv", "turisme"))),
            topics=[Topic("erhverv", {"da": "Erhverv"}), Topic("turisme", {"da": "Turisme"})],
            matters=[matter("turisme", topics=("turisme", "natur"))],
        )
    )

    assert ["erhverv", "natur", "turisme"] == list(views.by_topic)


@pytest.mark.parametrize(
    "facts",
    [
        {"requested_by": Request("hanne")},
        {"dissents": (Dissent("hanne", "Imod."),)},
        {"recused": ("hanne",)},
        {"decision": (decision("adopted-by-vote", votes=Votes(by=(Vote("hanne", "no"),))),)},
        {"attendance": attendance(absent=["hanne"])},
    ],
    ids=lambda facts: next(iter(facts)),
)
def test_an_item_stands_under_the_people_whom_it_names(facts: dict[str, object]) -> None:
    views = Views(archive(meeting("ebu/2014-09-09", item("1", **facts), item("2"))))

    assert {"hanne": ["ebu/2014-09-09/1"]} == {key: keys(view.handlings) for key, view in views.by_person.items()}


def test_a_closed_item_stands_under_its_organization_and_year_alone() -> None:
    views = Views(archive(meeting("ebu/2014-09-09", item(public=False, closed_ground="§ 10"))))

    listings = (views.by_matter, views.by_topic, views.by_person, views.by_outcome)
    assert [0, 0, 0, 0] == [len(listing) for listing in listings]
    assert (1, 1) == (len(views.by_organization["ebu"]), len(views.by_year[2014]))


def test_a_view_can_be_read_by_meeting_and_by_year() -> None:
    view = Views(
        archive(meeting("ebu/2013-09-09", item()), meeting("ebu/2014-06-10", item("1"), item("2")))
    ).by_organization["ebu"]

    by_meeting = [(each.key, keys(handlings)) for each, handlings in view.by_meeting()]
    assert [
        ("ebu/2014-06-10", ["ebu/2014-06-10/1", "ebu/2014-06-10/2"]),
        ("ebu/2013-09-09", ["ebu/2013-09-09/1"]),
    ] == by_meeting
    assert [(2014, 2), (2013, 1)] == [(year, len(handlings)) for year, handlings in view.by_year()]
    assert (day("2014-06-10"), day("2013-09-09")) == (view.newest, view.oldest)


def test_today_is_the_day_of_the_newest_minutes_or_of_their_publication() -> None:
    held = meeting("ebu/2014-09-09", published=day("2014-09-12"))
    planned = meeting("ebu/2014-12-09", state="planned")

    assert day("2014-09-12") == newest_day(archive(held, planned))
    assert day("2014-12-09") == newest_day(archive(planned))
    assert day("2016-01-01") == Views(archive(held), day("2016-01-01")).today


def test_an_empty_archive_has_empty_views() -> None:
    views = Views(archive())

    assert ((), (), (), {}) == (views.handlings, views.open_loops, views.coming, views.matters)


def test_meetings_still_to_be_held_come_with_the_next_one_first() -> None:
    views = Views(
        archive(
            meeting("ebu/2014-12-09", state="planned"),
            meeting("ebu/2014-10-07", state="agenda"),
            meeting("ebu/2014-11-04", state="cancelled"),
            meeting("ebu/2014-09-09"),
        )
    )

    assert ["ebu/2014-10-07", "ebu/2014-12-09"] == [each.key for each in views.coming]


def test_meetings_and_items_know_their_neighbours() -> None:
    views = Views(
        archive(
            meeting("ebu/2014-09-09", item("2"), item("1"), item("3")),
            meeting("social/2014-08-20"),
            meeting("ebu/2014-08-19"),
            meeting("ebu/2014-10-07"),
        )
    )

    sides = views.meeting_neighbours["ebu/2014-09-09"]
    assert ("ebu/2014-08-19", "ebu/2014-10-07") == (
        sides.previous and sides.previous.key,
        sides.next and sides.next.key,
    )
    alone = views.meeting_neighbours["social/2014-08-20"]
    assert (None, None) == (alone.previous, alone.next)
    first, second, third = (views.item_neighbours[f"ebu/2014-09-09/{number}"] for number in "123")
    assert (None, "2") == (first.previous, first.next and first.next.id)
    assert ("1", "3") == (second.previous and second.previous.id, second.next and second.next.id)
    assert ("2", None) == (third.previous and third.previous.id, third.next)
