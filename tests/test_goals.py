"""A goal's state follows from its target and its values, and from nothing else."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from minutebook.goals import computed_state, is_met
from minutebook.model import Baseline, Goal, GoalStatus

from tests.builders import goal


def reports(*values: str) -> list[GoalStatus]:
    return [GoalStatus("1", value, "ebu/2014-09-09/1", value=Decimal(value)) for value in values]


def state(wanted: Goal, *values: str) -> str | None:
    *earlier, latest = reports(*values)
    return computed_state(wanted, latest, earlier)


FALL = goal("1", direction="change", target=Decimal(-22))
RISE = goal("1", direction="change", target=Decimal(21))
SHARE = goal("1", direction="at-least", target=Decimal(65))
CEILING = goal("1", direction="at-most", target=Decimal(400), unit="persons")


@pytest.mark.parametrize(
    ("wanted", "value", "expected"),
    [
        (FALL, "-22", True),
        (FALL, "-39.7", True),
        (FALL, "-21.9", False),
        (FALL, "5", False),
        (RISE, "21", True),
        (RISE, "-3", True),
        (RISE, "22.7", False),
        (SHARE, "65", True),
        (SHARE, "64.9", False),
        (CEILING, "400", True),
        (CEILING, "400.1", False),
        (goal("1", target="X"), "5", None),
        (goal("1"), "5", None),
    ],
)
def test_a_value_meets_a_target_or_not(wanted, value, expected):
    assert expected is is_met(wanted, Decimal(value))


@pytest.mark.parametrize(
    ("wanted", "values", "expected"),
    [
        pytest.param(FALL, ["-25.3"], "met", id="met"),
        pytest.param(FALL, ["-5"], "on-track", id="a-change-begins-at-none"),
        pytest.param(FALL, ["3"], "behind", id="the-wrong-way"),
        pytest.param(FALL, ["-9", "-7"], "behind", id="further-away-than-before"),
        pytest.param(RISE, ["32"], "behind", id="over-the-limit-that-it-began-below"),
        pytest.param(RISE, ["32", "22.7"], "on-track", id="nearer-to-the-limit-than-before"),
        pytest.param(SHARE, ["60"], "behind", id="nothing-to-measure-by"),
        pytest.param(SHARE, ["60", "62"], "on-track", id="nearer-than-before"),
        pytest.param(replace(SHARE, baseline=Baseline("2013", Decimal(55))), ["60"], "on-track", id="from-a-baseline"),
        pytest.param(
            replace(SHARE, baseline=Baseline("2013", Decimal(55), "persons")), ["60"], "behind", id="another-unit"
        ),
        pytest.param(replace(FALL, target="X"), ["-5"], None, id="target-not-fixed"),
        pytest.param(replace(FALL, target=None), ["-5"], None, id="no-target"),
    ],
)
def test_the_state_is_worked_out_from_target_and_values(wanted, values, expected):
    assert expected == state(wanted, *values)


def test_a_report_without_a_value_has_no_data():
    assert "no-data" == computed_state(FALL, GoalStatus("1", "K1", "ebu/2014-09-09/1"))


def test_a_value_in_another_unit_decides_nothing_and_is_not_what_the_next_is_measured_by():
    persons = replace(reports("35")[0], unit="persons")

    assert computed_state(FALL, persons) is None
    assert "behind" == computed_state(FALL, reports("-7")[0], [*reports("-9"), persons])
