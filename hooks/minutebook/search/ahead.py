"""Entries posted month by month: by several processes at once where there are many of them."""

from __future__ import annotations

import gc
import multiprocessing
import os
import sys
import threading
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from contextlib import contextmanager
from functools import cache
from itertools import islice

from minutebook.search.blocks import framed
from minutebook.search.languages import language
from minutebook.search.lexicon import Lexicon, News
from minutebook.search.posting import post
from minutebook.search.units import Content

MANY = 1_000
"""Entries from which on it pays to start processes: each of them gets the dictionary ready for itself."""

_AT_ONCE = 2

Month = Sequence[tuple[int, Content]]
"""The entries of a month, each with its day as an ordinal."""

Posted = tuple[bytes, bytes, News]
"""A block and its texts as they are kept, and the words that had to be looked up for it."""


def posted(code: str, month: Month, lexicon: Lexicon | None = None) -> Posted:
    """Return entries in a language posted. It follows from them alone, wherever it is done."""
    lexicon = lexicon or _lexicon(code)
    block, texts = post(month, lexicon)
    return block.write(), framed(texts), lexicon.news()


@cache
def _lexicon(code: str) -> Lexicon:
    return Lexicon.of_user(language(code))


def all_posted(code: str, months: Iterable[Month], executor: Executor) -> Iterator[Posted]:
    """Yield months posted, in their order; few of them are in memory at a time."""
    coming = iter(months)
    waiting: deque[Future[Posted]] = deque()

    def go_on(count: int) -> None:
        waiting.extend(executor.submit(posted, code, month) for month in islice(coming, count))

    go_on(_AT_ONCE * (os.cpu_count() or 1))
    while waiting:
        done = waiting.popleft().result()
        go_on(1)
        yield done


@contextmanager
def processes(entries: int) -> Iterator[Executor | None]:
    """Start processes where so many entries are worth it; none where a process cannot be forked without danger."""
    forks = sys.platform == "linux" and threading.active_count() == 1
    if entries < MANY or not forks or (os.cpu_count() or 1) == 1:
        yield None
        return
    gc.freeze()  # or looking for garbage would write into all the memory that forked processes share
    try:
        with ProcessPoolExecutor(os.cpu_count(), multiprocessing.get_context("fork"), gc.disable) as executor:
            yield executor
    finally:
        gc.unfreeze()
