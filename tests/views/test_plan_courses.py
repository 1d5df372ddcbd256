"""A plan's way, what is awaited of it, and the goals that it carries on."""

from __future__ import annotations

from dataclasses import replace

import pytest
from minutebook.model import Archive, Deadline, GoalStatus, HearingResponse, Revision
from minutebook.views import Views

from tests.builders import archive, authority, day, decision, goal, item, meeting, plan, recommendation, status

JUNE, SEPTEMBER = "ebu/2014-06-10/1", "ebu/2014-09-09/1"


def a_plan_on_its_way(*later) -> Archive:
    deadlines = (
        Deadline(day("2014-09-22"), "LBR orienteres", "Forvaltningen"),
        Deadline(day("2014-10-15"), "Planen er godkendt"),
        Deadline(day("2015-01-31"), "Planen er offentliggjort"),
    )
    return archive(
        meeting("ebu/2014-06-10", item(matter="plan", decision=(decision("adopted"),))),
        meeting(
            "ebu/2014-09-09",
            item(
                matter="plan",
                recommendation=recommendation("Vedtages", "Drøftes"),
                authority=(authority("kommunalbestyrelsen", "1"), authority("ebu", "2")),
                decision=(decision("recommended", "1"), decision("adopted", "2")),
                deadlines=deadlines,
            ),
        ),
        *later,
        plans=[
            plan(
                "plan-2015",
                "2015-01-01",
                "2015-12-31",
                matter="plan",
                goals=(goal("1", target="X"), goal("2")),
                responses=(
                    HearingResponse("LO", "enig", date=day("2014-08-26")),
                    HearingResponse("DA", "uenig", date=day("2014-08-26")),
                    HearingResponse("En borger", "uden dato", kind="person"),
                ),
                revisions=(Revision(day("2014-09-09"), "x", response="LO"), Revision(day("2014-09-09"), "y")),
            )
        ],
    )


def test_a_plans_way_goes_through_meetings_hearing_changes_and_deadlines() -> None:
    course = Views(a_plan_on_its_way()).plan_courses["plan-2015"]

    expected = [
        ("2014-06-10", "handled"),
        ("2014-08-26", "response"),
        ("2014-09-09", "handled"),
        ("2014-09-09", "revision"),
        ("2014-09-22", "deadline"),
        ("2014-10-15", "deadline"),
        ("2015-01-31", "deadline"),
    ]
    assert expected == [(step.day.isoformat(), step.kind) for step in course.steps]
    assert ["LO", "DA"] == [one.from_ for one in course.steps[1].responses]


def test_a_plan_says_who_decides_next_until_they_have() -> None:
    answered = meeting("kommunalbestyrelsen/2014-09-25", item(matter="plan", decision=(decision("adopted"),)))

    assert ("kommunalbestyrelsen",) == Views(a_plan_on_its_way()).plan_courses["plan-2015"].next_deciders
    assert () == Views(a_plan_on_its_way(answered)).plan_courses["plan-2015"].next_deciders


def test_a_plan_is_adopted_by_the_item_that_it_names() -> None:
    made = a_plan_on_its_way()
    named = replace(made, plans={"p": replace(made.plans["plan-2015"], id="p", adopted_by=SEPTEMBER)})

    assert Views(made).plan_courses["plan-2015"].adopted is None
    adopted = Views(named).plan_courses["p"].adopted
    assert adopted is not None
    assert SEPTEMBER == adopted.key


@pytest.mark.parametrize(
    ("today", "overdue"),
    [
        ("2014-09-22", []),
        ("2014-09-23", ["LBR orienteres"]),
        ("2014-10-16", ["LBR orienteres", "Planen er godkendt"]),
        ("2015-02-01", ["LBR orienteres", "Planen er godkendt", "Planen er offentliggjort"]),
    ],
)
def test_open_loops_know_a_plans_deadlines(today: str, overdue: list[str]) -> None:
    views = Views(a_plan_on_its_way(), day(today))

    assert overdue == [loop.what for loop in views.plan_courses["plan-2015"].awaited if loop.overdue]


def test_a_target_that_is_not_fixed_is_awaited_from_the_day_the_plan_begins() -> None:
    def awaited(today: str) -> list[str]:
        return [loop.key for loop in Views(a_plan_on_its_way(), day(today)).open_loops if loop.kind == "target"]

    assert [] == awaited("2014-12-31")
    assert ["plan-2015/1"] == awaited("2015-01-01")


def two_plans() -> Archive:
    return archive(
        meeting("ebu/2014-06-10", item()),
        meeting("ebu/2014-09-09", item()),
        plans=[
            plan("b", "2015-01-01", "2015-12-31", goals=(goal("1", continues="a/5"), goal("2", unit="persons"))),
            plan("a", "2014-01-01", "2014-12-31", goals=(goal("5"), goal("6"))),
            plan("c", "2016-01-01", "2016-12-31", goals=(goal("9", continues="b/1", unit="persons"),)),
        ],
    )


def test_the_goals_of_successive_plans_know_each_other() -> None:
    views = Views(two_plans())
    of_a, of_b = views.plans["a"].by_id["5"], views.plans["b"].by_id["1"]

    assert [("b", "1", True)] == [(kin.plan.id, kin.goal.id, kin.same_unit) for kin in of_a.continued_by]
    assert of_b.continues is not None
    assert ("a", "5") == (of_b.continues.plan.id, of_b.continues.goal.id)
    assert [("c", "9", False)] == [(kin.plan.id, kin.goal.id, kin.same_unit) for kin in of_b.continued_by]
    assert () == views.plans["a"].by_id["6"].continued_by


def test_a_report_in_another_unit_is_neither_the_latest_nor_compared() -> None:
    reports = (
        status("1", JUNE, "on-track"),
        GoalStatus("1", "2014-K3", SEPTEMBER, unit="persons", value=None, state="no-data"),
    )
    made = archive(
        meeting("ebu/2014-06-10", item()),
        meeting("ebu/2014-09-09", item()),
        plans=[plan("a", "2014-01-01", "2014-12-31", goals=(goal("1"),), status=reports)],
    )
    progress = Views(made).plans["a"].by_id["1"]

    assert progress.latest is not None
    assert JUNE == progress.latest.status.source
    assert 2 == len(progress.reports)


def test_a_plan_without_a_matter_awaits_nothing_of_items_that_have_none() -> None:
    handled = meeting("ebu/2014-06-10", item(deadlines=(Deadline(day("2014-09-22"), "Vejen ryddes"),)))
    made = archive(handled, plans=[plan("plan-2015", "2015-01-01", "2015-12-31")])

    assert () == Views(made, day("2014-07-01")).plan_courses["plan-2015"].awaited
