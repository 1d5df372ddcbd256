"""The files of a segment as bytes: numbers in columns, each kind by itself, since like beside like packs well.

`reading.js` reads what is written here.
"""

from __future__ import annotations

import json
import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate, islice

from minutebook.search.analysis import LEVELS
from minutebook.search.numbers import all_written, count, read, written

PLACES = 8_000, 24_000
"""Bytes of positions in a file of them, which only a phrase asks for: of several terms, and of one that has more."""

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


def lead_file(firsts: Sequence[str], sizes: Sequence[int], texts: Sequence[tuple[str, int]]) -> bytes:
    """Return what every search needs: a word that begins each file of terms, how many units each entry has, and where.

    `sizes` are two numbers for each entry: units of its own text, and those of its attachments. `texts` are the folders
    of texts, each with how many units it has.
    """
    names, lengths = "\n".join(name for name, _ in texts), [units for _, units in texts]
    entries = all_written((len(sizes) // 2, *sizes[::2], *sizes[1::2]))
    return _text("\n".join(firsts)) + entries + _text(names) + all_written(lengths)


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


def term_files(terms: Sequence[Listed]) -> tuple[bytes, list[bytes]]:
    """Return a file of terms with their postings, and the files of their positions."""
    cuts = {term.name: _cut(term) for term in terms if len(term.positions) > PLACES[1]}
    names, shared = [], []
    before = ""
    for term in terms:
        same = shared_letters(before, term.name)
        shared.append(same)
        names.append(term.name[same:])
        before = term.name
    head = [len(terms), *shared, *[count(term.postings) for term in terms]]
    head += [*[len(term.postings) for term in terms], *[len(term.positions) for term in terms]]
    for parts in cuts.values():
        head += [len(parts), *[units for units, _ in parts]]
    file = b"".join([_text("\n".join(names)), all_written(head), *[term.postings for term in terms]])
    return file, list(_shared_out(terms, cuts))


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
    levels = [number[0] & LEVELS for number in _NUMBER.findall(term.postings)]
    ordered = [units[unit] for unit in sorted(range(len(units)), key=levels.__getitem__, reverse=True)]
    ends = list(accumulate(map(len, ordered)))
    parts: list[tuple[int, bytes]] = []
    first = before = 0
    while first < len(ordered):
        end = max(first + 1, bisect_right(ends, before + PLACES[1], first))
        parts.append((end - first, b"".join(ordered[first:end])))
        first, before = end, ends[end - 1]
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


def _text(text: str) -> bytes:
    spelled = text.encode()
    return written(len(spelled)) + spelled
