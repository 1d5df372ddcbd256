"""Posting by its rules, one word after the other: what the columns of `minutebook.search` are held against."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import accumulate, pairwise

from minutebook.search.numbers import all_written, written
from minutebook.search.units import Unit
from minutebook.search.words import WORD

Rows = dict[str, list[tuple[int, int, list[int]]]]
"""For each term the units that have it, each with the level and the positions of the term in it."""


def rows_of(units: Sequence[Unit], terms_of: Mapping[str, tuple[tuple[str, float], ...]]) -> Rows:
    found: Rows = {}
    for number, unit in enumerate(units):
        weights: dict[str, float] = {}
        places: dict[str, list[int]] = {}
        position = words = 0
        for weight, text in unit.fields:
            for word in WORD.findall(text):
                position += 1
                for term, share in terms_of[word]:
                    weights[term] = weights.get(term, 0.0) + weight * share
                    places.setdefault(term, []).append(position)
            words = position
            position += 8
        worth = 15 * (0.4 if unit.kind == "page" else 1.0)
        room = 1.4 * (1 - 0.5 + 0.5 * words / 200)
        for term, weight in weights.items():
            level = max(1, min(15, round(weight / (weight + room) * worth)))
            found.setdefault(term, []).append((number, level, places[term]))
    return found


def row_written(positions: Sequence[int]) -> bytes:
    """Return rising numbers: how many they are, the first, and the steps from one to the next."""
    return all_written([len(positions), positions[0], *(b - a for a, b in pairwise(positions))])


def runs_of(rows: Sequence[tuple[int, int, list[int]]], longest: int) -> bytes:
    """Return the positions of a term by its levels, in the order in which these come first."""
    of_level: dict[int, list[bytes]] = {}
    for _, level, positions in rows:
        of_level.setdefault(level, []).append(row_written(positions))
    runs = []
    for level, own in of_level.items():
        ends = list(accumulate(map(len, own)))
        cuts = [at for at in range(1, len(own)) if ends[at - 1] // longest < ends[at] // longest]
        for a, b in pairwise([0, *(cuts if ends[-1] > longest else ()), len(own)]):
            data = b"".join(own[a:b])
            runs.append(bytes([level]) + written(b - a) + written(len(data)) + data)
    return b"".join(runs)


def steps_of(numbers: Sequence[int], bits: int = 0) -> bytes:
    """Return the steps between rising numbers, whose lowest bits are no part of what rises."""
    return all_written([b - (a >> bits << bits) for a, b in pairwise(numbers)])
