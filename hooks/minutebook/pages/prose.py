"""The prose of records: Markdown in, HTML that is safe to publish out.

A record is data. Raw HTML in it is text like any other and is shown as it stands, so that no word of the minutes is
lost and nothing in them can act; what the Markdown makes is sanitised once more to a short list of elements.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from posixpath import dirname, join, normpath
from urllib.parse import unquote
from xml.etree.ElementTree import Element

import nh3
from markdown import Markdown
from markdown.blockprocessors import BlockProcessor
from markdown.inlinepatterns import InlineProcessor
from markdown.treeprocessors import Treeprocessor
from markupsafe import Markup, escape

from minutebook.page_marks import PAGE_MARK
from minutebook.pages.page import ROOT, TABLE
from minutebook.text import Locale
from minutebook.urls import Addresses

_COMMENT = re.compile(r"<!--(?!\s*page\s).*?-->", re.DOTALL)
_PAGE_BLOCK = re.compile(r"^\ue002([\w.-]+)\ue002$")
_OWN_MARKS = re.compile("[\ue000-\ue002]")
# A bullet right under a paragraph starts a list, as those who write on other platforms expect. A number does not:
# a wrapped line of prose may well begin with `9. september`.
_BULLET = re.compile(r"^[-*+][ \t]+\S", re.MULTILINE)
_NOT_TEXT = re.compile(r"\s|[-*+][ \t]|\d+[.)][ \t]|[#>|]|$")
_NUMBER = re.compile(r"[+\-−–±]?\s?\d[\d.,\s]*\s?(?:%|pct\.?|pct\.-point|procentpoint|kr\.?|mio\. kr\.?|DKK|EUR)?")
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:", re.IGNORECASE)
_HEADING = re.compile(r"(</?h)([1-6])(?=[ >])")
_RAISED = re.compile(r"h[1-6]")

_CLEANER = nh3.Cleaner(
    tags=set(
        "p br hr h1 h2 h3 h4 h5 h6 ul ol li blockquote em strong code pre a img table thead tbody tr th td".split()
    ),
    attributes={"a": {"href", "id"}, "img": {"src", "alt"}, "ol": {"start"}, "th": {"scope"}},
    allowed_classes={"p": {"page-mark"}, "td": {"number"}, "th": {"number"}},
    url_schemes={"http", "https", "mailto"},
    link_rel=None,
)


class Prose:
    """Turns the Markdown of records into HTML in one language; `known` gives the addresses of record files."""

    def __init__(self, locale: Locale, addresses: Addresses, known: Mapping[str, str] | None = None) -> None:
        self.locale = locale
        self.addresses = addresses
        self.known = known or {}
        self._markdown = self._parser()
        # A meeting's page shows what the pages of its items show, so what was rendered last is asked for again.
        self._rendered = lru_cache(maxsize=512)(self._render)

    def html(self, markdown: str, path: str = "", under: int = 1) -> Markup:
        """Return Markdown as HTML whose highest heading stands right under a heading of level `under`.

        `path` is the record that the text stands in: relative links are seen from there. Addresses on the site begin
        with `ROOT`, and tables are numbered by `TABLE`, until a page is finished.
        """
        if not markdown.strip():
            return Markup()
        return Markup(lowered(self._rendered(markdown, path), under))

    def _parser(self) -> Markdown:
        parser = Markdown(extensions=["tables"], output_format="html")
        parser.preprocessors.deregister("html_block")
        parser.inlinePatterns.deregister("html")
        parser.parser.blockprocessors.deregister("code")
        parser.inlinePatterns.register(_LineBreak(r"<br\s*/?>", parser), "line-break", 100)
        parser.inlinePatterns.register(_BareAddress(r"\bhttps?://[^\s<>\"]*[^\s<>\".,;:!?)\]]", parser), "bare", 95)
        parser.parser.blockprocessors.register(_PageMarks(parser.parser, self), "page-mark", 200)
        parser.treeprocessors.deregister("prettify")
        parser.treeprocessors.register(_Outline(parser), "outline", 15)
        self._references = _References(parser, self.known)
        parser.treeprocessors.register(self._references, "references", 14)
        parser.treeprocessors.register(_Tables(parser), "tables", 13)
        return parser

    def _render(self, markdown: str, path: str) -> str:
        text = _OWN_MARKS.sub("", markdown)
        text = _COMMENT.sub("", text) if "<!--" in text else text
        text = PAGE_MARK.sub("\n\ue002\\1\ue002\n", text) if "<!--" in text else text
        text = _lists_apart(text) if _BULLET.search(text) else text
        self._markdown.reset()
        self._references.path = path
        html = _CLEANER.clean(self._markdown.convert(text))
        if "<table>" not in html:
            return html
        label = escape(self.locale("page.table", number=TABLE))
        opening = f'<div class="table" role="region" tabindex="0" aria-label="{label}"><table>'
        return html.replace("<table>", opening).replace("</table>", "</table></div>")


def lowered(html: str, under: int) -> str:
    """Move the headings of rendered prose down by so many levels; no level lies below the sixth."""
    if "<h" not in html:
        return html
    return _HEADING.sub(lambda found: f"{found[1]}{min(6, int(found[2]) + under)}", html)


def _lists_apart(text: str) -> str:
    lines: list[str] = []
    for line in text.split("\n"):
        if _BULLET.match(line) and lines and not _NOT_TEXT.match(lines[-1]):
            lines.append("")
        lines.append(line)
    return "\n".join(lines)


class _LineBreak(InlineProcessor):
    """`<br>` breaks a line: inside a table's cell Markdown has no other way."""

    def handleMatch(self, m: re.Match[str], data: str) -> tuple[Element, int, int]:  # type: ignore[override]
        return Element("br"), m.start(0), m.end(0)


class _BareAddress(InlineProcessor):
    """An address that stands in the text as it is, as minutes write them, is a link."""

    ANCESTOR_EXCLUDES = ("a",)

    def handleMatch(self, m: re.Match[str], data: str) -> tuple[Element, int, int]:  # type: ignore[override]
        link = Element("a", {"href": m[0]})
        link.text = m[0]
        return link, m.start(0), m.end(0)


class _PageMarks(BlockProcessor):
    """The number of a page of the original, at the place where the page begins."""

    def __init__(self, parser: object, prose: Prose) -> None:
        super().__init__(parser)  # type: ignore[arg-type]
        self.prose = prose

    def test(self, parent: Element, block: str) -> bool:
        return _PAGE_BLOCK.match(block.strip()) is not None

    def run(self, parent: Element, blocks: list[str]) -> None:
        page = blocks.pop(0).strip().strip("\ue002")
        anchor = self.prose.addresses.page_anchor(page)
        paragraph = Element("p", {"class": "page-mark"})
        link = Element("a", {"id": anchor, "href": f"#{anchor}"})
        link.text = self.prose.locale("page.original-page", page=page)
        paragraph.append(link)
        parent.append(paragraph)


class _Outline(Treeprocessor):
    """Numbers the levels of the headings by how they nest, so that none is skipped."""

    def run(self, root: Element) -> None:
        above: list[str] = []
        for heading in root.iter():
            if not _RAISED.fullmatch(heading.tag):
                continue
            while above and above[-1] >= heading.tag:
                above.pop()
            above.append(heading.tag)
            heading.tag = f"h{len(above)}"


class _References(Treeprocessor):
    """Leads links to where their target is published; a link that leads nowhere becomes its text."""

    def __init__(self, parser: Markdown, known: Mapping[str, str]) -> None:
        super().__init__(parser)
        self.known = known
        self.path = ""

    def run(self, root: Element) -> None:
        for element in root.iter():
            if element.tag == "a" and not element.get("id"):
                self._link(element)
            elif element.tag == "img":
                self._image(element)

    def _link(self, link: Element) -> None:
        target = self._published(link.get("href", ""))
        link.attrib.clear()
        if target is None or not "".join(link.itertext()).strip():
            link.tag = "span"
        else:
            link.set("href", target)

    def _image(self, image: Element) -> None:
        target, text = self._published(image.get("src", "")), image.get("alt", "")
        image.attrib.clear()
        if target is not None and target.startswith(ROOT):
            image.set("src", target)
            image.set("alt", text)
        elif target is not None:
            # No page may ask another host for anything, so a picture elsewhere is a link to it.
            image.tag, image.text = "a", text or target
            image.set("href", target)
        else:
            image.tag, image.text = "span", text

    def _published(self, target: str) -> str | None:
        if _SCHEME.match(target):
            return target if target.lower().startswith(("http://", "https://", "mailto:")) else None
        if target.startswith("#"):
            return target
        path, hash_sign, anchor = target.partition("#")
        file = normpath(join(dirname(self.path), unquote(path)))
        address = self.known.get(file)
        return None if address is None else f"{ROOT}{address}{hash_sign}{anchor}"


class _Tables(Treeprocessor):
    """Gives headers their scope, and numbers a column of their own kind."""

    def run(self, root: Element) -> None:
        for table in root.iter("table"):
            for cell in table.iter():
                if cell.tag not in ("th", "td"):
                    continue
                text = "".join(cell.itertext()).strip()
                cell.attrib.clear()
                if cell.tag == "th" and text:
                    cell.set("scope", "col")
                elif cell.tag == "th":
                    cell.tag = "td"
                if cell.tag == "td" and _NUMBER.fullmatch(text):
                    cell.set("class", "number")
            _align_headers(table)


def _align_headers(table: Element) -> None:
    rows = [list(row) for row in table.iter("tr")]
    for column, header in enumerate(rows[0] if rows else []):
        cells = [row[column] for row in rows[1:] if column < len(row)]
        filled = [cell for cell in cells if "".join(cell.itertext()).strip() not in ("", "-", "–")]
        if header.tag == "th" and filled and all(cell.get("class") == "number" for cell in filled):
            header.set("class", "number")
