"""The entries of pages that the town has written: each page in docs/, parted at its headings."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import blake2b
from html.parser import HTMLParser

from minutebook.search.units import BODY, HEADING, TITLE, Content, Entry, Unit
from minutebook.search.words import join_lines

_HEADINGS = ("h2", "h3")
_SILENT = frozenset(("script", "style", "template", "svg", "pre"))
"""What a page does not say: a block of code is an example that nobody looks for."""

_BREAKING = frozenset(("p", "li", "td", "th", "h1", "h2", "h3", "h4", "div", "br", "tr", "dd", "dt"))


@dataclass(frozen=True, slots=True)
class Document:
    """A page as HTML, with its address on the site."""

    address: str
    title: str
    html: str


def entry(document: Document, site: str) -> Entry:
    """Return the entry of a page of a site with this name."""
    key = blake2b(repr((document, site)).encode(), digest_size=16).digest()
    return Entry(key, None, lambda: _content(document, site))


def _content(document: Document, site: str) -> Content:
    reader = _Reader()
    reader.feed(document.html)
    units = []
    for anchor, heading, words in reader.parts:
        text = " ".join(join_lines(words).split())
        address = f"{document.address}#{anchor}" if anchor else document.address
        title = (HEADING, heading) if anchor else (TITLE, document.title)
        if text or not anchor:
            units.append(Unit("page", heading or document.title, address, (title, (BODY, text)), text))
    return Content(document.title, document.address, site, tuple(units))


class _Reader(HTMLParser):
    """Reads the text of a page, and under which heading each part stands."""

    def __init__(self) -> None:
        super().__init__()
        self.parts: list[tuple[str, str, str]] = [("", "", "")]
        self._silent = 0
        self._heading = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _SILENT:
            self._silent += 1
        anchor = dict(attrs).get("id")
        if tag in _HEADINGS and anchor:
            self.parts.append((anchor, "", ""))
        self._heading = tag in ("h1", *_HEADINGS) or (self._heading and tag not in _BREAKING)
        if tag in _BREAKING:
            self.handle_data("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag in _SILENT:
            self._silent -= 1
        if tag in ("h1", *_HEADINGS):
            self._heading = False

    def handle_data(self, data: str) -> None:
        if self._silent:
            return
        anchor, heading, text = self.parts[-1]
        if self._heading:
            self.parts[-1] = (anchor, (heading + data).strip(" \n"), text)
        else:
            self.parts[-1] = (anchor, heading, text + data)
