"""Numbers that were written are read again."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from minutebook.search.numbers import all_steps, all_written, count, read

SMALL, LARGE = st.integers(0, 200), st.integers(0, 2**40)
NUMBERS = st.lists(SMALL | LARGE)


@given(NUMBERS)
def test_numbers_are_read_as_they_were_written(numbers):
    data = all_written(numbers)

    assert numbers == list(read(data))
    assert len(numbers) == count(data)


@given(st.lists(st.lists(SMALL | LARGE, min_size=1).map(sorted)))
def test_rows_of_rising_numbers_are_a_count_and_steps(rows):
    whole = list(read(b"".join(all_steps(rows))))

    for row in rows:
        steps, whole = whole[1 : whole[0] + 1], whole[whole[0] + 1 :]
        assert row == [sum(steps[: at + 1]) for at in range(len(steps))]
    assert [] == whole
