"""A segment of the index: some years' entries as files that never change, in a folder named by their content."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from hashlib import blake2b
from itertools import pairwise
from typing import NamedTuple

from minutebook.search.blocks import LEVEL_BITS, Block
from minutebook.search.numbers import all_written, count, written
from minutebook.search.posting import as_json
from minutebook.search.units import FACETS, Labels

CHUNK = 14_000
"""Bytes of postings in a file of terms; a term that has more stands in a file of its own."""

PLACES = 10_000
"""Bytes of positions in a file of them; only a phrase asks for one."""


class _Term(NamedTuple):
    """A term of a segment: its postings, as steps from the unit before the first, and its positions."""

    postings: bytes
    positions: bytes


class Segment:
    """A segment of what a block has; `files` yields what it consists of."""

    def __init__(self, block: Block, labels: Labels) -> None:
        self._shown, self._labels = block.shown, labels
        own = zip(block.postings.firsts, block.postings.steps, block.postings.more, strict=True)
        terms = (_Term(written(first + (1 << LEVEL_BITS)) + steps, positions) for first, steps, positions in own)
        self._terms = dict(zip(block.postings.terms, terms, strict=True))

    def files(self) -> Iterator[tuple[str, bytes]]:
        """Yield the name and content of each file; texts stand in folders of their own."""
        shown = self._shown
        yield "lead", as_json({"sizes": shown.sizes, "firsts": self._first_terms(), "texts": shown.texts})
        days = [day - before for before, day in pairwise((0, *shown.days))]
        facets = {facet: self._facet(facet) for facet in FACETS}
        yield "facets", as_json({"days": days, "kinds": shown.kinds, "facets": facets})
        for number, terms in enumerate(self._chunks()):
            yield f"t/{number}", self._term_file(terms)
            for part, places in enumerate(self._place_files(terms)):
                yield f"p/{number}-{part}", places

    def _facet(self, facet: str) -> tuple[list[tuple[str, str]], list[list[int]]]:
        """Return the values of a facet with their labels, and the places among them of what each entry has."""
        places: dict[str, int] = {}
        chosen = [[places.setdefault(value, len(places)) for value in own] for own in self._shown.values[facet]]
        return [(value, self._labels.label(facet, value)) for value in places], chosen

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
