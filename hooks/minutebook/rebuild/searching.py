"""Search as a part of the site that is written as a whole, when something has changed that it can find."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from minutebook import program, urls
from minutebook.garbage import undisturbed
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
    from minutebook.search.cache import Cache  # noqa: PLC0415 - the same

    language, written = records.ledger.language, []
    addresses, cache = urls.addresses(language), Cache(making.room.folder / "search", program.digest())
    edition = Edition(records.views, locale(language), addresses)
    prints = {path: found for path, (found, _) in making.room.meetings.now.items()}

    def is_there(folder: str) -> bool:
        return making.keep_files("search", f"{addresses.search_index()}{folder}/")

    with undisturbed():
        pages = search.write_search(edition, records.settings, documents, made, cache, prints=prints, is_there=is_there)
        for page in pages:
            shell = making.shells[urls.depth(page.address), page.section]
            making.write_page(f"{page.address}index.html", shell.wrap(page).encode())
            written.append(page.address)
    return written
