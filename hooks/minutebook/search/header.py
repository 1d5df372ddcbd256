"""What every page of a site has of search: the files of the client, and the form in the header.

It stands apart, since each build needs it, and the index, with all that it knows of a language, only where it changes.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from hashlib import blake2b
from importlib import resources
from pathlib import Path

from minutebook.text import Locale
from minutebook.urls import Addresses


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


def client_files() -> Iterator[tuple[str, Path]]:
    """Yield every file of the client: its address, in a folder named by what all of them hold, and where it is."""
    folder = _client()
    for file in sorted(folder.iterdir()):
        yield f"{client_address()}{file.name}", file


@cache
def client_address() -> str:
    """Return the folder of the site that the client stands in."""
    whole = blake2b(digest_size=4)
    for file in sorted(_client().iterdir()):
        whole.update(file.name.encode() + file.read_bytes())
    return f"assets/search.{whole.hexdigest()}/"


def _client() -> Path:
    return Path(str(resources.files("minutebook") / "search" / "client"))
