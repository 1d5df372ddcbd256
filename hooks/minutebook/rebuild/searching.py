"""Search as a part of the site that is written as a whole, when something has changed that it can find."""

from __future__ import annotations

from collections.abc import Callable, Sequence
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
    from minutebook.search.cache import Cache
    from minutebook.search.keys import Prints
    from minutebook.search.pages import Draft

FEW = 60
"""Meetings. More of them are worked out by all processors, when their turn comes."""


@dataclass(frozen=True, slots=True)
class Begun:
    """Search that was begun beside a build: the process, and what comes from it when all months are posted."""

    process: BaseProcess
    posted: Connection

    def months(self) -> None:
        """Wait for the months; where the process has come to an end without them, whoever waits does its work."""
        with suppress(EOFError, OSError):
            self.posted.recv_bytes()
        self.posted.close()


def write_search(
    making: Making, records: Records, documents: Sequence[Document], begun_with: Begun | None = None
) -> list[str]:
    """Write the index of the records and of the town's own pages, and the pages of search; return their addresses.

    Where it was `begun_with` a process beside this one, what that has worked out is waited for.
    """
    said = digest_of(repr(documents).encode())
    return making.take_part("search", said, partial(_write, making, records, documents, begun_with))


def _write(making: Making, records: Records, documents: Sequence[Document], begun_with: Begun | None) -> list[str]:
    from minutebook.search import site as search  # noqa: PLC0415 - a dictionary comes with it, which most builds do not need

    edition, prints, cache = _given(making.room, records)
    addresses = edition.addresses
    written: list[str] = []
    ahead = search.Ahead(begun_with.months, begun_with.process.join) if begun_with else None

    def is_there(folder: str) -> bool:
        return making.keep_files("search", f"{addresses.search_index()}{folder}/")

    with undisturbed():
        put, settings = making.put_file, records.settings
        drafts = search.write_search(
            edition, settings, documents, put, cache, prints=prints, is_there=is_there, ahead=ahead
        )
        for draft in drafts:
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
    receiving, sending = Pipe(duplex=False)
    process = begun(partial(post_ahead, room, records, partial(_tell, sending)))
    sending.close()
    if process is None:
        receiving.close()
        return None
    return Begun(process, receiving)


def _tell(whoever: Connection) -> None:
    with suppress(OSError):  # of somebody who no longer waits
        whoever.send_bytes(b"posted")


def post_ahead(room: Room, records: Records, posted: Callable[[], object] = lambda: None) -> None:
    """Work out what the index will ask for, and keep it in the cache of search. Call `posted` when all months are."""
    from minutebook.search import site as search  # noqa: PLC0415 - a dictionary comes with it, which most builds do not need

    edition, prints, cache = _given(room, records)
    with undisturbed():
        search.post_search(edition, records.settings, cache, prints, posted)


def _given(room: Room, records: Records) -> tuple[Edition, Prints, Cache]:
    """Return what search is made of, and the cache of all that it has worked out."""
    from minutebook.search.cache import Cache  # noqa: PLC0415 - a dictionary comes with it
    from minutebook.search.keys import Prints  # noqa: PLC0415 - likewise

    language = records.ledger.language
    edition = Edition(records.views, locale(language), urls.addresses(language))
    prints = {path: found for path, (found, _) in room.meetings.now.items()}
    outside = room.sources.print_outside(records.settings.records, prints)
    return edition, Prints(prints, outside), Cache(room.folder / "search", program.digest())


def _filled(draft: Draft, shell: Shell) -> bytes:
    return shell.wrap(draft.page()).encode()
