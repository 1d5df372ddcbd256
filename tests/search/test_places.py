"""Positions in runs: nothing is lost, units stand by their levels, and the files keep their measure."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from minutebook.search import places
from minutebook.search.runs import RUN

from tests.search.plain_posting import row_written, runs_of

UNITS = st.lists(
    st.tuples(st.integers(1, 15), st.lists(st.integers(0, 300), min_size=1, max_size=200, unique=True).map(sorted)),
    min_size=1,
    max_size=40,
)


def by_level(units):
    """Return what a term has in each unit, the highest level first and otherwise as they come."""
    return sorted(units, key=lambda unit: -unit[0])


def positions(units):
    return b"".join(row_written(row) for _, row in units)


def in_runs(units, longest=RUN):
    return runs_of([(number, level, row) for number, (level, row) in enumerate(units)], longest)


@given(UNITS, UNITS)
def test_runs_that_are_joined_hold_all_units_the_highest_level_first(one, other):
    runs = places.in_order(in_runs(one) + in_runs(other))

    assert positions(by_level([*one, *other])) == b"".join(data for _, data in runs)
    assert len(one) + len(other) == sum(units for units, _ in runs)


@given(UNITS, st.integers(1, 400))
def test_no_run_is_longer_than_its_measure_and_a_unit(units, measure):
    longest = max(len(positions([unit])) for unit in units)

    assert [] == [data for _, data in places.in_order(in_runs(units, measure)) if len(data) > measure + longest]


@given(UNITS, st.integers(1, 2_000))
def test_parts_hold_what_the_runs_hold_and_as_many_units(units, most):
    runs = places.in_order(in_runs(units))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(places, "PLACES", (1, most))
        parts = places.cut(runs)

    assert b"".join(data for _, data in runs) == b"".join(data for _, data in parts)
    assert len(units) == sum(count for count, _ in parts)
    assert [] == [data for _, data in parts if len(data) > max(most, *(len(run) for _, run in runs))]
