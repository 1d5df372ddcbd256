"""A segment of the index: some years' entries as files that never change, in a folder named by their content."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from hashlib import blake2b
from itertools import chain, pairwise
from math import isqrt
from typing import NamedTuple

from minutebook.search.blocks import LEVEL_BITS, Block
from minutebook.search.encodings import Listed, facets_file, lead, packed, shared_letters, term_files, words_file
from minutebook.search.numbers import count, written
from minutebook.search.units import FACETS, Labels

CHUNK = 4_000, 14_000
"""The least and the most bytes of postings in a file of terms; a term that has more stands in a file of its own."""

_STEP = 1_000

_SHORTEST = 3
"""Letters of the words that a reader's may be mended to: fewer are turned into anything by one stroke."""

Part = tuple[bytes, ...]
"""Files of a segment that are made together, packed: those of facets and of words, or one of terms and those of their
positions."""

Each = Callable[[Callable[[list[Listed]], Part], Iterable[list[Listed]]], Iterable[Part]]
"""Has files made of each list of terms, by one process or by several, and yields them in order."""


class _Term(NamedTuple):
    """A term of a segment: its postings, as steps from the unit before the first, and its positions."""

    postings: bytes
    positions: bytes


class Segment:
    """A segment of what a block has."""

    def __init__(self, block: Block, labels: Labels) -> None:
        self._shown, self._labels = block.shown, labels
        own = zip(block.postings.firsts, block.postings.steps, block.postings.more, strict=True)
        terms = (_Term(written(first + (1 << LEVEL_BITS)) + steps, positions) for first, steps, positions in own)
        self._terms = dict(zip(block.postings.terms, terms, strict=True))

    def lead(self, parts: Sequence[Part]) -> bytes:
        """Return what every search needs of the segment, whose parts are these."""
        _, *terms = parts
        places = [min(len(files) - 1, 255) for files in terms]
        return lead(list(_first_terms(self._chunks)), places, self._shown.sizes, self._shown.texts)

    def parts(self, before: Mapping[bytes, Part], each: Each = map) -> Iterator[tuple[bytes, Part]]:
        """Yield what the segment consists of, facets and words first, then terms in their order.

        Each comes with a digest of all it is made of; a part that was made of the same `before` is not made again.
        `each` has the others made.
        """
        shown = self._shown
        values, chosen = {}, {}
        for facet in FACETS:
            values[facet], chosen[facet] = self._facet(facet)
        days = [day - before_it for before_it, day in pairwise((0, *shown.days))]
        facets = facets_file(values, chosen, days, bytes(shown.kinds))
        words = words_file(list(self._words()))
        digest = _digest(facets, words)
        yield digest, before.get(digest) or (packed(facets), packed(words))
        listed = [[Listed(name, *self._terms[name]) for name in names] for names in self._chunks]
        told = (((one.name.encode(), one.postings, one.positions) for one in terms) for terms in listed)
        digests = [_digest(*chain.from_iterable(pieces)) for pieces in told]
        new = {digest: terms for digest, terms in zip(digests, listed, strict=True) if digest not in before}
        made = dict(zip(new, each(term_files, new.values()), strict=True))
        yield from ((digest, before.get(digest) or made[digest]) for digest in digests)

    def _facet(self, facet: str) -> tuple[list[tuple[str, str]], list[list[int]]]:
        """Return the values of a facet with their labels, and the places among them of what each entry has."""
        places: dict[str, int] = {}
        chosen = [[places.setdefault(value, len(places)) for value in own] for own in self._shown.values[facet]]
        return [(value, self._labels.label(facet, value)) for value in places], chosen

    def _words(self) -> Iterator[tuple[str, int]]:
        """Yield the words in their order, numbers and the shortest left out, each with how many units have it."""
        for name in chain.from_iterable(self._chunks):
            if len(name) >= _SHORTEST and name.isalpha():
                yield name, count(self._terms[name].postings)

    @cached_property
    def _chunks(self) -> list[list[str]]:
        """The terms of each file: a search reads where all of them begin, and one of them for each word."""
        least, most = CHUNK
        # In steps, or an entry more would shift what every file begins with.
        wished = isqrt(4 * sum(len(term.postings) for term in self._terms.values())) // _STEP * _STEP
        full = min(most, max(least, wished))
        chunks: list[list[str]] = []
        size = full + 1
        for name in sorted(self._terms):
            here = len(self._terms[name].postings)
            if size + here > full:
                chunks.append([])
                size = 0
            chunks[-1].append(name)
            size += here + 8
        return chunks


def _first_terms(chunks: Iterable[list[str]]) -> Iterator[str]:
    """Yield a word for each file of terms that all its terms and none before them reach, as short as it can be."""
    before = None
    for names in chunks:
        yield "" if before is None else names[0][: shared_letters(before, names[0]) + 1]
        before = names[-1]


def named(parts: Iterable[Part]) -> Iterator[tuple[str, bytes]]:
    """Yield the files of a segment by their names, from its parts in their order."""
    (facets, words), *terms = parts
    yield "facets", facets
    yield "words", words
    for number, (postings, *places) in enumerate(terms):
        yield f"t/{number}", postings
        yield from ((f"p/{number}-{part}", data) for part, data in enumerate(places))


def name_of(files: Iterable[tuple[str, bytes]]) -> str:
    """Return the name of a segment from the names of its files and what they hold."""
    whole = blake2b(digest_size=8)
    for name, data in files:
        whole.update(_digest(name.encode(), data))
    return whole.hexdigest()


def _digest(*pieces: bytes | bytearray) -> bytes:
    """Return a digest of pieces, of which each one ends where it ends."""
    lengths = array("Q", map(len, pieces)).tobytes()
    return blake2b(b"".join((lengths, *pieces)), digest_size=16).digest()
