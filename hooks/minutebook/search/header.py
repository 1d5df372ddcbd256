"""What every page of a site has of search: the files of the client, and the form in the header.

It stands apart, since each build needs it, and the index, with all that it knows of a language, only where it changes.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from hashlib import blake2b
from importlib import resources
from pathlib import Path

from minutebook.search.bundling import bundled
from minutebook.text import Locale
from minutebook.urls import Addresses

ENTRIES = ("csv.js", "header.js", "page.js", "worker-da.js", "worker-en.js")
"""The modules that a browser asks for; all others come with one of them."""


def search_form(t: Locale, addresses: Addresses, client: str) -> Mapping[str, str]:
    """Return what the header of every page needs for its search form."""
    return {
        "client": client,
        "address": addresses.search(),
        "parameter": t("search.parameter.q"),
        "label": t("search.header-label"),
        "hint": t("search.header-hint"),
        "button": t("search.button"),
    }


def client_files() -> Iterator[tuple[str, str]]:
    """Yield every file of the client: its address, in a folder named by what all of them hold, and its text."""
    for name, text in _client().items():
        yield f"{client_address()}{name}", text


def client_modules() -> Iterator[tuple[str, str]]:
    """Yield the modules that the files are made of, as they are written: their names and texts."""
    folder = Path(str(resources.files("minutebook") / "search" / "client"))
    for file in sorted(folder.iterdir()):
        yield file.name, file.read_text(encoding="utf-8")


@cache
def client_address() -> str:
    """Return the folder of the site that the client stands in."""
    whole = blake2b(digest_size=4)
    for name, text in _client().items():
        whole.update(name.encode() + text.encode())
    return f"assets/search.{whole.hexdigest()}/"


@cache
def _client() -> Mapping[str, str]:
    modules = dict(client_modules())
    return {entry: bundled(entry, modules) for entry in ENTRIES}
