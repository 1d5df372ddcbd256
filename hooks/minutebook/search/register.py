"""The register of keywords, for readers without JavaScript: useful words, and where each of them stands."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from minutebook.search.analysis import Analysis
from minutebook.search.lexicon import Lexicon
from minutebook.search.segments import Segment
from minutebook.search.words import WORD
from minutebook.urls import slug

WORDS = 2_000
"""How many words the register has at most."""

MOST_HITS = 300
NEARLY_EVERYWHERE = 0.3
"""The share of all entries that a word may stand in and still lead anywhere; in a small archive every word does."""

SMALL = 40


@dataclass(frozen=True, slots=True)
class Hit:
    """An entry that has a word."""

    title: str
    address: str
    context: str
    day: int


@dataclass(frozen=True, slots=True)
class Keyword:
    """A word of the register, with the entries that have it, the newest first."""

    word: str
    hits: tuple[Hit, ...]


Register = tuple[Keyword, ...]


class Candidates:
    """Gathers, while a segment is written, the words of titles and their parts: what people look up in a register."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self._spellings: dict[str, Counter[str]] = {}
        self._shown: dict[int, tuple[str, str, str, int]] = {}

    def add(self, analysis: Analysis, day: int, number: int) -> None:
        """Take in the words of an entry's titles as they are written; `number` is its place in the segment."""
        shown = analysis.shown
        self._shown[number] = (shown["t"], shown["a"], shown["c"], day)
        titles = " ".join((shown["t"], *(label for label, _, _ in analysis.places)))
        for word in WORD.findall(titles):
            for term, spelling in self._lexicon.headwords(word):
                self._spellings.setdefault(term, Counter())[spelling] += 1

    def file(self, segment: Segment) -> bytes:
        """Return the words and the entries that have them as the next builds read them."""
        words = {}
        for term, spellings in sorted(self._spellings.items()):
            entries = segment.entries_of(term)
            if 0 < len(entries) <= MOST_HITS:
                words[term] = [_usual(spellings), entries]
        used = {number for _, entries in words.values() for number in entries}
        shown = {number: shown for number, shown in self._shown.items() if number in used}
        return json.dumps({"words": words, "entries": shown}, ensure_ascii=False).encode()


def _usual(spellings: Counter[str]) -> str:
    return min(spellings, key=lambda spelling: (-spellings[spelling], spelling))


def read_register(files: Iterable[Path], entries: int) -> Register:
    """Make the register from the words of all segments; `entries` is how many entries there are in all."""
    spellings: dict[str, str] = {}
    hits: dict[str, list[Hit]] = {}
    for file in files:
        segment: dict[str, Any] = json.loads(file.read_bytes())
        for term, (spelling, numbers) in segment["words"].items():
            spellings.setdefault(term, spelling)
            hits.setdefault(term, []).extend(Hit(*segment["entries"][str(number)]) for number in numbers)
    most = entries if entries <= SMALL else max(SMALL, int(entries * NEARLY_EVERYWHERE))
    useful = [term for term, found in hits.items() if len(found) <= min(most, MOST_HITS)]
    chosen = sorted(useful, key=lambda term: (-len(hits[term]), spellings[term]))[:WORDS]
    return tuple(_each_address_once(Keyword(spellings[term], tuple(hits[term])) for term in chosen))


def _each_address_once(keywords: Iterable[Keyword]) -> Iterator[Keyword]:
    """Yield the keywords by their spelling; of two that would share an address, the one with more hits."""
    taken: set[str] = set()
    kept = []
    for keyword in keywords:
        if (address := slug(keyword.word)) and address not in taken:
            taken.add(address)
            kept.append(keyword)
    yield from sorted(kept, key=lambda keyword: (slug(keyword.word), keyword.word))
