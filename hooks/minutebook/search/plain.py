"""The words of a record's Markdown without its marks, and the pages of the original that it is parted into."""

from __future__ import annotations

import re
from collections.abc import Iterator

from minutebook.search.words import join_lines

_PAGE = re.compile(r"^[ \t]*<!--\s*page\s+([\w.-]{1,12})\s*-->[ \t]*$", re.MULTILINE)
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_RULE = re.compile(r"^[ \t]*\|?[ \t:|-]{3,}\|?[ \t]*$", re.MULTILINE)
_HEADING = re.compile(r"^#{1,6}[ \t]+(.+?)[ \t#]*$", re.MULTILINE)
_LINE_MARK = re.compile(r"^[ \t]*(?:>[ \t]?)*(?:#{1,6}[ \t]+|[-*+][ \t]+)?", re.MULTILINE)
_LINK = re.compile(r"!?\[([^\]]*)\]\([^)]*\)")
_EMPHASIS = re.compile(
    r"""[*_`\\<](?:
        (?<=\*)\* | (?<=_)_ | (?<=[*_])(?: (?<!\w[*_])(?=\S) | (?<=\S[*_])(?!\w) )
        | (?<=`) | (?<=\\)(?=[^\w\s]) | (?<=<)br\s*/?>
    )""",
    re.VERBOSE,
)
"""Begins with the few letters that a mark can begin with, so that the others are passed over at once."""

_EMPTY_CELLS = re.compile(r"(·|[.!?:])(?: ·)+ ")
_CELL = re.compile(r"[ \t]*\|[ \t]*")


def words_of(markdown: str) -> str:
    """Return Markdown as running text, words that a line end has parted joined."""
    text = _COMMENT.sub(" ", markdown) if "<!--" in markdown else markdown
    if "|" in text:
        text = _CELL.sub(" · ", _RULE.sub("", text))
    text = _LINK.sub(r"\1", text) if "](" in text else text
    text = _EMPHASIS.sub("", _LINE_MARK.sub("", text))
    return _EMPTY_CELLS.sub(r"\1 ", " ".join(join_lines(text).split())).strip(" ·")


def headings_of(markdown: str) -> str:
    """Return the headings in Markdown."""
    return ". ".join(words_of(found) for found in _HEADING.findall(markdown)) if "#" in markdown else ""


def pages_of(markdown: str) -> Iterator[tuple[str, str]]:
    """Part Markdown at the marks of the original's pages: yield the number of each page and what is on it.

    What stands before the first mark has no number.
    """
    before, *rest = _PAGE.split(markdown) if "<!--" in markdown else [markdown]
    if before.strip():
        yield "", before
    yield from zip(rest[::2], rest[1::2], strict=True)
