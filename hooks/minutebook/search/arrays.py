"""Numbers by the thousand, in columns: what `numbers` does with one of them, done with all at once."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

Column = NDArray[np.int64]
"""Numbers; or places in a column: where each piece begins, and the last one ends, so one more than there are pieces."""

_BITS, _GOING_ON = 7, 128


def ends(counts: Column) -> Column:
    """Return the places where pieces of so many numbers begin, and where the last one ends."""
    return np.concatenate(([0], np.cumsum(counts)))


def owners(counts: Column) -> Column:
    """Return for each number the piece it is in, where pieces have so many numbers."""
    return np.repeat(np.arange(len(counts)), counts)


def numbered(counts: Column) -> Column:
    """Return for each number which one it is in its piece, from 0, where pieces have so many numbers."""
    return np.arange(counts.sum()) - np.repeat(np.cumsum(counts) - counts, counts)


def beginnings(numbers: Column) -> Column:
    """Return the places where a number differs from the one before it, that of the first among them."""
    return np.flatnonzero(np.concatenate((np.ones(min(1, len(numbers)), bool), numbers[1:] != numbers[:-1])))


def lengths(numbers: Column) -> Column:
    """Return how many bytes each number is written in."""
    found = np.ones(len(numbers), np.int64)
    rest = numbers >> _BITS
    while rest.any():
        found += rest > 0
        rest >>= _BITS
    return found


def written(numbers: Column) -> tuple[bytes, Column]:
    """Return numbers as `numbers.all_written` does, and the places among the bytes where each of them begins."""
    sizes = lengths(numbers)
    places = ends(sizes)
    data = np.empty(places[-1], np.uint8)
    data[places[:-1]] = numbers & (_GOING_ON - 1) | (sizes > 1) * _GOING_ON
    more = np.flatnonzero(sizes > 1)
    step = 1
    while len(more):
        going_on = sizes[more] > step + 1
        data[places[more] + step] = numbers[more] >> _BITS * step & (_GOING_ON - 1) | going_on * _GOING_ON
        more = more[going_on]
        step += 1
    return data.tobytes(), places


def pieces(data: bytes, places: Column) -> list[bytes]:
    """Return bytes cut at places."""
    return [data[a:b] for a, b in pairwise(places.tolist())]
