"""What the Markdown of records has beyond Markdown: page marks, bare addresses, and rules for headings and tables."""

from __future__ import annotations

import re
from collections.abc import Mapping
from posixpath import dirname, join, normpath
from urllib.parse import unquote
from xml.etree.ElementTree import Element

from markdown.blockparser import BlockParser
from markdown.blockprocessors import BlockProcessor
from markdown.extensions.sane_lists import SaneOListProcessor
from markdown.inlinepatterns import InlineProcessor
from markdown.treeprocessors import Treeprocessor

from minutebook.pages.page import ROOT
from minutebook.text import Locale
from minutebook.urls import TEXT_ENDING, Addresses

PAGE = "\ue002"
"""Stands around the number of a page of the original, where it begins in a record's prose."""

_PAGE_BLOCK = re.compile(rf"\s*{PAGE}([\w.-]+){PAGE}\s*")
_HEADING = re.compile(r"h[1-6]")
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:", re.IGNORECASE)
NUMBER_CELL = re.compile(r"[+\-\u2212–±]?\s?\d[\d.,\s]*\s?(?:%|pct\.?|procentpoint|kr\.?|mio\. kr\.?|DKK|EUR)?")
BLANK_CELLS = {"", "-", "–", "—"}
BARE_ADDRESS = r"\bhttps?://[^\s<>\"]*[^\s<>\".,;:!?)\]]"


class BareAddress(InlineProcessor):
    """An address that stands in the text as it is, as minutes write them, is a link."""

    ANCESTOR_EXCLUDES = ("a",)

    def __init__(self) -> None:
        super().__init__(BARE_ADDRESS)

    def handleMatch(self, m: re.Match[str], data: str) -> tuple[Element, int, int]:  # type: ignore[override]  # noqa: ARG002, N802
        link = Element("a", {"href": m[0]})
        link.text = m[0]
        return link, m.start(0), m.end(0)


class NumberedLists(SaneOListProcessor):
    """A list that keeps the number it begins with, since minutes refer to it; bullets never join it."""


class PageMarks(BlockProcessor):
    """The number of a page of the original, at the place where the page begins."""

    def __init__(self, addresses: Addresses, locale: Locale) -> None:
        self.addresses = addresses
        self.locale = locale

    def attached(self, parser: BlockParser) -> PageMarks:
        """Join the parser that will call this."""
        super().__init__(parser)
        return self

    def test(self, parent: Element, block: str) -> bool:  # noqa: ARG002
        return _PAGE_BLOCK.fullmatch(block) is not None

    def run(self, parent: Element, blocks: list[str]) -> None:
        page = blocks.pop(0).strip().strip(PAGE)
        anchor = self.addresses.page_anchor(page)
        paragraph = Element("p", {"class": "page-mark"})
        link = Element("a", {"id": anchor, "href": f"#{anchor}"})
        link.text = self.locale("page.original-page", page=page)
        paragraph.append(link)
        parent.append(paragraph)


class Outline(Treeprocessor):
    """Numbers the levels of the headings by how they nest, so that none is skipped. A heading without words is none."""

    def run(self, root: Element) -> None:
        above: list[str] = []
        for heading in root.iter():
            if not _HEADING.fullmatch(heading.tag):
                continue
            if not _words(heading):
                heading.tag = "p"
                continue
            while above and above[-1] >= heading.tag:
                above.pop()
            above.append(heading.tag)
            heading.tag = f"h{len(above)}"


class References(Treeprocessor):
    """Leads links to where their target is published; a link that leads nowhere becomes its text.

    `path` is the record whose prose is read; `asked` are the files that its links were looked up by.
    """

    def __init__(self, known: Mapping[str, str], addresses: Addresses) -> None:
        super().__init__()
        self.known = known
        self.addresses = addresses
        self.path = ""
        self.asked: list[str] = []

    def run(self, root: Element) -> None:
        for element in root.iter():
            if element.tag == "a" and not element.get("id"):
                self._link(element)
            elif element.tag == "img":
                self._image(element)

    def _link(self, link: Element) -> None:
        target = self.published(link.get("href", ""), self.path)
        link.attrib.clear()
        if target is None or not _words(link):
            link.tag = "span"
        else:
            link.set("href", target)

    def _image(self, image: Element) -> None:
        target, text = self.published(image.get("src", ""), self.path), image.get("alt", "")
        image.attrib.clear()
        if target is not None and target.startswith(ROOT) and not target.endswith(TEXT_ENDING):
            image.set("src", target)
            image.set("alt", text)
        elif target is not None:
            # No page may ask another host for anything, nor show what could run: such a picture is a link to it.
            image.tag, image.text = "a", text or target
            image.set("href", target)
        else:
            image.tag, image.text = "span", text

    def published(self, target: str, path: str) -> str | None:
        """Return where a link leads that is seen from the record at `path`, or `None` if it leads nowhere."""
        if _SCHEME.match(target):
            return target if target.lower().startswith(("http://", "https://", "mailto:")) else None
        if target.startswith("#"):
            return f"#{self.addresses.anchor(target[1:])}"
        file, hash_sign, anchor = target.partition("#")
        place = normpath(join(dirname(path), unquote(file)))
        self.asked.append(place)
        address = self.known.get(place)
        return None if address is None else f"{ROOT}{address}{hash_sign}{self.addresses.anchor(anchor)}"


class Tables(Treeprocessor):
    """Gives headers their scope, and sets numbers so that they line up."""

    def run(self, root: Element) -> None:
        for table in root.iter("table"):
            rows = [list(row) for row in table.iter("tr")]
            for cell in (cell for row in rows for cell in row):
                text = _words(cell)
                cell.attrib.clear()
                if cell.tag == "th" and not text:
                    cell.tag = "td"
                elif cell.tag == "th":
                    cell.set("scope", "col")
                elif NUMBER_CELL.fullmatch(text):
                    cell.set("class", "number")
            _align_headers(rows)


def _align_headers(rows: list[list[Element]]) -> None:
    for column, header in enumerate(rows[0] if rows else []):
        cells = (row[column] for row in rows[1:] if column < len(row))
        filled = [cell for cell in cells if _words(cell) not in BLANK_CELLS]
        if header.tag == "th" and filled and all(cell.get("class") == "number" for cell in filled):
            header.set("class", "number")


def _words(element: Element) -> str:
    return "".join(element.itertext()).strip()
