"""The register of keywords, for readers without JavaScript: useful words, and where each of them stands."""

from __future__ import annotations

import json
from array import array
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import accumulate, chain

from minutebook.search.blocks import Block, framed, unframed
from minutebook.search.numbers import count, read, written
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


def words_of(block: Block) -> bytes:
    """Return what a register has to know of the entries of a block."""
    having = block.having
    counts = [count(steps) + 1 for steps in having.steps]
    few = [number <= MOST_HITS for number in counts]
    entries = zip(having.firsts, having.steps, few, strict=True)
    lists = [written(first) + steps if needed else b"" for first, steps, needed in entries]
    shown = {"spellings": block.shown.spellings, "rows": block.shown.rows}
    numbers = [array("Q", column).tobytes() for column in (counts, [len(each) for each in lists])]
    said = json.dumps(shown, ensure_ascii=False, sort_keys=True).encode()
    return framed([said, "\n".join(having.terms).encode(), *numbers, b"".join(lists)])


class _Words:
    """What is known of the words of a segment."""

    def __init__(self, data: bytes) -> None:
        shown, terms, counts, lengths, self._lists = unframed(data)
        known = json.loads(shown)
        self.spellings: dict[str, dict[str, int]] = known["spellings"]
        self._hits = [Hit(*row) for row in known["rows"]]
        self._place = {term: place for place, term in enumerate(terms.decode().split("\n"))}
        self._counts, sizes = array("Q", counts), array("Q", lengths)
        self._ends = list(accumulate(sizes, initial=0))

    def count(self, term: str) -> int:
        """Return how many entries have a term."""
        place = self._place.get(term)
        return 0 if place is None else self._counts[place]

    def hits(self, term: str) -> list[Hit]:
        """Return the entries that have a term."""
        place = self._place.get(term)
        if place is None:
            return []
        steps = read(self._lists[self._ends[place] : self._ends[place + 1]])
        return [self._hits[entry] for entry in accumulate(steps)]


def read_register(segments: Iterable[bytes], entries: int) -> Register:
    """Make the register from the words of all segments, the newest first; `entries` is how many there are in all.

    Words are chosen by how often they stand there before any entry is read that has them.
    """
    known = [_Words(data) for data in segments]
    spellings: dict[str, Counter[str]] = {}
    for words in known:
        for term, own in words.spellings.items():
            spellings.setdefault(term, Counter()).update(own)
    most = min(MOST_HITS, entries if entries <= SMALL else max(SMALL, int(entries * NEARLY_EVERYWHERE)))
    counts = {term: sum(words.count(term) for words in known) for term in spellings}
    useful = {term: _usual(spellings[term]) for term, number in counts.items() if 0 < number <= most}
    chosen = sorted(useful, key=lambda term: (-counts[term], useful[term], term))[:WORDS]
    return tuple(
        Keyword(word, tuple(chain.from_iterable(words.hits(term) for words in known)))
        for word, term in _each_address_once((useful[term], term) for term in chosen)
    )


def _usual(spellings: Counter[str]) -> str:
    return min(spellings, key=lambda spelling: (-spellings[spelling], spelling))


def _each_address_once(words: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    """Return words by their spelling; of two that would share an address, the one that comes first."""
    taken: dict[str, tuple[str, str]] = {}
    for word, term in words:
        if address := slug(word):
            taken.setdefault(address, (word, term))
    return sorted(taken.values(), key=lambda each: (slug(each[0]), each[0]))
