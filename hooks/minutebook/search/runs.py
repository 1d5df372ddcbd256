"""Positions in runs: as they are kept, before `places` puts those of a whole segment in order."""

from __future__ import annotations

import numpy as np

from minutebook.search.analysis import Found
from minutebook.search.arrays import Column, beginnings, ends, lengths, numbered, pieces, written
from minutebook.search.blocks import LEVELS

RUN = 4_000
"""Bytes in a run, more or less: files are filled by runs, so that nothing has to be read to cut them."""

_HEAD = 3


def runs(found: Found) -> list[bytes]:
    """Return the positions of each term in runs of units in which it has one level.

    Of a run come the level, the number of units and the number of bytes before the positions, and of each unit how many
    there are, the first, and the steps from one to the next.
    """
    rows, run = _by_run(found)
    numbers, begins = _steps(found, rows)
    heads, sizes = _heads(run, ends(lengths(numbers))[begins])
    units = np.diff(np.append(heads, len(rows)))
    told = np.stack((found.levels[rows][heads], units, sizes), axis=1).ravel()
    whole = np.insert(numbers, np.repeat(begins[heads], _HEAD), told)
    data, places = written(whole)
    of_term = begins[found.rows] + _HEAD * np.searchsorted(heads, found.rows)
    return pieces(data, places[of_term])


def _by_run(found: Found) -> tuple[Column, Column]:
    """Return the rows of each term by their level, the level first that comes first, and a number of each one's run."""
    _, first, own = np.unique(found.term_of * (LEVELS + 1) + found.levels, return_index=True, return_inverse=True)
    run = first[own]
    rows = np.argsort(run, kind="stable")
    return rows, run[rows]


def _steps(found: Found, rows: Column) -> tuple[Column, Column]:
    """Return of each row the number of its positions, the first, and the steps; and the places where rows begin."""
    counts = np.diff(found.begins)[rows]
    positions = found.positions[np.repeat(found.begins[rows], counts) + numbered(counts)]
    begins = ends(counts)
    steps = np.diff(positions, prepend=0)
    steps[begins[:-1]] = positions[begins[:-1]]
    return np.insert(steps, begins[:-1], counts), begins + np.arange(len(begins))


def _heads(run: Column, places: Column) -> tuple[Column, Column]:
    """Return the rows that begin a run, where long ones are parted, and the bytes of each; `places` are of the rows."""
    bounds = np.append(beginnings(run), len(run))
    rows = np.diff(bounds)
    first = np.repeat(places[bounds[:-1]], rows)
    begin, end = places[:-1] - first, places[1:] - first
    is_long = np.repeat(np.diff(places[bounds]) > RUN, rows)
    begins_one = is_long & (begin // RUN < end // RUN)
    begins_one[bounds[:-1]] = True
    heads = np.flatnonzero(begins_one)
    return heads, np.diff(places[np.append(heads, len(run))])
