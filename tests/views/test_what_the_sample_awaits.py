"""The sample archive, looked at on later days: what of its plans is open, and since when."""

from __future__ import annotations

import pytest
from minutebook.privacy import publishable
from minutebook.records.loading import load
from minutebook.views import Views

from tests.builders import day
from tests.building import REPOSITORY


@pytest.fixture(scope="module")
def sample():
    return publishable(load(REPOSITORY).archive)


def overdue(sample, today: str) -> list[str]:
    loops = [loop for loop in Views(sample, day(today)).open_loops if loop.kind == "deadline" and loop.overdue]
    return sorted(f"{loop.due} {loop.handling.key}" for loop in loops)


@pytest.mark.parametrize(
    ("today", "expected"),
    [
        ("2014-09-22", []),
        ("2014-09-23", ["2014-09-22 ebu/2014-09-09/2"]),
        ("2014-10-16", ["2014-09-22 ebu/2014-09-09/2", "2014-10-15 ebu/2014-09-09/2"]),
        (
            "2015-02-01",
            [
                "2014-09-22 ebu/2014-09-09/2",
                "2014-10-15 ebu/2014-09-09/2",
                "2014-12-31 ebu/2014-09-09/5",
                "2015-01-31 ebu/2014-09-09/2",
            ],
        ),
    ],
)
def test_the_deadlines_of_the_plan_and_of_the_tourism_strategy_pass(sample, today, expected):
    assert expected == overdue(sample, today)


def test_a_year_after_the_last_status_every_goal_of_2014_is_without_a_report(sample):
    def silent(today: str) -> list[str]:
        return [loop.key for loop in Views(sample, day(today)).open_loops if loop.kind == "goal"]

    assert [] == silent("2015-09-08")
    assert [f"beskaeftigelsesplan-2014/{number}" for number in range(1, 10)] == silent("2015-09-09")


def test_the_targets_of_2015_are_awaited_when_the_year_begins(sample):
    def open_targets(today: str) -> int:
        return sum(loop.kind == "target" for loop in Views(sample, day(today)).open_loops)

    assert 0 == open_targets("2014-12-31")
    assert 9 == open_targets("2015-01-01")
