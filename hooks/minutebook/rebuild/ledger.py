"""The ledger of a build: which page was made of which facts, and so which pages another archive makes anew."""

from __future__ import annotations

import pickle
from array import array
from bisect import bisect_left
from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from itertools import accumulate, chain
from typing import Any

from minutebook.garbage import undisturbed
from minutebook.model import Archive
from minutebook.pages import SHELL_OF, Task
from minutebook.rebuild.comparing import changed
from minutebook.rebuild.press import Sheet
from minutebook.rebuild.staging import Left
from minutebook.rebuild.trees import Print
from minutebook.rebuild.watching import Fact
from minutebook.views import Views

_BEHIND_SLASH = chr(ord("/") + 1)

Used = tuple[str, "array[int]"]
"""The path of a page's file, and the places of its facts in the list of all facts."""


@dataclass(frozen=True)
class Part:
    """A part of the site that is written as a whole: a print of all it was made of, its files, and its addresses.

    `says` has for some of its pages a digest of what they say.
    """

    print: bytes
    files: list[str]
    addresses: list[str]
    says: dict[str, bytes]

    def files_in(self, folder: str) -> list[str]:
        """Return the files in and below a folder, whose name ends with a slash."""
        return self.files[bisect_left(self.files, folder) : bisect_left(self.files, folder[:-1] + _BEHIND_SLASH)]


@dataclass
class Ledger:
    """What a published build was made of and left.

    `language` and `site_url` decide about every page, and `shells` is a digest of each shell. `frame` is the
    archive without its meetings, which are named by folder and print; `today` the day that it was built for. `facts`
    has more facts than pages use, once pages have been made anew; `tidy` is how many there were when it had not.
    `records` is a print of all records and settings, and `answers` are what follows from them.
    """

    language: str
    site_url: str
    left: Left = field(default_factory=Left)
    shells: Mapping[tuple[int, str], bytes] = field(default_factory=dict)
    pages: dict[Task, Used] = field(default_factory=dict)
    facts: list[Fact] = field(default_factory=list)
    common: frozenset[Fact] = frozenset()
    frame: Archive | None = None
    meetings: tuple[tuple[str, bytes], ...] = ()
    today: date = date.min
    tidy: int = 0
    records: bytes = b""
    answers: dict[Hashable, object] = field(default_factory=dict)
    parts: dict[str, Part] = field(default_factory=dict)
    _packed: bytes = field(default=b"", init=False, repr=False, compare=False)

    def pack(self) -> None:
        """Pack what is known of pages, once all are entered: so it can be done while there is something to wait for."""
        used = [places for _, places in self.pages.values()]
        paths = [path for path, _ in self.pages.values()]
        pages = list(self.pages), paths, array("I", map(len, used)), array("I", chain.from_iterable(used))
        facts = [path for path, _ in self.facts], [key for _, key in self.facts]
        self._packed = pickle.dumps((pages, facts), pickle.HIGHEST_PROTOCOL)

    def __getstate__(self) -> dict[str, object]:
        """Be kept in columns, which takes a third of the time."""
        if not self._packed:
            self.pack()
        return {**self.__dict__, "pages": {}, "facts": []}

    def __setstate__(self, state: dict[str, Any]) -> None:
        """Be recalled."""
        (tasks, paths, lengths, places), facts = pickle.loads(state["_packed"])  # noqa: S301 - it is ours
        ends = accumulate(lengths)
        used = [(path, places[end - length : end]) for path, length, end in zip(paths, lengths, ends, strict=True)]
        pages = dict(zip(tasks, used, strict=True))
        self.__dict__.update(state, pages=pages, facts=list(zip(*facts, strict=True)), _packed=b"")

    def outdated(
        self,
        tasks: Iterable[Task],
        intact: Mapping[str, Print],
        shells: Mapping[tuple[int, str], bytes],
        views: tuple[Views, Views] | None,
    ) -> list[Task]:
        """Return those of the tasks whose pages may be others than those that the site has.

        `intact` are the files that are as they were left. `views` are those that the ledger's pages were made of and
        those of today; none, where they are the same.
        """
        wanted = list(tasks)
        places: set[int] = set()
        if views is not None:
            with undisturbed():
                altered = changed((*self.facts, *self.common), *views)
            if altered & self.common:
                return wanted
            places = {place for place, fact in enumerate(self.facts) if fact in altered}
        worn = {kind for kind, place in SHELL_OF.items() if self.shells.get(place) != shells[place]}
        untouched = places.isdisjoint
        same = {task for task, (path, used) in self.pages.items() if untouched(used) and path in intact}
        return [task for task in wanted if task not in same or task[0] in worn]

    def enter(self, tasks: Iterable[Task], sheets: Iterable[Sheet]) -> dict[str, Print]:
        """Enter pages that were printed, the sheets in the order of the tasks; return their files."""
        self._packed = b""
        first = not self.pages
        place_of = {fact: place for place, fact in enumerate(self.facts)}
        files: dict[str, Print] = {}
        coming = iter(tasks)
        for sheet in sheets:
            self.common = sheet.common
            places = []
            for fact in sheet.facts:
                if fact not in place_of:
                    place_of[fact] = len(self.facts)
                    self.facts.append(fact)
                places.append(place_of[fact])
            for (path, found), used in zip(sheet.files, sheet.used, strict=True):
                files[path] = found
                self.pages[next(coming)] = path, array("I", map(places.__getitem__, used))
        if first:
            self.tidy = len(self.facts)  # all of them are used
        return files

    def strike(self, tasks: Iterable[Task]) -> None:
        """Leave only these pages in the ledger, in their order, and of the facts only those used, if many are not."""
        self._packed = b""
        self.pages = {task: self.pages[task] for task in tasks}
        if len(self.facts) <= 2 * self.tidy + 1000:
            return
        kept: dict[int, int] = {}
        for task, (path, used) in self.pages.items():
            self.pages[task] = path, array("I", [kept.setdefault(each, len(kept)) for each in used])
        self.facts = [self.facts[place] for place in kept]
        self.tidy = len(self.facts)
