"""Search as a part of the site that is written as a whole, when something has changed that it can find."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from minutebook import program, urls
from minutebook.garbage import undisturbed
from minutebook.pages.edition import Edition
from minutebook.rebuild.records import Records
from minutebook.rebuild.room import Making
from minutebook.rebuild.trees import digest_of
from minutebook.search.documents import Document
from minutebook.site import Shell
from minutebook.text import locale

if TYPE_CHECKING:  # a dictionary comes with it, which most builds do not need
    from minutebook.search.pages import Draft


def write_search(making: Making, records: Records, documents: Sequence[Document]) -> list[str]:
    """Write the index of the records and of the town's own pages, and the pages of search; return their addresses."""
    said = digest_of(repr(documents).encode())
    return making.take_part("search", said, partial(_write, making, records, documents))


def _write(making: Making, records: Records, documents: Sequence[Document]) -> list[str]:
    from minutebook.search import site as search  # noqa: PLC0415 - a dictionary comes with it, which most builds do not need
    from minutebook.search.cache import Cache  # noqa: PLC0415 - the same

    language, written = records.ledger.language, []
    addresses, cache = urls.addresses(language), Cache(making.room.folder / "search", program.digest())
    edition = Edition(records.views, locale(language), addresses)
    prints = {path: found for path, (found, _) in making.room.meetings.now.items()}

    def is_there(folder: str) -> bool:
        return making.keep_files("search", f"{addresses.search_index()}{folder}/")

    with undisturbed():
        put, settings = making.put_file, records.settings
        for draft in search.write_search(edition, settings, documents, put, cache, prints=prints, is_there=is_there):
            shell = making.shells[urls.depth(draft.address), "search"]
            says = digest_of(draft.says + shell.digest) if draft.says else b""
            making.put_page(f"{draft.address}index.html", says, partial(_filled, draft, shell))
            written.append(draft.address)
    return written


def _filled(draft: Draft, shell: Shell) -> bytes:
    return shell.wrap(draft.page()).encode()
