"""A segment of the index: some years' entries as files that never change, in a folder named by their content."""

from __future__ import annotations

import json
import zlib
from array import array
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from hashlib import blake2b
from itertools import accumulate
from typing import Any

from minutebook.search.analysis import Analysis, Postings
from minutebook.search.numbers import all_written, count, read, written
from minutebook.search.units import FACETS, KINDS, Labels

CHUNK = 20_000
"""Bytes of postings in a file of terms; a term that has more stands in a file of its own."""

PLACES = 16_000
"""Bytes of positions in a file of them; only a phrase asks for one."""

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
        yield "lead", _json({"sizes": self._sizes, "firsts": self._first_terms()})
        facets = {
            facet: [[[value, self.labels.label(facet, value)] for value in self._values[facet]], self._chosen[facet]]
            for facet in FACETS
        }
        yield "facets", _json({"days": self._days, "kinds": self._kinds, "facets": facets})
        for number, terms in enumerate(self._chunks()):
            yield f"t/{number}", self._term_file(terms)
            for part, places in enumerate(self._place_files(terms)):
                yield f"p/{number}-{part}", places

    def _first_terms(self) -> list[str]:
        """Return a word for each file of terms that all its terms and none before them reach, as short as it can be."""
        firsts: list[str] = []
        before = ""
        for terms in self._chunks():
            first = terms[0]
            same = _shared(before, first)
            firsts.append(first[: same + 1] if firsts else "")
            before = terms[-1]
        return firsts

    def _chunks(self) -> Iterator[list[str]]:
        chunk: list[str] = []
        size = 0
        for term in sorted(self._terms):
            here = len(self._terms[term].postings)
            if chunk and size + here > CHUNK:
                yield chunk
                chunk, size = [], 0
            chunk.append(term)
            size += here + 8
        if chunk:
            yield chunk

    def _term_file(self, names: list[str]) -> bytes:
        head = [written(len(names))]
        before = b""
        for name in names:
            term, spelled = self._terms[name], name.encode()
            same = _shared(before, spelled)
            head += [all_written((same, len(spelled) - same)), spelled[same:]]
            head.append(all_written((count(term.postings), len(term.postings), len(term.positions))))
            before = spelled
        return b"".join([*head, *[self._terms[name].postings for name in names]])

    def _place_files(self, names: list[str]) -> Iterator[bytes]:
        """Yield the positions of the terms of a file, shared out by a rule that the browser follows too."""
        places = bytearray()
        for name in names:
            positions = self._terms[name].positions
            if places and len(places) + len(positions) > PLACES:
                yield bytes(places)
                places = bytearray()
            places += positions
        yield bytes(places)


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


def _shared(one: Sequence[object], other: Sequence[object]) -> int:
    """Count what two names begin with alike."""
    pairs = zip(one, other, strict=False)
    return next((at for at, (a, b) in enumerate(pairs) if a != b), min(len(one), len(other)))


def _json(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()
