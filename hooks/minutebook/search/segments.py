"""A segment of the index: some years' entries as files that never change, in a folder named by their content."""

from __future__ import annotations

import json
import zlib
from array import array
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from hashlib import blake2b
from itertools import accumulate
from math import isqrt
from typing import Any

from minutebook.search.analysis import Analysis, Postings
from minutebook.search.encodings import Listed, facets_file, lead_file, shared_letters, term_files
from minutebook.search.numbers import read, written
from minutebook.search.units import FACETS, KINDS, Labels

CHUNK = 4_000, 14_000
"""The least and the most bytes of postings in a file of terms; a term that has more stands in a file of its own."""

BUNDLE = 6
"""Units whose texts share a file."""


@dataclass
class Segment:
    """A segment while it is written. Entries are added newest first; `files` then yields what it consists of."""

    labels: Labels
    units: int = 0
    entries: int = 0
    _terms: dict[str, _Term] = field(default_factory=dict)
    _bundle: list[list[Any]] = field(default_factory=list)
    _shown: list[dict[str, Any]] = field(default_factory=list)
    _sizes: list[int] = field(default_factory=list)
    _days: list[int] = field(default_factory=list)
    _last_day: int = 0
    _kinds: list[int] = field(default_factory=list)
    _entry_of: array[int] = field(default_factory=lambda: array("I"))
    _values: dict[str, dict[str, int]] = field(default_factory=lambda: {facet: {} for facet in FACETS})
    _chosen: dict[str, list[list[int]]] = field(default_factory=lambda: {facet: [] for facet in FACETS})

    def add(self, analysis: Analysis, day: date | None) -> Iterator[tuple[str, bytes]]:
        """Add an entry and yield the files of texts that are full now: their names and what they hold."""
        attached = analysis.kinds.count("attachment")
        self._sizes += [len(analysis.kinds) - attached, attached]
        ordinal = day.toordinal() if day else 0
        self._days.append(ordinal - self._last_day)
        self._last_day = ordinal
        for facet in FACETS:
            values = self._values[facet]
            chosen = analysis.terms.get(facet, ())
            self._chosen[facet].append([values.setdefault(value, len(values)) for value in chosen])
        self._shown.append(analysis.shown)
        for kind, place, postings in zip(analysis.kinds, analysis.places, analysis.postings, strict=True):
            self._kinds.append(KINDS.index(kind))
            self._entry_of.append(self.entries)
            self._post(postings)
            self._bundle.append([len(self._shown) - 1, *place])
            self.units += 1
            if len(self._bundle) == BUNDLE:
                yield self._bundled()
        self.entries += 1

    def _post(self, postings: Postings) -> None:
        unit, terms = self.units, self._terms
        for name, level, positions in zip(postings.terms, postings.levels, postings.positions, strict=True):
            term = terms.get(name)
            if term is None:
                term = terms[name] = _Term()
            term.postings += written(unit - term.last << 4 | level)
            term.positions += positions
            term.last = unit

    def entries_of(self, name: str) -> list[int]:
        """Return the places of the entries that have a term."""
        term = self._terms.get(name)
        units = accumulate(posting >> 4 for posting in read(term.postings)) if term else ()
        return list(dict.fromkeys(self._entry_of[unit - 1] for unit in units))

    def _bundled(self) -> tuple[str, bytes]:
        number = (self.units - 1) // BUNDLE
        data = _json({"e": self._shown, "u": self._bundle})
        last = self._bundle[-1][0]
        self._shown = [self._shown[last]]
        self._bundle = []
        # The next bundle may go on with the entry that this one ended in, which is the first it shows then.
        return f"x/{number}", data

    def files(self) -> Iterator[tuple[str, bytes]]:
        """Yield the files that only a finished segment has."""
        if self._bundle:
            yield self._bundled()
        chunks = list(self._chunks())
        yield "lead", lead_file(list(_first_terms(chunks)), self._sizes)
        values = {
            facet: [(value, self.labels.label(facet, value)) for value in self._values[facet]] for facet in FACETS
        }
        yield "facets", facets_file(values, self._chosen, self._days, bytes(self._kinds))
        for number, names in enumerate(chunks):
            terms = [Listed(name, self._terms[name].postings, self._terms[name].positions) for name in names]
            postings, places = term_files(terms)
            yield f"t/{number}", postings
            for part, data in enumerate(places):
                yield f"p/{number}-{part}", data

    def _chunks(self) -> Iterator[list[str]]:
        """Yield the terms of each file: a search reads where all of them begin, and one of them for each word."""
        least, most = CHUNK
        full = min(most, max(least, isqrt(4 * sum(len(term.postings) for term in self._terms.values()))))
        chunk: list[str] = []
        size = 0
        for name in sorted(self._terms):
            here = len(self._terms[name].postings)
            if chunk and size + here > full:
                yield chunk
                chunk, size = [], 0
            chunk.append(name)
            size += here + 8
        if chunk:
            yield chunk


def _first_terms(chunks: Iterable[list[str]]) -> Iterator[str]:
    """Yield a word for each file of terms that all its terms and none before them reach, as short as it can be."""
    before = None
    for names in chunks:
        yield "" if before is None else names[0][: shared_letters(before, names[0]) + 1]
        before = names[-1]


class _Term:
    """A term of a segment while it is written: its postings and positions so far, and the last unit that has it."""

    __slots__ = ("last", "positions", "postings")

    def __init__(self) -> None:
        self.postings = bytearray()
        self.positions = bytearray()
        self.last = -1


def packed(data: bytes) -> bytes:
    """Return a file as it is published: small, so that no host has to know how to make it so."""
    return zlib.compress(data, 9)


def name_of(digests: Iterable[tuple[str, bytes]]) -> str:
    """Return the name of a segment from the names and digests of its files."""
    whole = blake2b(digest_size=8)
    for file, digest in sorted(digests):
        whole.update(file.encode() + b"\0" + digest)
    return whole.hexdigest()


def _json(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()
