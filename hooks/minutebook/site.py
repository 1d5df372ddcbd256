"""From pages to a published site: bodies set into a shell, files written beside the published site, then swapped in."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from errno import EPERM
from hashlib import blake2b
from html import escape
from pathlib import Path

from minutebook.pages.page import Page

TITLE, DESCRIPTION, ADDRESS = (f"minutebook-mark-{name}" for name in ("title", "description", "address"))
BODY = "<h1>minutebook-mark-body</h1>"
"""What a theme is given to render instead of a page, and is then replaced, page by page. The body comes as a heading,
since a theme may write one of its own where it sees none."""

MOST_IN_SITEMAP = 50_000

_MARKS = (TITLE, DESCRIPTION, ADDRESS, BODY)
_MARK = re.compile(f"({'|'.join(_MARKS)})")


class Shell:
    """A theme's page around our bodies, rendered once for all pages of one depth and section."""

    def __init__(self, html: str) -> None:
        """Cut the rendered page at its marks."""
        parts = _MARK.split(html)
        self._parts = [part if part in _MARKS else part.encode() for part in parts]
        if BODY not in parts:
            message = "the theme lost the page's body; its templates have to show page.content"
            raise ValueError(message)

    @property
    def digest(self) -> bytes:
        """Return a digest of all that the shell puts around a page."""
        whole = b"\0".join(part.encode() if isinstance(part, str) else part for part in self._parts)
        return blake2b(whole, digest_size=16).digest()

    def wrap(self, page: Page) -> bytes:
        """Return the file of the whole page."""
        values: Mapping[str, str] = {
            TITLE: escape(page.title),
            DESCRIPTION: escape(page.description),
            ADDRESS: page.address,
            BODY: page.body,
        }
        return b"".join([values[part].encode() if isinstance(part, str) else part for part in self._parts])


def write_sitemaps(folder: Path, site_url: str, addresses: Sequence[str]) -> None:
    """Write the list of all pages for search engines: one file or, above the limit, an index of several.

    `site_url` ends with a slash. Source: the protocol of sitemaps.org, which allows 50,000 addresses a file. No date is
    given, since an address says nothing of when its page last changed and a wrong date is worse than none.
    """
    for former in folder.glob("sitemap*.xml*"):
        former.unlink()
    parts = [addresses[start : start + MOST_IN_SITEMAP] for start in range(0, len(addresses), MOST_IN_SITEMAP)]
    if len(parts) == 1:
        _write_sitemap(folder / "sitemap.xml", "urlset", "url", [site_url + address for address in parts[0]])
        return
    names = [f"sitemap-{number}.xml" for number, _ in enumerate(parts, 1)]
    for name, part in zip(names, parts, strict=True):
        _write_sitemap(folder / name, "urlset", "url", [site_url + address for address in part])
    _write_sitemap(folder / "sitemap.xml", "sitemapindex", "sitemap", [site_url + name for name in names])


def _write_sitemap(file: Path, whole: str, part: str, locations: Iterable[str]) -> None:
    rows = "".join(f"<{part}><loc>{escape(location)}</loc></{part}>\n" for location in locations)
    head = '<?xml version="1.0" encoding="UTF-8"?>\n'
    text = f'{head}<{whole} xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n{rows}</{whole}>\n'
    file.write_text(text, encoding="utf-8", newline="\n")


def write_file(file: Path, text: str) -> None:
    """Write a text as it is, with the ends of lines that it has."""
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(text.encode())


def inside(source: Path, within: Path) -> Path:
    """Return the path of a file that is to be published, which lies in the folder `within` and does not lead out of it.

    Any other one is refused, whatever the checks thought of it.
    """
    if not source.resolve().is_relative_to(within.resolve()):
        raise PermissionError(EPERM, "lies outside the records and is not published", str(source))
    return source
