"""A segment of the index: some years' entries as files that never change, in a folder named by their content."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from hashlib import blake2b
from itertools import pairwise
from math import isqrt
from typing import NamedTuple

from minutebook.search.blocks import LEVEL_BITS, Block
from minutebook.search.encodings import Listed, facets_file, lead_file, shared_letters, term_files
from minutebook.search.numbers import written
from minutebook.search.units import FACETS, Labels

CHUNK = 4_000, 14_000
"""The least and the most bytes of postings in a file of terms; a term that has more stands in a file of its own."""

_STEP = 1_000


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
        chunks = list(self._chunks())
        yield "lead", lead_file(list(_first_terms(chunks)), shown.sizes, shown.texts)
        values, chosen = {}, {}
        for facet in FACETS:
            values[facet], chosen[facet] = self._facet(facet)
        days = [day - before for before, day in pairwise((0, *shown.days))]
        yield "facets", facets_file(values, chosen, days, bytes(shown.kinds))
        for number, names in enumerate(chunks):
            terms = [Listed(name, self._terms[name].postings, self._terms[name].positions) for name in names]
            postings, places = term_files(terms)
            yield f"t/{number}", postings
            for part, data in enumerate(places):
                yield f"p/{number}-{part}", data

    def _facet(self, facet: str) -> tuple[list[tuple[str, str]], list[list[int]]]:
        """Return the values of a facet with their labels, and the places among them of what each entry has."""
        places: dict[str, int] = {}
        chosen = [[places.setdefault(value, len(places)) for value in own] for own in self._shown.values[facet]]
        return [(value, self._labels.label(facet, value)) for value in places], chosen

    def _chunks(self) -> Iterator[list[str]]:
        """Yield the terms of each file: a search reads where all of them begin, and one of them for each word."""
        least, most = CHUNK
        # In steps, or an entry more would shift what every file begins with.
        wished = isqrt(4 * sum(len(term.postings) for term in self._terms.values())) // _STEP * _STEP
        full = min(most, max(least, wished))
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


def name_of(digests: Iterable[tuple[str, bytes]]) -> str:
    """Return the name of a segment from the names and digests of its files."""
    whole = blake2b(digest_size=8)
    for file, digest in sorted(digests):
        whole.update(file.encode() + b"\0" + digest)
    return whole.hexdigest()
