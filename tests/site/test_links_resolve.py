"""Every link of the archive leads somewhere, and nothing that a page needs lies elsewhere."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from urllib.parse import unquote, urljoin, urlsplit

import pytest

from tests.building import Site

LINKS = {"a": "href", "area": "href", "blockquote": "cite", "form": "action", "link": "href", "q": "cite"}
SOURCES = {"audio", "embed", "iframe", "img", "input", "script", "source", "track", "video"}
LOADED = {"stylesheet", "icon", "preload", "modulepreload", "prefetch", "preconnect", "dns-prefetch", "manifest"}


@dataclass(frozen=True)
class Reference:
    """An address that stands in a page, and whether the browser goes there by itself."""

    address: str
    is_loaded: bool


@dataclass(frozen=True)
class Page:
    """What one page links to and what can be linked to in it."""

    address: str
    references: tuple[Reference, ...]
    anchors: frozenset[str]


@dataclass(frozen=True)
class Walk:
    """A whole site as a reader's clicks see it."""

    site: Site
    home: str
    """The address that the site is published at, as its pages state it."""

    @cached_property
    def pages(self) -> dict[str, Page]:
        return {address: self._page(address) for address in self.site.addresses}

    def _page(self, address: str) -> Page:
        references, anchors = [], {"", "top"}
        for element in self.site.document(address).query("*"):
            attributes = element.attrs or {}
            anchors.add(attributes.get("id") or "")
            references += _references(element.name, attributes)
        return Page(address, tuple(references), frozenset(anchors))

    def local(self, page: str, reference: str) -> tuple[str, str] | None:
        """Return the address in this site and the anchor that a reference on a page leads to; None if it leads away."""
        target = urlsplit(urljoin(self.home + page, reference))
        home = urlsplit(self.home)
        if (target.scheme, target.netloc) != (home.scheme, home.netloc) or not target.path.startswith(home.path):
            return None
        return unquote(target.path.removeprefix(home.path)), unquote(target.fragment)


def _references(name: str, attributes: dict[str, str | None]) -> Iterator[Reference]:
    if name in LINKS and attributes.get(LINKS[name]):
        relation = set((attributes.get("rel") or "").split()) if name == "link" else set()
        yield Reference(attributes[LINKS[name]] or "", is_loaded=bool(relation & LOADED))
    if name in SOURCES and attributes.get("src"):
        yield Reference(attributes["src"] or "", is_loaded=True)
    if name == "object" and attributes.get("data"):
        yield Reference(attributes["data"] or "", is_loaded=True)
    if attributes.get("poster"):
        yield Reference(attributes["poster"] or "", is_loaded=True)
    for candidate in (attributes.get("srcset") or "").split(","):
        if candidate.strip():
            yield Reference(candidate.split()[0], is_loaded=True)


@pytest.fixture(scope="module")
def walk(sample_site) -> Walk:
    """Walk the archive. Its home is the address that its front page calls its own."""
    canonical = sample_site.document("").query_one('link[rel="canonical"]')
    return Walk(sample_site, canonical.attrs["href"])


def test_every_link_and_anchor_leads_somewhere(walk):
    broken = []
    for page in walk.pages.values():
        for reference in page.references:
            target = walk.local(page.address, reference.address)
            if target is None:
                continue
            address, anchor = target
            if not walk.site.file(address).is_file():
                broken.append(f"/{page.address}: {reference.address} leads to no file")
            elif address in walk.pages and anchor not in walk.pages[address].anchors:
                broken.append(f"/{page.address}: {reference.address} leads to no anchor")

    assert not broken, "\n".join(broken)


def test_no_page_makes_the_browser_ask_another_host(walk):
    foreign = [
        f"/{page.address}: {reference.address}"
        for page in walk.pages.values()
        for reference in page.references
        if reference.is_loaded and not reference.address.startswith("data:")
        if walk.local(page.address, reference.address) is None
    ]

    assert not foreign, "\n".join(foreign)


def test_no_style_sheet_makes_the_browser_ask_another_host_or_for_a_file_that_is_not_there(walk):
    wrong = []
    for path in sorted(walk.site.folder.rglob("*.css")):
        sheet = path.relative_to(walk.site.folder).as_posix()
        text = re.sub(r"/\*.*?\*/", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)
        for url in re.findall(r"""(?:url\(|@import\s+)["']?([^"')\s]+)""", text):
            if url.startswith(("data:", "#")):
                continue
            target = walk.local(sheet, url)
            if target is None or not walk.site.file(target[0]).is_file():
                wrong.append(f"{sheet}: {url}")

    assert not wrong, "\n".join(wrong)


def test_every_page_is_reached_from_the_front_page(walk):
    reached, ahead = set(), [""]
    while ahead:
        page = ahead.pop()
        if page in reached or page not in walk.pages:
            continue
        reached.add(page)
        targets = (walk.local(page, reference.address) for reference in walk.pages[page].references)
        ahead += [posixpath.normpath(target[0]) + "/" if target[0] else "" for target in targets if target]

    lost = walk.pages.keys() - reached - {"404.html"}
    assert not lost, "\n".join(sorted(lost))
