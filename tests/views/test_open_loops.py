"""What was begun and not ended is found, and what was ended is not."""

from __future__ import annotations

import pytest
from minutebook.model import AgendaItem, Archive, Commitment, Deadline, Meeting
from minutebook.views import Views
from minutebook.views.open_loops import Loop

from tests.builders import (
    archive,
    authority,
    day,
    decision,
    goal,
    item,
    meeting,
    organization,
    plan,
    recommendation,
    status,
)

COUNCIL = "kommunalbestyrelsen"


def loops(records: Archive, today: str = "2015-06-01") -> tuple[Loop, ...]:
    return Views(records, day(today)).open_loops


def kinds(*meetings: Meeting, today: str = "2015-06-01") -> list[tuple[str, str]]:
    return [(loop.kind, loop.key) for loop in loops(archive(*meetings), today)]


def postponed(**facts: object) -> AgendaItem:
    return item(matter="handicap", decision=(decision("postponed", **facts),))


def recommended(**facts: object) -> AgendaItem:
    return item(matter="planen", decision=(decision("recommended", to=COUNCIL),), **facts)


# Postponed


def test_a_postponed_item_waits_until_it_is_back() -> None:
    (loop,) = loops(archive(meeting("ebu/2014-09-09", postponed(until=day("2014-11-04")))))

    assert ("postponed", day("2014-09-09"), "ebu/2014-09-09/1") == (loop.kind, loop.since, loop.key)
    assert ("ebu", "Postponed.", "handicap") == (loop.awaits, loop.what, loop.matter)
    assert (day("2014-11-04"), True) == (loop.due, loop.overdue)


def test_a_postponed_item_is_back_when_its_matter_is() -> None:
    assert [] == kinds(meeting("ebu/2014-09-09", postponed()), meeting("social/2014-10-07", item(matter="handicap")))


def test_what_has_waited_since_one_day_stands_in_the_order_of_the_agenda() -> None:
    waiting = [item(number, decision=(decision("postponed"),)) for number in ("10", "2")]
    council = meeting(f"{COUNCIL}/2014-09-09", item("1", decision=(decision("postponed"),)))
    records = archive(council, meeting("social/2014-09-09", *waiting), organizations=[organization(COUNCIL)])

    expected = ["social/2014-09-09/2", "social/2014-09-09/10", f"{COUNCIL}/2014-09-09/1"]
    assert expected == [loop.key for loop in loops(records)]


def test_a_postponed_point_is_not_back_when_another_body_answers_another_point() -> None:
    parted = item(matter="m1", decision=(decision("recommended", "1", to=COUNCIL), decision("postponed", "2")))
    sent, answered = meeting("ebu/2014-09-09", parted), meeting(f"{COUNCIL}/2014-09-25", item(matter="m1"))
    back = meeting("ebu/2014-10-07", item(matter="m1"))

    assert [("postponed", "ebu/2014-09-09/1")] == kinds(sent, answered)
    assert [] == kinds(sent, answered, back)
    assert [None] == [loop.coming for loop in loops(archive(sent, answered), "2014-09-10") if loop.kind == "postponed"]


def test_a_point_that_was_postponed_to_another_body_is_back_when_that_has_it() -> None:
    parted = item(
        matter="m1", decision=(decision("recommended", "1", to=COUNCIL), decision("postponed", "2", to=COUNCIL))
    )

    assert [] == kinds(meeting("ebu/2014-09-09", parted), meeting(f"{COUNCIL}/2014-09-25", item(matter="m1")))


def test_a_postponed_item_is_back_when_another_follows_it() -> None:
    assert [] == kinds(
        meeting("ebu/2014-09-09", postponed()), meeting("ebu/2014-10-07", item(follows=("ebu/2014-09-09/1",)))
    )


def test_a_postponed_item_without_a_matter_waits_too() -> None:
    alone = item(decision=(decision("postponed"),))

    assert [("postponed", "ebu/2014-09-09/1")] == kinds(
        meeting("ebu/2014-09-09", alone), meeting("ebu/2014-10-07", item())
    )


def test_another_item_of_the_same_meeting_does_not_bring_it_back() -> None:
    second = item("2", matter="handicap", follows=("ebu/2014-09-09/1",))

    assert [("postponed", "ebu/2014-09-09/1")] == kinds(meeting("ebu/2014-09-09", postponed(), second))


def test_an_earlier_meeting_does_not_bring_it_back() -> None:
    earlier = meeting("ebu/2014-08-19", item(matter="handicap"))

    assert [("postponed", "ebu/2014-09-09/1")] == kinds(meeting("ebu/2014-09-09", postponed()), earlier)


def test_an_item_postponed_again_waits_from_the_last_time() -> None:
    twice = (meeting("ebu/2014-09-09", postponed()), meeting("ebu/2014-10-07", postponed()))

    assert [("postponed", "ebu/2014-10-07/1")] == kinds(*twice)


def test_a_cancelled_meeting_brings_nothing_back() -> None:
    cancelled = meeting("ebu/2014-10-07", item(matter="handicap"), state="cancelled")

    assert [("postponed", "ebu/2014-09-09/1")] == kinds(meeting("ebu/2014-09-09", postponed()), cancelled)


def test_an_item_on_the_agenda_of_a_meeting_to_come_still_waits_and_says_for_what() -> None:
    records = archive(
        meeting("ebu/2014-09-09", postponed()),
        meeting("ebu/2014-11-04", item("3", matter="handicap"), state="agenda"),
        meeting("ebu/2014-10-07", item("2", matter="handicap"), state="agenda"),
    )

    (loop,) = loops(records, today="2014-09-20")
    assert loop.coming is not None
    assert "ebu/2014-10-07/2" == loop.coming.key
    assert () == loops(records, today="2014-10-07")


def test_only_the_points_that_were_postponed_wait() -> None:
    partly = item(decision=(decision("adopted", "1"), decision("postponed", "2-3")))

    (loop,) = loops(archive(meeting("ebu/2014-09-09", partly)))
    assert ("2", "3") == loop.points


# Recommended


def test_a_recommendation_waits_for_the_body_that_decides() -> None:
    split = item(
        recommendation=recommendation("planen", "niveauet", "sagen"),
        authority=(authority(COUNCIL, "1-2"), authority("ebu", "3")),
        decision=(decision("recommended", "1-2"), decision("adopted", "3")),
    )

    (loop,) = loops(archive(meeting("ebu/2014-09-09", split)))
    assert ("recommendation", COUNCIL, ("1", "2")) == (loop.kind, loop.awaits, loop.points)


def test_whom_a_decision_names_goes_before_who_decides_in_the_end() -> None:
    sent = item(authority=(authority(COUNCIL),), decision=(decision("referred", to="social"),))

    assert ["social"] == [loop.awaits for loop in loops(archive(meeting("ebu/2014-09-09", sent)))]


def test_a_recommendation_of_the_whole_item_waits_for_the_points_that_others_decide() -> None:
    split = item(authority=(authority(COUNCIL, "1-2"), authority("ebu", "3")), decision=(decision("recommended"),))

    (loop,) = loops(archive(meeting("ebu/2014-09-09", split)))
    assert (COUNCIL, ("1", "2")) == (loop.awaits, loop.points)


def test_points_that_one_body_decides_are_one_loop() -> None:
    twice = item(authority=(authority(COUNCIL),), decision=(decision("recommended", "1"), decision("recommended", "3")))

    (loop,) = loops(archive(meeting("ebu/2014-09-09", twice)))
    assert ("1", "3") == loop.points


def test_points_that_two_bodies_decide_are_two_loops() -> None:
    split = item(
        authority=(authority(COUNCIL, "1"), authority("social", "2")), decision=(decision("recommended", "1-2"),)
    )

    found = loops(archive(meeting("ebu/2014-09-09", split)))
    assert [(COUNCIL, ("1",)), ("social", ("2",))] == [(loop.awaits, loop.points) for loop in found]


def test_a_recommendation_to_nobody_in_particular_waits_for_nobody() -> None:
    assert [] == kinds(meeting("ebu/2014-09-09", item(decision=(decision("recommended"),))))
    own = item(authority=(authority("ebu"),), decision=(decision("recommended"),))
    assert [] == kinds(meeting("ebu/2014-09-09", own))


def test_what_is_decided_by_another_but_not_recommended_does_not_wait() -> None:
    noted = item(authority=(authority(COUNCIL),), decision=(decision("noted"),))

    assert [] == kinds(meeting("ebu/2014-09-09", noted))


def test_a_recommendation_is_answered_when_that_body_takes_up_the_matter() -> None:
    answered = meeting(f"{COUNCIL}/2014-09-25", item("7", matter="planen"))

    assert [] == kinds(meeting("ebu/2014-09-09", recommended()), answered)


def test_a_recommendation_is_answered_on_the_same_day_by_the_council() -> None:
    assert [] == kinds(
        meeting("ebu/2014-09-09", recommended()), meeting(f"{COUNCIL}/2014-09-09", item(matter="planen"))
    )


def test_another_body_does_not_answer_a_recommendation() -> None:
    elsewhere = meeting("oekonomi/2014-09-18", item(matter="planen"))

    assert [("recommendation", "ebu/2014-09-09/1")] == kinds(meeting("ebu/2014-09-09", recommended()), elsewhere)


def test_a_recommendation_is_answered_at_the_end_of_a_chain() -> None:
    chain = (
        meeting("ebu/2014-09-09", item(decision=(decision("recommended", to=COUNCIL),))),
        meeting("oekonomi/2014-09-18", item(follows=("ebu/2014-09-09/1",))),
        meeting(f"{COUNCIL}/2014-09-25", item(follows=("oekonomi/2014-09-18/1",))),
    )

    assert [] == kinds(*chain)


def test_a_meeting_to_come_does_not_answer_but_is_told() -> None:
    records = archive(
        meeting("ebu/2014-09-09", recommended()),
        meeting(f"{COUNCIL}/2014-09-25", item("7", matter="planen"), state="agenda"),
    )

    (loop,) = loops(records, today="2014-09-10")
    assert loop.coming is not None
    assert f"{COUNCIL}/2014-09-25/7" == loop.coming.key


# Deadlines and commitments


def test_deadlines_wait_until_they_are_kept_and_tell_when_they_are_past() -> None:
    promised = item(
        deadlines=(
            Deadline(day("2014-10-15"), "planen er godkendt", who="Kommunalbestyrelsen"),
            Deadline(day("2015-01-31"), "planen er offentliggjort"),
            Deadline(day("2014-09-22"), "rådet er orienteret", fulfilled_by="ebu/2014-10-07/1"),
        )
    )

    found = loops(archive(meeting("ebu/2014-09-09", promised)), today="2014-10-16")
    expected = [("planen er godkendt", "Kommunalbestyrelsen", True), ("planen er offentliggjort", None, False)]
    assert expected == [(loop.what, loop.who, loop.overdue) for loop in found]
    assert {("deadline", day("2014-09-09"))} == {(loop.kind, loop.since) for loop in found}


def test_a_deadline_is_not_past_on_its_own_day() -> None:
    due = item(deadlines=(Deadline(day("2014-10-15"), "svar"),))

    assert [False] == [loop.overdue for loop in loops(archive(meeting("ebu/2014-09-09", due)), today="2014-10-15")]


def test_commitments_wait_until_they_are_fulfilled() -> None:
    promised = item(
        commitments=(
            Commitment("en særskilt sag", "Forvaltningen"),
            Commitment("et notat", "Forvaltningen", fulfilled_by="ebu/2014-10-07/1"),
        )
    )

    found = loops(archive(meeting("ebu/2014-09-09", promised)))
    assert [("commitment", "en særskilt sag", None, False)] == [
        (loop.kind, loop.what, loop.due, loop.overdue) for loop in found
    ]


def test_what_a_cancelled_meeting_would_have_promised_is_not_awaited() -> None:
    promised = item(deadlines=(Deadline(day("2014-10-15"), "svar"),), decision=(decision("postponed"),))

    assert [] == kinds(meeting("ebu/2014-09-09", promised, state="cancelled"))


# Goals


@pytest.mark.parametrize(
    ("today", "open_since"),
    [("2015-09-08", None), ("2015-09-09", "2014-09-09"), ("2019-01-01", "2014-09-09")],
)
def test_a_goal_waits_when_nothing_was_reported_for_a_year(today: str, open_since: str | None) -> None:
    reported = plan(
        "plan",
        "2014-01-01",
        "2014-12-31",
        goals=(goal("1"),),
        status=(status("1", "ebu/2014-09-09/1"),),
        matter="planen",
    )

    found = loops(archive(meeting("ebu/2014-09-09", item()), plans=[reported]), today)
    expected = [("goal", "plan/1", day(open_since), "ebu", "planen")] if open_since else []
    assert expected == [(loop.kind, loop.key, loop.since, loop.awaits, loop.matter) for loop in found]


def test_a_goal_that_nobody_ever_reported_on_waits_a_year_after_the_plan_began() -> None:
    silent = archive(plans=[plan("plan", "2016-02-29", "2016-12-31", goals=(goal("1"),))])

    assert () == loops(silent, today="2017-02-28")
    assert [day("2016-02-29")] == [loop.since for loop in loops(silent, today="2017-03-01")]


def test_a_report_after_the_end_of_the_plan_is_the_last_one() -> None:
    done = plan("plan", "2014-01-01", "2014-12-31", goals=(goal("1"),), status=(status("1", "ebu/2015-02-03/1"),))

    assert () == loops(archive(meeting("ebu/2015-02-03", item()), plans=[done]), today="2019-01-01")


# All of them


def test_what_has_waited_longest_comes_first() -> None:
    records = archive(
        meeting("social/2014-09-09", postponed()),
        meeting(
            "ebu/2014-09-09", item("2", decision=(decision("postponed"),)), item("1", decision=(decision("postponed"),))
        ),
        meeting("ebu/2014-06-10", item(decision=(decision("postponed"),))),
    )

    expected = ["ebu/2014-06-10/1", "ebu/2014-09-09/1", "ebu/2014-09-09/2", "social/2014-09-09/1"]
    assert expected == [loop.key for loop in loops(records)]


def test_an_item_knows_its_own_loops() -> None:
    both = item(decision=(decision("postponed"),), deadlines=(Deadline(day("2014-10-15"), "svar"),))
    views = Views(archive(meeting("ebu/2014-09-09", both, item("2"))))

    expected = {"ebu/2014-09-09/1": ["postponed", "deadline"]}
    assert expected == {key: [loop.kind for loop in found] for key, found in views.open_loops_by_item.items()}
