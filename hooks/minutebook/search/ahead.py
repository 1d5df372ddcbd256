"""Many entries analysed at once, by several processes, before the segments that they go into are written."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Sequence
from concurrent.futures import Executor, Future
from functools import cache
from itertools import islice

from minutebook.search.analysis import analyse, pack
from minutebook.search.languages import language
from minutebook.search.lexicon import Lexicon, News
from minutebook.search.units import Content, Entry
from minutebook.workforce import processors

MANY = 1_000
"""Entries from which on it pays to start processes: each of them gets the dictionary ready for itself."""

_BATCH = 32
_AT_ONCE = 2

Analysed = tuple[list[bytes], News]


def analysed(code: str, contents: Sequence[Content]) -> Analysed:
    """Return contents in a language analysed and packed, with the words that had to be looked up for it."""
    lexicon = _lexicon(code)
    packed = [pack(analyse(content, lexicon.terms)) for content in contents]
    return packed, lexicon.news()


@cache
def _lexicon(code: str) -> Lexicon:
    return Lexicon.of_user(language(code))


def all_analysed(code: str, entries: Sequence[Entry], executor: Executor) -> Iterator[tuple[Entry, bytes, News]]:
    """Yield entries with what they are analysed to, in their order; few of them are in memory at a time."""
    batches = iter([entries[start : start + _BATCH] for start in range(0, len(entries), _BATCH)])
    waiting: deque[tuple[Sequence[Entry], Future[Analysed]]] = deque()

    def go_on(count: int) -> None:
        for batch in islice(batches, count):
            contents = [entry.content() for entry in batch]
            waiting.append((batch, executor.submit(analysed, code, contents)))

    go_on(_AT_ONCE * processors())
    while waiting:
        batch, future = waiting.popleft()
        packed, news = future.result()
        go_on(1)
        for entry, data in zip(batch, packed, strict=True):
            yield entry, data, news
            news = ()
