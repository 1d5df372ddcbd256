"""The files of a segment as bytes: numbers in columns, each kind by itself, since like beside like packs well.

`reading.js` reads what is written here.
"""

from __future__ import annotations

import json
import re
import zlib
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate, chain, islice

from minutebook.search.analysis import LEVELS
from minutebook.search.numbers import all_written, count, read, written

PLACES = 8_000, 48_000
"""Bytes of positions in a file of them, which only a phrase asks for: of several terms, and of one that has more."""

FEW = 5_000
"""Bytes of packed positions that stand in the file of their terms: a phrase waits longer for a file than for these."""

_REGULAR = 0.4
"""Positions that become this small are worth a look for what repeats: a word that always stands in the same place."""

_FIRST = re.compile(rb"(.)(?:(?<=[\x80-\xff])[\x80-\xff]*[\x00-\x7f])?", re.DOTALL)
"""The first byte of each number, in which the lowest bits stand."""

_LEVEL = bytes(byte & LEVELS for byte in range(256))
_NUMBER = re.compile(rb"[\x80-\xff]*[\x00-\x7f]")
_POSITIONS = re.compile(
    b"|".join(re.escape(bytes([each])) + b"(?:%b){%d}" % (_NUMBER.pattern, each) for each in range(1, 128)), re.DOTALL
)


@dataclass(frozen=True, slots=True)
class Listed:
    """A term with its postings, numbers of a step to the next unit and a level in four bits, and its positions."""

    name: str
    postings: bytes | bytearray
    positions: bytes | bytearray


def lead(firsts: Sequence[str], places: Iterable[int], sizes: Sequence[int], texts: Sequence[tuple[str, int]]) -> bytes:
    """Return what every search needs of a segment: a word that begins each file of terms, what entries have, and where.

    `places` are for each file of terms how many files of positions it has; 255 stands for more.

    `sizes` are two numbers for each entry: units of its own text, and those of its attachments. `texts` are the folders
    of texts, each with how many units it has.
    """
    names, lengths = "\n".join(name for name, _ in texts), [units for _, units in texts]
    entries = all_written((len(sizes) // 2, *sizes[::2], *sizes[1::2]))
    return _text("\n".join(firsts)) + (bytes(places) or b"\0") + entries + _text(names) + all_written(lengths)


def lead_file(leads: Sequence[bytes]) -> bytes:
    """Return the leads of all segments as one file, packed: a reader asks for it once, before anything is known."""
    return packed(b"".join([written(len(each)) + each for each in leads]))


def facets_file(
    values: Mapping[str, Sequence[tuple[str, str]]],
    chosen: Mapping[str, Sequence[Sequence[int]]],
    days: Sequence[int],
    kinds: bytes,
) -> bytes:
    """Return what entries can be chosen by.

    `values` are the values of each facet with their labels, `chosen` those of each entry by number; `days` are steps
    from one entry's day to the next, `kinds` a number for each unit.
    """
    head = json.dumps(values, ensure_ascii=False, separators=(",", ":"))
    parts = [_text(head), all_written((len(days), *[abs(day) << 1 | (day < 0) for day in days])), kinds]
    for facet in values:
        parts.append(all_written([len(each) for each in chosen[facet]]))
        parts.append(all_written([value for each in chosen[facet] for value in each]))
    return b"".join(parts)


def term_files(terms: Sequence[Listed]) -> tuple[bytes, ...]:
    """Return a file of terms with their postings, and the files of those positions that do not stand in it, packed."""
    positions = b"".join([term.positions for term in terms])
    whole = len(positions) <= PLACES[1] and len(_packed_places(positions)) <= FEW
    cuts = {} if whole else {term.name: _cut(term) for term in terms if len(term.positions) > PLACES[1]}
    names, shared = [], []
    before = ""
    for term in terms:
        same = shared_letters(before, term.name)
        shared.append(same)
        names.append(term.name[same:])
        before = term.name
    head = [len(terms), int(whole), *shared, *[count(term.postings) for term in terms]]
    head += [*[len(term.postings) for term in terms], *[len(term.positions) for term in terms]]
    for parts in cuts.values():
        head += [len(parts), *[units for units, _ in parts]]
    file = b"".join([_text("\n".join(names)), all_written(head), *[term.postings for term in terms]])
    return (packed(file + positions),) if whole else (packed(file), *map(_packed_places, _shared_out(terms, cuts)))


Cuts = Mapping[str, Sequence[tuple[int, bytes]]]
"""Terms with many positions, each with these in parts; and in each part, how many units have them."""


def _shared_out(terms: Sequence[Listed], cuts: Cuts) -> Iterator[bytes]:
    """Yield files of positions by a rule that the browser follows too: in the order of the terms, as many as fit."""
    file = bytearray()
    for term in terms:
        parts = cuts.get(term.name, ())
        if file and (parts or len(file) + len(term.positions) > PLACES[0]):
            yield bytes(file)
            file = bytearray()
        yield from (part for _, part in parts)
        if not parts:
            file += term.positions
    if file:
        yield bytes(file)


def _cut(term: Listed) -> list[tuple[int, bytes]]:
    """Return the positions of a term in parts, in which units stand by their levels, the highest first.

    Units with several words in common are mostly of like length, and a word has like levels in them: so a phrase asks
    for few of the parts.
    """
    units = _by_unit(term.positions)
    levels = b"".join(_FIRST.findall(term.postings)).translate(_LEVEL)
    of_level: list[list[bytes]] = [[] for _ in range(LEVELS + 1)]
    put = [own.append for own in of_level]
    for level, unit in zip(levels, units, strict=True):
        put[level](unit)
    ordered = list(chain.from_iterable(reversed(of_level)))
    ends = list(accumulate(map(len, ordered)))
    parts: list[tuple[int, bytes]] = []
    start = size = 0
    while start < len(ordered):
        stop = max(start + 1, bisect_right(ends, size + PLACES[1], start))
        parts.append((stop - start, b"".join(ordered[start:stop])))
        start, size = stop, ends[stop - 1]
    return parts


def _by_unit(positions: bytes | bytearray) -> list[bytes]:
    """Return positions unit by unit: of each, their number and the steps from one to the next."""
    found = _POSITIONS.findall(positions)
    if sum(map(len, found)) == len(positions):
        return found
    numbers = iter(_NUMBER.findall(positions))
    return [first + b"".join(islice(numbers, next(iter(read(first))))) for first in numbers]


def shared_letters(one: str, other: str) -> int:
    """Count the letters that two words begin with alike, and that are one unit each in a browser's texts too."""
    same = 0
    for a, b in zip(one, other, strict=False):
        if a != b or a > "\uffff":
            break
        same += 1
    return same


def packed(data: bytes) -> bytes:
    """Return a file as it is published: small, so that no host has to know how to make it so."""
    return zlib.compress(data, 9)


def _packed_places(data: bytes) -> bytes:
    """Return positions packed.

    Most are much like chance: to look for what repeats takes four times as long, and gives more bytes than it spares.
    """
    packing = zlib.compressobj(strategy=zlib.Z_RLE)
    small = packing.compress(data) + packing.flush()
    return small if len(small) > len(data) * _REGULAR else min(small, packed(data), key=len)


def _text(text: str) -> bytes:
    spelled = text.encode()
    return written(len(spelled)) + spelled
