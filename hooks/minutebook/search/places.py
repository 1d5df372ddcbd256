"""Where in units a term stands: kept in runs of units in which it counts alike, and published the highest level first.

Units with several words in common are mostly of like length, and a word has like levels in them: so a phrase asks for
few of the files that the positions of a frequent word are cut into. `places.js` follows the same order.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator, Sequence

from minutebook.search.blocks import LEVELS
from minutebook.search.numbers import read

PLACES = 8_000, 48_000
"""Bytes of positions in a file of them, which only a phrase asks for: of several terms, and of one that has more."""

_REGULAR = 0.4
"""Positions that become this small are worth a look for what repeats: a word that always stands in the same place."""

_PLAIN = 128
"""Numbers below this are written as one byte."""

Run = tuple[int, bytes]
"""How many units there are in a run, and where the term stands in each of them."""


def in_order(data: bytes) -> list[Run]:
    """Return the runs of a term, those of the highest level first and otherwise in the order of the units."""
    if len(data) > 2 and data[2] < _PLAIN and len(data) == data[2] + 3:  # noqa: PLR2004 - one run, as most terms have
        return [(data[1], data[3:])]
    of_level: list[list[Run]] = [[] for _ in range(LEVELS + 1)]
    at, end = 0, len(data)
    while at < end:
        level, units, size = data[at : at + 3]
        at += 3
        if units >= _PLAIN or size >= _PLAIN:
            units, size, at = _lengths(data, at - 2)
        of_level[level].append((units, data[at : at + size]))
        at += size
    return [run for own in reversed(of_level) for run in own]


def _lengths(data: bytes, at: int) -> tuple[int, int, int]:
    """Return two numbers that stand at a place, and the place behind them."""
    end = at
    for _ in range(2):
        while data[end] >= _PLAIN:
            end += 1
        end += 1
    units, size = read(data[at:end])
    return units, size, end


def cut(runs_of_term: Sequence[Run]) -> list[Run]:
    """Return the runs of a term as the parts that they are published in."""
    parts: list[list[Run]] = [[]]
    size = 0
    for run in runs_of_term:
        size += len(run[1])
        if parts[-1] and size > PLACES[1]:
            parts.append([])
            size = len(run[1])
        parts[-1].append(run)
    return [(sum(units for units, _ in part), b"".join([data for _, data in part])) for part in parts]


def shared_out(terms: Iterable[tuple[bytes, Sequence[Run]]]) -> Iterator[bytes]:
    """Yield files of positions by a rule that the browser follows too: in the order of the terms, as many as fit.

    Of each term come its positions, and the parts that they are cut into if they are many.
    """
    file = bytearray()
    for positions, parts in terms:
        if file and (parts or len(file) + len(positions) > PLACES[0]):
            yield bytes(file)
            file = bytearray()
        yield from (part for _, part in parts)
        if not parts:
            file += positions
    if file:
        yield bytes(file)


def packed(data: bytes, memory: int = zlib.DEF_MEM_LEVEL) -> bytes:
    """Return numbers packed; the less `memory`, from 9 down to 1, the more tables of codes they have.

    Most are much like chance: to look for what repeats takes four times as long, and gives more bytes than it spares.
    """
    packing = zlib.compressobj(memLevel=memory, strategy=zlib.Z_RLE)
    small = packing.compress(data) + packing.flush()
    return small if len(small) > len(data) * _REGULAR else min(small, zlib.compress(data, 9), key=len)
