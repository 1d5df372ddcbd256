"""What a page may load and run, said in the page itself, so that it holds on any web server.

Only scripts in files of the site run, and the theme's few inline ones by the digest of each. No code that stands in the
content runs, whoever wrote it. A browser refuses the rest even if the sanitiser missed it.
"""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Iterable
from hashlib import sha256

from markupsafe import escape

_SCRIPT = re.compile(r"<script(?P<attributes>[^>]*)>(?P<code>.*?)</script>", re.DOTALL | re.IGNORECASE)
_FILE_OR_DATA = re.compile(r"\ssrc\s*=|\stype\s*=\s*[\"']?(?:application/(?:ld\+)?json|text/plain)", re.IGNORECASE)
_STYLE = re.compile(r"<style[^>]*>(.*?)</style>", re.DOTALL | re.IGNORECASE)
_STYLE_ATTRIBUTE = re.compile(r"<[^>]*\sstyle=\"([^\"]*)\"", re.IGNORECASE)
_FIRST_IN_HEAD = re.compile(r"<meta\s+charset=[^>]*>|<head[^>]*>", re.IGNORECASE)

_REST = (
    "default-src 'none'",
    "img-src 'self' data:",
    "font-src 'self'",
    "media-src 'self'",
    "connect-src 'self'",
    "worker-src 'self'",
    "manifest-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
)
"""`data:` is how the theme's style sheet draws its icons."""


def protected(html: str, content: str = "", *, reloading: bool = False) -> str:
    """Return a page that says what it may load and run. `content` is the part of it whose code may not run.

    `reloading` is for a page that a development server will put a script of its own into.
    """
    shell = html.replace(content, "") if content else html
    policy = escape("; ".join((*_REST, _scripts(shell, reloading=reloading), _styles(html))))
    meta = f'<meta http-equiv="Content-Security-Policy" content="{policy}">'
    return _FIRST_IN_HEAD.sub(lambda found: f"{found[0]}\n{meta}", html, count=1)


def _scripts(shell: str, *, reloading: bool) -> str:
    if reloading:
        return "script-src 'self' 'unsafe-inline'"
    own = (found["code"] for found in _SCRIPT.finditer(shell) if not _FILE_OR_DATA.search(found["attributes"]))
    return " ".join(("script-src 'self'", *_digests(own)))


def _styles(html: str) -> str:
    """Allow the styles that stand in the page: they run nothing, and tables in the town's own pages have some."""
    attributes = _digests(text.replace("&quot;", '"') for text in _STYLE_ATTRIBUTE.findall(html))
    hashes = ("'unsafe-hashes'", *attributes) if attributes else ()
    return " ".join(("style-src 'self'", *_digests(_STYLE.findall(html)), *hashes))


def _digests(texts: Iterable[str]) -> tuple[str, ...]:
    found = {b64encode(sha256(text.encode()).digest()).decode() for text in texts}
    return tuple(f"'sha256-{digest}'" for digest in sorted(found))
