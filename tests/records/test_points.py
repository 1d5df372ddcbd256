"""Points are read as minutes number them, and written as briefly."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from minutebook.records.points import MOST_POINTS, compact, expand

POINTS = st.integers(1, 999).map(str) | st.characters(min_codepoint=ord("a"), max_codepoint=ord("z"))


@pytest.mark.parametrize(
    ("text", "points"),
    [
        ("1", ("1",)),
        ("1-2", ("1", "2")),
        ("1, 3-5", ("1", "3", "4", "5")),
        ("a-c", ("a", "b", "c")),
        ("9-11", ("9", "10", "11")),
        ("2, a", ("2", "a")),
    ],
)
def test_points_are_read_and_written_alike(text: str, points: tuple[str, ...]) -> None:
    assert points == expand(text)
    assert text == compact(points)


def test_a_missing_space_after_the_comma_does_no_harm() -> None:
    assert ("1", "3") == expand("1,3")


@pytest.mark.parametrize(
    "text", ["", "-", "1-", "-1", "2-1", "1-a", "c-a", "1, 1", "1-3, 2", "ab", "æ", "1;2", "1 2", "1-1000", "1-201"]
)
def test_what_is_no_list_of_points_is_not_read(text: str) -> None:
    assert expand(text) is None


def test_no_more_points_are_read_than_a_recommendation_can_have() -> None:
    points = expand(f"1-{MOST_POINTS}")

    assert points is not None
    assert MOST_POINTS == len(points)


def test_no_points_are_written_as_nothing() -> None:
    assert "" == compact(())


@given(st.lists(POINTS, min_size=1, max_size=MOST_POINTS, unique=True))
def test_points_that_are_written_are_read_as_the_same_points(points: list[str]) -> None:
    assert tuple(points) == expand(compact(tuple(points)))


@given(st.lists(st.integers(1, 30), min_size=1, unique=True).map(sorted))
def test_points_are_written_as_briefly_as_can_be(numbers: list[int]) -> None:
    runs = sum(number - 1 not in numbers for number in numbers)

    assert runs == compact(tuple(map(str, numbers))).count(", ") + 1
