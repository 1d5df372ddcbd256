r"""A quick way for plain prose: what Python-Markdown makes of it, at a twentieth of the time.

Most minutes are paragraphs, headings, lists of one or two levels, quotes, simple tables, words in bold and plain
links. Those are recognised here by strict patterns, and for a text in which there is anything else the answer is
`None`: then the library reads it. So this is no Markdown of its own. Whatever it answers is, to the byte, what `Prose`
answers without it, which `tests/pages/test_plain_prose.py` holds against each other; who changes the dialect changes
this, or narrows it.

The rules of the library that let a text be read piece by piece, if it is plain: blocks are parted by blank lines, and
only lists reach across them (a list right after one of its kind continues it); what a block is shows in how its first
line begins, and a heading, a rule or a fence in any line; and in running text nothing has a meaning but
``* _ ` \ < > & [ ] !`` and `http://`.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import zip_longest

from minutebook.pages.dialect import BARE_ADDRESS, BLANK_CELLS, NUMBER_CELL, PAGE
from minutebook.pages.page import ROOT

_PAGE = re.compile(rf"{PAGE}([^{PAGE}\n]+){PAGE}")
_HEADING = re.compile(r"(#{1,6}) +([^#\n]*[^#\n ])(?:\n|\Z)")
_LIST = {"ul": re.compile(r"[-*+] +(?=\S)"), "ol": re.compile(r"([1-9]\d{0,5})\. +(?=\S)", re.ASCII)}
_NUMBERED = re.compile(r"^\d+\.(?: |$)", re.MULTILINE)
_INDENT = re.compile(r"\n {1,3}(?=\S)")
_NOT_A_LINE_OF_TEXT = re.compile(r"^(?![^\W_]|[\"'(§–—»«“”„…%&/\[]|-[^\W_]|\*{1,2}[^\s*]|_{1,2}[^\s_])", re.MULTILINE)
_SEPARATOR = re.compile(r" *:?-+:? *")

_BEFORE, _AFTER = r"(?<![^\s(])", r"(?![^\s.,:;)])"
_WITHIN = r"[^*_&<>\[\]|]"
_INLINE = re.compile(
    rf"{_BEFORE}(?P<mark>\*\*?|__?)(?P<words>(?!\s){_WITHIN}+(?<!\s))(?P=mark){_AFTER}"
    rf"|(?<!!)\[(?P<text>[^\W_]{_WITHIN}*)\]\((?P<target>[\w/.#%:?=~+,-]+)\)"
    rf"|(?P<address>{BARE_ADDRESS})"
    r"|(?P<sign>&(?![#0-9A-Za-z])|<(?= )|(?<= )>)",
)
_SIGNS = {"&": "&amp;", "<": "&lt;", ">": "&gt;"}
_SITE = re.compile(r"https?://(?:[a-z0-9]+(?:-[a-z0-9]+)*\.)+[a-z]{2,}(?:/[\w/.#%?=~+,-]*)?", re.ASCII)
_PLACE = re.compile(rf"(?:{ROOT})?[\w/.#%?=~+,-]*", re.ASCII)
_TAG = re.compile(r"<[^>]*>")


class _NotPlainError(Exception):
    """The text has something in it that the library has to read."""


class PlainProse:
    """Reads plain prose.

    `published` tells where a link leads that is seen from a path, or `None` where it leads nowhere; `page_mark` is what
    the library makes of a page's mark.
    """

    def __init__(self, published: Callable[[str, str], str | None], page_mark: Callable[[str], str]) -> None:
        self._published = published
        self._page_mark = page_mark

    def html(self, text: str, path: str) -> str | None:
        """Return the HTML of a text that stands at `path`, or `None` if not all of it is plain."""
        if _has_foreign(text):
            return None
        try:
            return _Text(lambda target: self._published(target, path), self._page_mark).html(text)
        except _NotPlainError:
            return None


class _Text:
    """One text, block by block."""

    def __init__(self, published: Callable[[str], str | None], page_mark: Callable[[str], str]) -> None:
        self.published = published
        self.page_mark = page_mark
        self.html_so_far: list[str] = []
        self.above: list[int] = []
        self.last = ""
        self.may_be_marked = True

    def html(self, text: str) -> str:
        self.may_be_marked = _may_be_marked(text)
        for block in text.split("\n\n"):
            if lines := block.strip("\n"):
                self.block(lines)
        return "".join(self.html_so_far)

    def put(self, tag: str, html: str) -> None:
        self.html_so_far.append(html)
        self.last = tag

    def block(self, block: str) -> None:
        if block[0].isalpha() and "\n" not in block:
            self.put("p", f"<p>{self.inline(block)}</p>")
        elif heading := _HEADING.match(block):
            self.heading(len(heading[1]), heading[2])
            if heading.end() < len(block):
                self.block(block[heading.end() :])
        elif page := _PAGE.fullmatch(block):
            self.put("p", self.page_mark(page[1]))
        elif block.startswith("|"):
            self.put("table", self.table(block))
        elif _LIST["ul"].match(block):
            self.list("ul", block)
        elif _NUMBERED.match(block):
            self.list("ol", block)
        elif block.startswith("> "):
            self.quote(block)
        else:
            self.put("p", f"<p>{self.running(block)}</p>")

    def running(self, text: str) -> str:
        """Return running text over any number of lines; two blanks at the end of a line break it."""
        if _NOT_A_LINE_OF_TEXT.search(text):
            raise _NotPlainError
        lines = text.split("  \n")
        if any(" \n" in line or line[-1] == " " for line in lines):
            raise _NotPlainError
        return "<br>".join(map(self.inline, lines))

    def quote(self, block: str) -> None:
        """Put a paragraph that is quoted."""
        lines = block.split("\n")
        if self.last == "blockquote" or not all(line.startswith("> ") for line in lines):
            raise _NotPlainError
        text = "\n".join(line[2:] for line in lines)
        if _NUMBERED.search(text):
            raise _NotPlainError
        self.put("blockquote", f"<blockquote><p>{self.running(text)}</p></blockquote>")

    def heading(self, level: int, text: str) -> None:
        """Put a heading at the level that the headings above it leave for it, as `Outline` does."""
        while self.above and self.above[-1] >= level:
            self.above.pop()
        self.above.append(level)
        tag = f"h{len(self.above)}"
        self.put(tag, f"<{tag}>{self.inline(text)}</{tag}>")

    def list(self, tag: str, block: str) -> None:
        """Put a list whose items are text and no more."""
        begins = _LIST[tag]
        first = begins.match(block)
        if first is None or self.last == tag:
            raise _NotPlainError
        items: list[str] = []
        for line in block.split("\n"):
            if begins_item := begins.match(line):
                items.append(line[begins_item.end() :])
            else:
                items[-1] += f"\n{line}"
        start = f' start="{first[1]}"' if tag == "ol" and first[1] != "1" else ""
        self.put(tag, f"<{tag}{start}>{''.join(f'<li>{self.item(item)}</li>' for item in items)}</{tag}>")

    def item(self, text: str) -> str:
        """Return an item's text, and the list of bullets that may stand under it."""
        words, *nested = text.split("\n    ")
        if not nested:
            return self.words(text)
        return f"{self.words(words)}<ul>{''.join(f'<li>{self.nested(each)}</li>' for each in nested)}</ul>"

    def nested(self, line: str) -> str:
        """Return the text of a bullet under an item, which has one line."""
        bullet = _LIST["ul"].match(line)
        if bullet is None or "\n" in line:
            raise _NotPlainError
        return self.words(line[bullet.end() :])

    def words(self, text: str) -> str:
        """Return an item's words, whose later lines may be set under the first; none may begin a list of its own."""
        flush = _INDENT.sub("\n", text)
        if " \n" in text or text[-1:] == " " or _NUMBERED.search(flush) or _NOT_A_LINE_OF_TEXT.search(flush):
            raise _NotPlainError
        return self.inline(text)

    def table(self, block: str) -> str:
        """Return a table, its headers and numbers marked as `Tables` marks them."""
        lines = [line.strip(" ") for line in block.split("\n")]
        if len(lines) < 2 or not all(len(line) > 1 and line[0] == line[-1] == "|" for line in lines):  # noqa: PLR2004
            raise _NotPlainError
        header, separator, *rows = [line[1:-1].split("|") for line in lines]
        if len(header) != len(separator) or not all(map(_SEPARATOR.fullmatch, separator)):
            raise _NotPlainError
        width = len(header)
        names = [self.inline(cell.strip(" ")) for cell in header]
        cells = [[self.inline(cell.strip(" ")) for cell in row[:width]] + [""] * (width - len(row)) for row in rows]
        columns = zip_longest(names, *cells)
        head = "".join(_header(name, column) for name, *column in columns)
        body = "".join(f"<tr>{''.join(map(_cell, row))}</tr>" for row in cells or [[""] * width])
        return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"

    def inline(self, text: str) -> str:
        """Return text with what stands out in it; what may mean something and is not recognised makes it not plain."""
        if not self.may_be_marked or not _may_be_marked(text):
            return text
        html: list[str] = []
        end = 0
        for found in _INLINE.finditer(text):
            html += (_unmarked(text[end : found.start()]), self.marked(found))
            end = found.end()
        return "".join((*html, _unmarked(text[end:])))

    def marked(self, found: re.Match[str]) -> str:
        if sign := found["sign"]:
            return _SIGNS[sign]
        if mark := found["mark"]:
            tag = "strong" if len(mark) > 1 else "em"
            return f"<{tag}>{_unmarked(found['words'])}</{tag}>"
        if address := found["address"]:
            return self.link(address, address)
        return self.link(_unmarked(found["text"]), found["target"])

    def link(self, words: str, target: str) -> str:
        address = self.published(target)
        if address is None:
            return words
        if not (_PLACE.fullmatch(address) or _SITE.fullmatch(address)) or "--" in address:
            raise _NotPlainError
        return f'<a href="{address}">{words}</a>'


def _has_foreign(text: str) -> bool:
    """Tell whether a text has a character that is not recognised here, or that a browser's parser writes otherwise.

    The latter are, as far as Python calls nothing of the kind printable, controls, private use, what has no width, and
    all blanks but a space. To look for one character after the other is ten times as fast as one pattern for them all.
    """
    if "`" in text or "\\" in text or text[-1:] == " ":
        return True
    return not text.replace("\n", "").replace(PAGE, "").isprintable()


def _may_be_marked(text: str) -> bool:
    return (
        ("*" in text or "_" in text or "&" in text or "<" in text or ">" in text)
        or ("[" in text or "]" in text or "|" in text)
        or "http" in text
    )


def _unmarked(text: str) -> str:
    if _may_be_marked(text):
        raise _NotPlainError
    return text


def _header(name: str, column: list[str]) -> str:
    if not name:
        return "<td></td>"
    filled = [words for words in map(_words, column) if words not in BLANK_CELLS]
    numbers = filled and all(map(NUMBER_CELL.fullmatch, filled))
    return f'<th class="number" scope="col">{name}</th>' if numbers else f'<th scope="col">{name}</th>'


def _cell(html: str) -> str:
    return f'<td class="number">{html}</td>' if NUMBER_CELL.fullmatch(_words(html)) else f"<td>{html}</td>"


def _words(html: str) -> str:
    return _TAG.sub("", html)
