"""Search as a part of the site that is written as a whole, when something has changed that it can find."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from multiprocessing import Pipe
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from typing import TYPE_CHECKING

from minutebook import program, urls
from minutebook.garbage import undisturbed
from minutebook.pages.edition import Edition
from minutebook.rebuild.records import Records
from minutebook.rebuild.room import Making, Room
from minutebook.rebuild.trees import digest_of
from minutebook.search.documents import Document
from minutebook.site import Shell
from minutebook.text import locale
from minutebook.workforce import begun

if TYPE_CHECKING:  # a dictionary comes with it, which most builds do not need
    from minutebook.search.pages import Draft
    from minutebook.search.site import Search

FEW = 60
"""Meetings. More of them are worked out by all processors, when their turn comes."""


@dataclass(frozen=True, slots=True)
class Begun:
    """A search that was begun before the site was made.

    Where a process beside the build goes on with it, it tells through `posted` that all months are there.
    """

    search: Search
    process: BaseProcess | None = None
    posted: Connection | None = None

    def months(self) -> None:
        """Wait for the months; where the process has come to an end without them, whoever waits does its work."""
        if self.posted is not None:
            with suppress(EOFError, OSError):
                self.posted.recv_bytes()
            self.posted.close()

    def whole(self) -> None:
        """Wait for all else that the process works out."""
        if self.process is not None:
            self.process.join()


def write_search(
    making: Making, records: Records, documents: Sequence[Document], begun_: Begun | None = None
) -> list[str]:
    """Write the index of the records and of the town's own pages, and the pages of search; return their addresses.

    Where it was `begun`, that is gone on with, and what a process beside this one has worked out is waited for.
    """
    said = digest_of(repr(documents).encode())
    return making.take_part("search", said, partial(_write, making, records, documents, begun_))


def _write(making: Making, records: Records, documents: Sequence[Document], begun_: Begun | None) -> list[str]:
    from minutebook.search.site import Ahead  # noqa: PLC0415 - a dictionary comes with it, which most builds do not need

    known = begun_ or Begun(search_of(making.room, records))
    addresses = urls.addresses(records.ledger.language)
    written: list[str] = []

    def is_there(folder: str) -> bool:
        return making.keep_files("search", f"{addresses.search_index()}{folder}/")

    with undisturbed():
        for draft in known.search.write(documents, making.put_file, is_there, Ahead(known.months, known.whole)):
            if not written:  # the months are posted, and from here on one processor has little to do
                making.copy_ahead()
            shell = making.shells[urls.depth(draft.address), "search"]
            says = digest_of(draft.says + shell.digest) if draft.says else b""
            making.put_page(f"{draft.address}index.html", says, partial(_filled, draft, shell))
            written.append(draft.address)
    return written


def begin_search(room: Room, records: Records) -> Begun | None:
    """Where few meetings have changed, begin with the index beside this process, which has other work until then.

    What is worked out there stays in the cache of search, where `write_search` finds it.
    """
    few = records.settings.search and "search" in records.ledger.parts and room.meetings.new < FEW
    if not few or records.unchanged:
        return None
    search = search_of(room, records)
    receiving, sending = Pipe(duplex=False)
    process = begun(partial(_work_ahead, search, sending))
    sending.close()
    if process is None:
        receiving.close()
        return Begun(search)
    return Begun(search, process, receiving)


def _work_ahead(search: Search, whoever: Connection) -> None:
    with undisturbed():
        search.work_ahead(partial(_tell, whoever))


def _tell(whoever: Connection) -> None:
    with suppress(OSError):  # of somebody who no longer waits
        whoever.send_bytes(b"posted")


def search_of(room: Room, records: Records) -> Search:
    """Return the search of records, with all that was worked out for the last one."""
    from minutebook.search.cache import Cache  # noqa: PLC0415 - a dictionary comes with it
    from minutebook.search.keys import Prints  # noqa: PLC0415 - likewise
    from minutebook.search.site import Search  # noqa: PLC0415 - likewise

    language = records.ledger.language
    edition = Edition(records.views, locale(language), urls.addresses(language))
    prints = {path: found for path, (found, _) in room.meetings.now.items()}
    outside = room.sources.print_outside(records.settings.records, prints)
    with undisturbed():
        return Search(
            edition, records.settings, Cache(room.folder / "search", program.digest()), Prints(prints, outside)
        )


def _filled(draft: Draft, shell: Shell) -> bytes:
    return shell.wrap(draft.page()).encode()
