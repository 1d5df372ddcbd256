"""The prose of records: Markdown in, HTML that is safe to publish out.

A record is data. Raw HTML in it is text like any other and is shown as it stands, so that no word of the minutes is
lost and nothing in them can act; what the Markdown makes is sanitised once more to a short list of elements.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

import nh3
from markdown import Markdown
from markdown.extensions.sane_lists import SaneUListProcessor
from markdown.inlinepatterns import SubstituteTagInlineProcessor
from markupsafe import Markup, escape

from minutebook.page_marks import PAGE_MARK
from minutebook.pages.dialect import PAGE, BareAddress, NumberedLists, Outline, PageMarks, References, Tables
from minutebook.pages.page import ROOT, TABLE
from minutebook.pages.plain_prose import PlainProse
from minutebook.text import Locale
from minutebook.urls import Addresses

_COMMENT = re.compile(rf"{PAGE_MARK.pattern}|<!--(?s:.*?)-->", re.MULTILINE)
"""A comment is no text of a page, whatever it begins with; only the mark of a page says something."""

_OWN_MARKS = re.compile(f"[{ROOT}{TABLE}{PAGE}]")
_BULLET = re.compile(r"^[-*+][ \t]+\S", re.MULTILINE)
_NUMBER = re.compile(r"^\d+\.[ \t]+\S")
_NOT_TEXT = re.compile(r"\s|[-*+][ \t]|\d+[.)][ \t]|[#>|]|$")
_HEADING = re.compile(r"(</?h)([1-6])(?=[ >])")

_ALIGNED = re.compile(r' style="text-align: (left|center|right);"')
_NAMES = {"left": "", "center": ' class="centered"', "right": ' class="number"'}

_BLOCKS = {"p", "hr", "ul", "ol", "li", "blockquote", "pre", "table", "thead", "tbody", "tr", "th", "td"}
_HEADINGS = {"h1", "h2", "h3", "h4", "h5", "h6"}
_CLEANER = nh3.Cleaner(
    tags=_BLOCKS | _HEADINGS | {"br", "em", "strong", "code", "a", "img"},
    attributes={"a": {"href", "id"}, "img": {"src", "alt"}, "ol": {"start"}, "th": {"scope"}},
    allowed_classes={"p": {"page-mark"}, "td": {"number"}, "th": {"number"}},
    url_schemes={"http", "https", "mailto"},
    link_rel=None,
)


class Prose:
    """Turns the Markdown of records into HTML in one language; `known` gives the addresses of record files.

    Plain prose takes a quick way, unless it is not wanted; that changes nothing but the time. `counts` tells how many
    texts were plain and how many were not.
    """

    def __init__(
        self, locale: Locale, addresses: Addresses, known: Mapping[str, str] | None = None, *, quick: bool = True
    ) -> None:
        self.locale = locale
        self.counts = {"plain": 0, "any": 0}
        self._references = References({} if known is None else known, addresses)
        self._markdown = _parser(PageMarks(addresses, locale), self._references)
        page_mark = lru_cache(maxsize=512)(lambda page: self._read(f"{PAGE}{page}{PAGE}", ""))
        self._plain = PlainProse(self._references.published, page_mark) if quick else None
        # A meeting's page shows what the pages of its items show, so what was rendered last is asked for again.
        self._rendered = lru_cache(maxsize=512)(self._render)

    def html(self, markdown: str, path: str = "", under: int = 1) -> Markup:
        """Return Markdown as HTML whose highest heading stands right under a heading of level `under`.

        `path` is the record that the text stands in: relative links are seen from there. Addresses on the site begin
        with `ROOT`, and tables are numbered by `TABLE`, until a page is finished.
        """
        if not markdown.strip():
            return Markup()
        html, asked = self._rendered(markdown, path)
        for file in asked:
            self._references.known.get(file)  # who watches what a page depends on has to see it each time
        return Markup(lowered(html, under))  # noqa: S704

    def _render(self, markdown: str, path: str) -> tuple[str, tuple[str, ...]]:
        text = markdown
        if ROOT in text or TABLE in text or PAGE in text:
            text = _OWN_MARKS.sub("", text)
        if "<!--" in text:
            text = _COMMENT.sub(lambda found: f"\n{PAGE}{found[1]}{PAGE}\n" if found[1] else "", text)
        if ("-" in text or "*" in text or "+" in text) and _BULLET.search(text):
            text = _lists_apart(text)
        self._references.asked = []
        html = self._plain.html(text, path) if self._plain else None
        self.counts["plain" if html is not None else "any"] += 1
        whole = with_scrolling_tables(self._read(text, path) if html is None else html, self.locale)
        return whole, tuple(self._references.asked)

    def _read(self, text: str, path: str) -> str:
        """Let the library read a text, whatever is in it."""
        self._markdown.reset()
        self._references.path = path
        return _CLEANER.clean(self._markdown.convert(text))


def with_scrolling_tables(html: str, locale: Locale) -> str:
    """Set every table of rendered Markdown into a region that a keyboard can scroll, numbered by `TABLE`.

    How Markdown aligns a column becomes a name for it, since a page allows no styles in place: to the right stand
    numbers, and to the left stands everything else.
    """
    if "<table>" not in html:
        return html
    label = escape(locale("page.table", number=TABLE))
    opening = f'<div class="table" role="region" tabindex="0" aria-label="{label}"><table class="sheet">'
    named = _ALIGNED.sub(lambda found: _NAMES[found[1]], html)
    return named.replace("<table>", opening).replace("</table>", "</table></div>")


def lowered(html: str, under: int) -> str:
    """Move the headings of rendered prose down by so many levels; no level lies below the sixth."""
    if "<h" not in html:
        return html
    return _HEADING.sub(lambda found: f"{found[1]}{min(6, int(found[2]) + under)}", html)


def _parser(page_marks: PageMarks, references: References) -> Markdown:
    parser = Markdown(extensions=["tables", "fenced_code"], output_format="html")
    parser.preprocessors.deregister("html_block")
    parser.inlinePatterns.deregister("html")
    # Text that an importer has indented is text, and minutes hold no programs.
    parser.parser.blockprocessors.deregister("code")
    parser.parser.blockprocessors.register(NumberedLists(parser.parser), "olist", 40)
    parser.parser.blockprocessors.register(SaneUListProcessor(parser.parser), "ulist", 30)
    parser.treeprocessors.deregister("prettify")
    # Inside a table's cell Markdown has no other way to break a line.
    parser.inlinePatterns.register(SubstituteTagInlineProcessor(r"<br\s*/?>", "br"), "line-break", 100)
    parser.inlinePatterns.register(BareAddress(), "bare-address", 95)
    parser.parser.blockprocessors.register(page_marks.attached(parser.parser), "page-mark", 200)
    parser.treeprocessors.register(Outline(), "outline", 15)
    parser.treeprocessors.register(references, "references", 14)
    parser.treeprocessors.register(Tables(), "tables", 13)
    return parser


def _lists_apart(text: str) -> str:
    """Let a bullet right under a paragraph or a number start a list, as those who write on other platforms expect.

    So does a number right under a bullet. Under a paragraph it does not: a wrapped line of prose may well begin with
    `9. september`.
    """
    lines: list[str] = []
    for line in text.split("\n"):
        above = lines[-1] if lines else ""
        if _BULLET.match(line):
            apart = bool(_NUMBER.match(above)) or not _NOT_TEXT.match(above)
        else:
            apart = bool(_NUMBER.match(line) and _BULLET.match(above))
        if apart:
            lines.append("")
        lines.append(line)
    return "\n".join(lines)
