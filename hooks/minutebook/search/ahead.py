"""Entries posted, some days at a time: by several processes at once where there are many of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cache, partial
from typing import TYPE_CHECKING

from minutebook.garbage import undisturbed
from minutebook.search.blocks import framed
from minutebook.search.languages import language
from minutebook.search.lexicon import Lexicon, News
from minutebook.search.units import Content
from minutebook.workforce import Crew

if TYPE_CHECKING:
    from minutebook.search.glossary import Glossary

MANY = 1_000
"""Entries from which on it pays to start processes: each of them gets the dictionary ready for itself."""


Contents = Sequence[tuple[int, Content]]
"""What entries of some days say, each with its day as an ordinal."""

Posted = tuple[bytes, bytes, bytes, News]
"""A block, what the register knows of it, and its texts, as they are kept; and the words that had to be looked up."""


def posted(code: str, contents: Contents, glossary: Glossary | None = None) -> Posted:
    """Return entries in a language posted. It follows from them alone, wherever it is done."""
    from minutebook.search.posting import post  # noqa: PLC0415 - with numpy, and most builds post nothing

    glossary = glossary or _glossary(code)
    with undisturbed():
        block, keywords, texts = post(contents, glossary)
        return block.write(), keywords.write(), framed(texts), glossary.lexicon.news()


def glossary_of(lexicon: Lexicon) -> Glossary:
    """Return a glossary that has met no word."""
    from minutebook.search.glossary import Glossary  # noqa: PLC0415 - likewise

    return Glossary(lexicon)


@cache
def _glossary(code: str) -> Glossary:
    return glossary_of(Lexicon.of_user(language(code)))


def all_posted(code: str, spans: Iterable[Contents], crew: Crew) -> Iterator[Posted]:
    """Yield what entries of several spans of days say posted, in their order; few of them are in memory at a time."""
    return crew.results(partial(posted, code), spans)
