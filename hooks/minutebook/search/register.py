"""The register of keywords, for readers without JavaScript: useful words, and where each of them stands."""

from __future__ import annotations

import json
from array import array
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from hashlib import blake2b
from heapq import nlargest
from itertools import accumulate, chain

from minutebook.search.blocks import unframed
from minutebook.search.keywords import Spellings
from minutebook.search.numbers import read
from minutebook.urls import slug

WORDS = 2_000
"""How many words the register has at most."""

MOST_HITS = 300
NEARLY_EVERYWHERE = 0.3
"""The share of all entries that a word may stand in and still lead anywhere; in a small archive every word does."""

SMALL = 40
_PRINT = 16


@dataclass(frozen=True, slots=True, eq=False)
class Hit:
    """An entry that has a word; the same one for all words that it has."""

    title: str
    address: str
    context: str


@dataclass(frozen=True, slots=True)
class Keyword:
    """A word of the register: the term that it is found by, how many entries have it, and a digest of all of them."""

    word: str
    term: str
    count: int
    says: bytes


class Register:
    """The words of a register, in their order, and the entries that have them.

    It is made from the summaries of all stretches, the newest first.
    """

    def __init__(self, summaries: Iterable[bytes], keywords: Sequence[Keyword]) -> None:
        self.keywords = keywords
        self._summaries = tuple(summaries)

    @cached_property
    def _stretches(self) -> tuple[_Words, ...]:
        return tuple(map(_Words, self._summaries))

    def hits(self, keyword: Keyword) -> tuple[Hit, ...]:
        """Return the entries that have a word, the newest first; of the same entry always the same hit."""
        return tuple(chain.from_iterable(words.hits(keyword.term) for words in self._stretches))

    @classmethod
    def chosen(cls, summaries: Iterable[bytes], most: int) -> Register:
        """Choose the words: by how often they stand there, `most` at most, before any entry is read that has them."""
        register = cls(summaries, ())
        known = register._stretches
        counts = register._counts()
        useful = {term: number for term, number in counts.items() if 0 < number <= most}
        fewest = min(nlargest(WORDS, useful.values()), default=0)
        often = {term: _usual(term, known) for term, number in useful.items() if number >= fewest}
        terms = sorted(often, key=lambda term: (-counts[term], often[term], term))[:WORDS]
        register.keywords = tuple(
            Keyword(word, term, counts[term], register._said_of(term))
            for word, term in _each_address_once((often[term], term) for term in terms)
        )
        return register

    def _counts(self) -> Mapping[str, int]:
        terms = set(chain.from_iterable(words.spellings for words in self._stretches))
        return {term: sum(words.counts.get(term, 0) for words in self._stretches) for term in terms}

    def _said_of(self, term: str) -> bytes:
        prints = chain.from_iterable(words.prints_of(term) for words in self._stretches)
        return blake2b(b"".join(prints), digest_size=_PRINT).digest()

    def write(self) -> bytes:
        """Return the words as bytes."""
        return json.dumps([(each.word, each.term, each.count, each.says.hex()) for each in self.keywords]).encode()

    @classmethod
    def read(cls, summaries: Iterable[bytes], data: bytes) -> Register:
        """Return the register whose words `write` returned."""
        rows = json.loads(data)
        return cls(summaries, [Keyword(word, term, count, bytes.fromhex(says)) for word, term, count, says in rows])


def most_hits(entries: int) -> int:
    """Return how many of so many entries a word may stand in."""
    return min(MOST_HITS, entries if entries <= SMALL else max(SMALL, int(entries * NEARLY_EVERYWHERE)))


class _Words:
    """What is known of the words of a stretch."""

    def __init__(self, summary: bytes) -> None:
        said, self._terms, self._counts, firsts, lengths, self._lists = unframed(summary)
        known = json.loads(said)
        self.spellings: Spellings = known["spellings"]
        self._rows: list[tuple[str, str, str]] = known["rows"]
        self._firsts = array("Q", firsts)
        self._ends = list(accumulate(array("Q", lengths), initial=0))

    @cached_property
    def _place(self) -> Mapping[str, int]:
        names = self._terms.decode().split("\n")
        return dict(zip(names, range(len(names)), strict=True))

    @cached_property
    def counts(self) -> Mapping[str, int]:
        """How many entries have each term."""
        return dict(zip(self._place, array("Q", self._counts), strict=False))

    @cached_property
    def _hits(self) -> list[Hit]:
        return [Hit(*row) for row in self._rows]

    @cached_property
    def _prints(self) -> list[bytes]:
        return [blake2b("\0".join(row).encode(), digest_size=_PRINT).digest() for row in self._rows]

    def _entries(self, term: str) -> Iterable[int]:
        place = self._place.get(term)
        if place is None:
            return ()
        steps = read(self._lists[self._ends[place] : self._ends[place + 1]])
        return accumulate(steps, initial=self._firsts[place])

    def hits(self, term: str) -> list[Hit]:
        """Return the entries that have a term."""
        return [self._hits[entry] for entry in self._entries(term)]

    def prints_of(self, term: str) -> list[bytes]:
        """Return a digest of each of them."""
        return [self._prints[entry] for entry in self._entries(term)]


def _usual(term: str, known: Iterable[_Words]) -> str:
    """Return the spelling that a term has most often."""
    spellings: Counter[str] = Counter()
    for words in known:
        spellings.update(words.spellings.get(term, {}))
    return min(spellings, key=lambda spelling: (-spellings[spelling], spelling))


def _each_address_once(words: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    """Return words by their spelling; of two that would share an address, the one that comes first."""
    taken: dict[str, tuple[str, str]] = {}
    for word, term in words:
        if address := slug(word):
            taken.setdefault(address, (word, term))
    return sorted(taken.values(), key=lambda each: (slug(each[0]), each[0]))
