"""The files of a segment as bytes: numbers in columns, each kind by itself, since like beside like packs well.

`reading.js` reads what is written here.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from minutebook.search import places
from minutebook.search.numbers import all_written, count, written

BUNDLE = 6
"""Units whose texts share a file."""

FEW = 5_000
"""Bytes of packed positions that stand in the file of their terms: a phrase waits longer for a file than for these."""

_SEVERAL_KINDS = 6
"""The memory in which terms and their postings become smallest: letters, lengths and steps want codes of their own."""


class Listed(NamedTuple):
    """A term, its postings, numbers of a step to the next unit and a level in four bits, and its positions in runs."""

    name: str
    postings: bytes
    positions: bytes


def lead(firsts: Sequence[str], files: Iterable[int], sizes: Sequence[int], texts: Sequence[tuple[str, int]]) -> bytes:
    """Return what every search needs of a segment: a word that begins each file of terms, what entries have, and where.

    `files` are for each file of terms how many files of positions it has; 255 stands for more.

    `sizes` are two numbers for each entry: units of its own text, and those of its attachments. `texts` are the folders
    of texts, each with how many units it has.
    """
    names, lengths = "\n".join(name for name, _ in texts), [units for _, units in texts]
    entries = all_written((len(sizes) // 2, *sizes[::2], *sizes[1::2]))
    return _text("\n".join(firsts)) + (bytes(files) or b"\0") + entries + _text(names) + all_written(lengths)


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


def words_file(words: Sequence[tuple[str, int]]) -> bytes:
    """Return words in their order, each with how many units have it: what a word that stands nowhere is held against.

    What one letter or two turn into it may stand anywhere in the alphabet, so no file of terms would do.
    """
    rests, shared = _front_coded([word for word, _ in words])
    return _text("\n".join(rests)) + all_written([len(words), *shared, *[units for _, units in words]])


def _front_coded(names: Iterable[str]) -> tuple[list[str], list[int]]:
    """Return of names in their order what each has that the one before has not, and how many letters they share."""
    rests, shared = [], []
    before = ""
    for name in names:
        same = shared_letters(before, name)
        shared.append(same)
        rests.append(name[same:])
        before = name
    return rests, shared


def term_files(terms: Sequence[Listed]) -> tuple[bytes, ...]:
    """Return a file of terms with their postings, and the files of those positions that do not stand in it, packed."""
    runs = [places.in_order(term.positions) for term in terms]
    own = [b"".join([data for _, data in each]) for each in runs]
    positions = b"".join(own)
    whole = len(positions) <= places.PLACES[1] and len(places.packed(positions)) <= FEW
    cut = [() if whole or len(own[at]) <= places.PLACES[1] else places.cut(each) for at, each in enumerate(runs)]
    rests, shared = _front_coded([term.name for term in terms])
    head = [len(terms), int(whole), *shared, *[count(term.postings) for term in terms]]
    head += [*[len(term.postings) for term in terms], *map(len, own)]
    for parts in filter(None, cut):
        head += [len(parts), *[units for units, _ in parts]]
    file = b"".join([_text("\n".join(rests)), all_written(head), *[term.postings for term in terms]])
    if whole:
        return (places.packed(file + positions, _SEVERAL_KINDS),)
    return places.packed(file, _SEVERAL_KINDS), *map(places.packed, places.shared_out(zip(own, cut, strict=True)))


def shared_letters(one: str, other: str) -> int:
    """Count the letters that two words begin with alike, and that are one unit each in a browser's texts too."""
    same = 0
    for a, b in zip(one, other, strict=False):
        if a != b or a > "\uffff":
            break
        same += 1
    return same


def as_json(value: object) -> bytes:
    """Return a value as JSON in as few bytes as it needs."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()


def packed(data: bytes) -> bytes:
    """Return a file as it is published: small, so that no host has to know how to make it so."""
    return zlib.compress(data, 9)


def _text(text: str) -> bytes:
    spelled = text.encode()
    return written(len(spelled)) + spelled
