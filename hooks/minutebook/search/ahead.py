"""Many entries analysed at once, by several processes, before the segments that they go into are written."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache, partial

from minutebook.search.analysis import analyse, pack
from minutebook.search.languages import language
from minutebook.search.lexicon import Lexicon, News
from minutebook.search.units import Content, Entry
from minutebook.workforce import Crew

MANY = 1_000
"""Entries from which on it pays to start processes: each of them gets the dictionary ready for itself."""

_BATCH = 32

Analysed = tuple[list[bytes], News]


def analysed(code: str, contents: Sequence[Content]) -> Analysed:
    """Return contents in a language analysed and packed, with the words that had to be looked up for it."""
    lexicon = _lexicon(code)
    packed = [pack(analyse(content, lexicon.terms)) for content in contents]
    return packed, lexicon.news()


@cache
def _lexicon(code: str) -> Lexicon:
    return Lexicon.of_user(language(code))


def all_analysed(code: str, entries: Sequence[Entry], crew: Crew) -> Iterator[tuple[Entry, bytes, News]]:
    """Yield entries with what they are analysed to, in their order; few of them are in memory at a time."""
    starts = range(0, len(entries), _BATCH)
    contents = ([entry.content() for entry in entries[start : start + _BATCH]] for start in starts)
    for start, (packed, news) in zip(starts, crew.results(partial(analysed, code), contents), strict=True):
        for place, data in enumerate(packed, start):
            yield entries[place], data, () if place > start else news
