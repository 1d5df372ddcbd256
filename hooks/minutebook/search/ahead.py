"""Entries posted, some days at a time: by several processes at once where there are many of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cache, partial

from minutebook.garbage import undisturbed
from minutebook.search.blocks import framed
from minutebook.search.languages import language
from minutebook.search.lexicon import Lexicon, News
from minutebook.search.posting import post
from minutebook.search.units import Content
from minutebook.workforce import Crew

MANY = 1_000
"""Entries from which on it pays to start processes: each of them gets the dictionary ready for itself."""


Contents = Sequence[tuple[int, Content]]
"""What entries of some days say, each with its day as an ordinal."""

Posted = tuple[bytes, bytes, bytes, News]
"""A block, what the register knows of it, and its texts, as they are kept; and the words that had to be looked up."""


def posted(code: str, contents: Contents, lexicon: Lexicon | None = None) -> Posted:
    """Return entries in a language posted. It follows from them alone, wherever it is done."""
    lexicon = lexicon or _lexicon(code)
    with undisturbed():
        block, keywords, texts = post(contents, lexicon)
        return block.write(), keywords.write(), framed(texts), lexicon.news()


@cache
def _lexicon(code: str) -> Lexicon:
    return Lexicon.of_user(language(code))


def all_posted(code: str, spans: Iterable[Contents], crew: Crew) -> Iterator[Posted]:
    """Yield what entries of several spans of days say posted, in their order; few of them are in memory at a time."""
    return crew.results(partial(posted, code), spans)
