"""Search as a part of the site that is written as a whole, when something has changed that it can find."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from functools import partial
from multiprocessing import Pipe
from pathlib import Path
from typing import TYPE_CHECKING

from minutebook import program, urls
from minutebook.garbage import undisturbed
from minutebook.pages.edition import Edition
from minutebook.rebuild import trees
from minutebook.rebuild.beside import Build, Process
from minutebook.rebuild.records import Records
from minutebook.rebuild.room import Making, Room
from minutebook.rebuild.staging import Stage
from minutebook.rebuild.trees import Print, digest_of
from minutebook.search.documents import Document
from minutebook.site import Shell
from minutebook.text import locale
from minutebook.workforce import begun

if TYPE_CHECKING:  # a dictionary comes with it, which most builds do not need
    from minutebook.search.pages import Draft
    from minutebook.search.segments import Each
    from minutebook.search.site import Search

FEW = 60
"""Meetings. More of them are posted by all processors, when their turn comes."""


@dataclass
class Begun:
    """A search that was begun before the site was made.

    Where a process `beside` the build goes on with it, that makes files `ready`; `prints` are those of the files, by
    each folder in that of the index and their paths in it.
    """

    search: Search
    beside: Process | None = None
    ready: Path = Path()
    prints: Mapping[str, Mapping[str, Print]] = field(default_factory=dict)

    def posted(self) -> None:
        """Wait until all days are posted, or for all that the process works out, if that is nearly there."""
        if self.beside and self.beside.posted():
            self.whole()

    def whole(self) -> None:
        """Wait for all that the process works out."""
        if self.beside:
            self.prints, self.beside = by_folder(self.beside.prints()), None

    def take(self, folder: str, path: str, making: Making) -> bool:
        """Let a site have a folder of the index at a path, if it was made ready; tell whether it was."""
        own = self.prints.get(folder, {})
        return bool(own) and making.take_folder(self.ready / folder, path, own)


def by_folder(prints: Mapping[str, Print]) -> Mapping[str, Mapping[str, Print]]:
    """Return the prints of files by each folder that they are in, at whatever depth, and their paths in it."""
    found: dict[str, dict[str, Print]] = {}
    for path, own in prints.items():
        at = path.find("/")
        while at >= 0:
            found.setdefault(path[:at], {})[path[at + 1 :]] = own
            at = path.find("/", at + 1)
    return found


def write_search(
    making: Making, records: Records, documents: Sequence[Document], under_way: Begun | None = None
) -> list[str]:
    """Write the index of the records and of the town's own pages, and the pages of search; return their addresses.

    Where it is `under_way`, that is gone on with, and what a process beside this one has worked out is waited for.
    """
    said = digest_of(repr(documents).encode())
    return making.take_part("search", said, partial(_write, making, records, documents, under_way))


def _write(making: Making, records: Records, documents: Sequence[Document], under_way: Begun | None) -> list[str]:
    known = under_way or Begun(search_of(making.room, records))
    index = urls.addresses(records.ledger.language).search_index()
    written: list[str] = []
    if known.beside:
        records.ledger.pack()

    def is_there(folder: str) -> bool:
        path = f"{index}{folder}"
        return making.keep_files("search", f"{path}/") or known.take(folder, path, making)

    with undisturbed():
        known.search.post(documents, known.posted)
        if making.room.meetings.new >= FEW:  # all processors have posted, and are to go on with segments and register
            known = Begun(known.search, _beside(known.search, records, making.stage), making.stage.ready)
            known.posted()
            records.ledger.pack()
        making.copy_ahead()
        for draft in known.search.write(making.put_file, is_there, known.whole):
            shell = making.shells[urls.depth(draft.address), "search"]
            says = digest_of(draft.says + shell.digest) if draft.says else b""
            making.put_page(f"{draft.address}index.html", says, partial(_filled, draft, shell))
            written.append(draft.address)
    return written


def begin_search(room: Room, records: Records, stage: Stage) -> Begun | None:
    """Where few meetings have changed, begin with the index beside this process, which has other work until then.

    What is worked out there stays in the cache of search, where `write_search` finds it, and folders that the site does
    not have stand ready on the stage.
    """
    few = records.settings.search and "search" in records.ledger.parts and room.meetings.new < FEW
    if not few or records.unchanged:
        return None
    search = search_of(room, records)
    return Begun(search, _beside(search, records, stage), stage.ready)


def _beside(search: Search, records: Records, stage: Stage) -> Process | None:
    """Let a process go on with a search beside this one, where there can be one."""
    here, there = Pipe()
    process = begun(partial(_go_on, search, records, stage, Build(there)))
    there.close()
    if process is None:
        here.close()
        return None
    return Process(process, here)


def work_ahead(
    search: Search,
    records: Records,
    stage: Stage,
    posted: Callable[[], object] = lambda: None,
    each: Each = map,
) -> dict[str, Print]:
    """Go on with a search: make folders ready that the site does not have, and return the prints of their files.

    Call `posted` when all days are posted. `each` does the dearest work, one piece after the other or several at once.
    """
    index = urls.addresses(records.ledger.language).search_index()
    part = records.ledger.parts.get("search")
    prints: dict[str, Print] = {}

    def put(path: str, data: bytes) -> None:
        prints[path] = trees.write(str(stage.ready), path, data)

    def is_there(folder: str) -> bool:
        return bool(part and part.files_in(f"{index}{folder}/"))  # some may be damaged, which the build will see

    with undisturbed():
        search.work_ahead(put, is_there, posted, each)
    return prints


def _go_on(search: Search, records: Records, stage: Stage, build: Build) -> None:
    with suppress(EOFError, OSError):  # of a build that no longer waits
        build.finished(work_ahead(search, records, stage, build.posted, build.each), search.register)


def search_of(room: Room, records: Records) -> Search:
    """Return the search of records, with all that was worked out for the last one."""
    from minutebook.search.cache import Cache  # noqa: PLC0415 - a dictionary comes with it
    from minutebook.search.keys import Prints  # noqa: PLC0415 - likewise
    from minutebook.search.site import Search  # noqa: PLC0415 - likewise

    language = records.ledger.language
    edition = Edition(records.views, locale(language), urls.addresses(language))
    prints = {path: found for path, (found, _) in room.meetings.now.items()}
    with undisturbed():
        return Search(
            edition, records.settings, Cache(room.folder / "search", program.digest()), Prints(prints, records.outside)
        )


def _filled(draft: Draft, shell: Shell) -> bytes:
    return shell.wrap(draft.page())
