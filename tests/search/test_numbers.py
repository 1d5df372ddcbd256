"""Numbers that were written are read again."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from minutebook.search.numbers import all_written, count, read

SMALL, LARGE = st.integers(0, 200), st.integers(0, 2**40)
NUMBERS = st.lists(SMALL | LARGE)


@given(NUMBERS)
def test_numbers_are_read_as_they_were_written(numbers):
    data = all_written(numbers)

    assert numbers == list(read(data))
    assert len(numbers) == count(data)
