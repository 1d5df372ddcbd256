"""Search as a part of the site that is written as a whole, when something has changed that it can find."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from minutebook import site, urls
from minutebook.pages.edition import Edition
from minutebook.rebuild.records import Records
from minutebook.rebuild.room import Making
from minutebook.rebuild.trees import digest_of
from minutebook.search.documents import Document
from minutebook.text import locale


def write_search(making: Making, records: Records, documents: Sequence[Document], made: Path) -> list[str]:
    """Write the index of the records and of the town's own pages, and the pages of search; return their addresses.

    `made` is the folder that they are written into.
    """
    said = digest_of(repr(documents).encode())
    return making.take_part("search", said, partial(_write, making, records, documents, made))


def _write(making: Making, records: Records, documents: Sequence[Document], made: Path) -> list[str]:
    from minutebook.search import site as search  # noqa: PLC0415 - a dictionary comes with it, which most builds do not need

    language, written = records.ledger.language, []
    addresses, cache = urls.addresses(language), making.room.folder / "search"
    edition = Edition(records.views, locale(language), addresses)

    def is_there(segment: str) -> bool:
        return making.keep_files("search", f"{addresses.search_index()}{segment}/")

    for page in search.write_search(edition, records.settings, documents, made, cache, is_there=is_there):
        shell = making.shells[urls.depth(page.address), page.section]
        site.write_file(made / page.address / "index.html", shell.wrap(page))
        written.append(page.address)
    return written
