"""The register of keywords, for readers without JavaScript: useful words, and where each of them stands."""

from __future__ import annotations

import json
from array import array
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from heapq import nlargest
from itertools import accumulate, chain

from minutebook.search.blocks import unframed
from minutebook.search.numbers import read
from minutebook.urls import slug

WORDS = 2_000
"""How many words the register has at most."""

MOST_HITS = 300
NEARLY_EVERYWHERE = 0.3
"""The share of all entries that a word may stand in and still lead anywhere; in a small archive every word does."""

SMALL = 40


@dataclass(frozen=True, slots=True, eq=False)
class Hit:
    """An entry that has a word; the same one for all words that it has."""

    title: str
    address: str
    context: str


@dataclass(frozen=True, slots=True)
class Keyword:
    """A word of the register, with the entries that have it, the newest first."""

    word: str
    hits: tuple[Hit, ...]


Register = tuple[Keyword, ...]


class _Words:
    """What is known of the words of a segment."""

    def __init__(self, data: bytes) -> None:
        shown, terms, counts, firsts, lengths, self._lists = unframed(data)
        known = json.loads(shown)
        self.spellings: dict[str, dict[str, int]] = known["spellings"]
        self._hits = [Hit(*row) for row in known["rows"]]
        self._firsts = array("Q", firsts)
        self._ends = list(accumulate(array("Q", lengths), initial=0))
        names = terms.decode().split("\n")
        self._place = dict(zip(names, range(len(names)), strict=True))
        self.counts = dict(zip(names, array("Q", counts), strict=False))

    def hits(self, term: str) -> list[Hit]:
        """Return the entries that have a term."""
        place = self._place.get(term)
        if place is None:
            return []
        steps = read(self._lists[self._ends[place] : self._ends[place + 1]])
        return [self._hits[entry] for entry in accumulate(steps, initial=self._firsts[place])]


def read_register(segments: Iterable[bytes], entries: int) -> Register:
    """Make the register from the summaries of all segments, the newest first; `entries` is how many there are in all.

    Words are chosen by how often they stand there before any entry is read that has them.
    """
    known = [_Words(data) for data in segments]
    most = min(MOST_HITS, entries if entries <= SMALL else max(SMALL, int(entries * NEARLY_EVERYWHERE)))
    terms = set(chain.from_iterable(words.spellings for words in known))
    counts = {term: sum(words.counts.get(term, 0) for words in known) for term in terms}
    useful = {term: number for term, number in counts.items() if 0 < number <= most}
    fewest = min(nlargest(WORDS, useful.values()), default=0)
    often = {term: _usual(term, known) for term, number in useful.items() if number >= fewest}
    chosen = sorted(often, key=lambda term: (-counts[term], often[term], term))[:WORDS]
    return tuple(
        Keyword(word, tuple(chain.from_iterable(words.hits(term) for words in known)))
        for word, term in _each_address_once((often[term], term) for term in chosen)
    )


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
