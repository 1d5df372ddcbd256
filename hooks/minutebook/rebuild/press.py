"""The press: pages rendered, set into their shells and written, by one process or by several, here or elsewhere.

Several do what one does, to the byte: a page depends on nothing but its task. What they are given is values, and what
they do is a function of the package, so that it does not matter how a process is started, or where.
"""

from __future__ import annotations

import pickle
import zlib
from array import array
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import nullcontext
from dataclasses import dataclass, field, replace
from functools import partial
from itertools import starmap

from minutebook import urls
from minutebook.pages import Task, render
from minutebook.pages.edition import Edition
from minutebook.rebuild import trees
from minutebook.rebuild.staging import Stage
from minutebook.rebuild.texts import noted
from minutebook.rebuild.trees import Print
from minutebook.rebuild.watching import Fact, Watch, watched
from minutebook.site import Shell
from minutebook.text import locale
from minutebook.views import Views
from minutebook.workforce import Workforce

FEW = 200
"""Pages. Fewer than these are done before other processes have started."""

Write = Callable[[str, bytes, Print | None], Print]
"""Writes a file by its path, unless it is known to be there as it is to be, and returns its print."""

Page = tuple[str, bytes, Print | None]
"""The path of a page, its bytes, and what is known to be there."""

_CHUNK = 128
_AT_ONCE = 32
"""Pages that are rendered before they are written: by system calls one after another, each takes half its time."""

_FAST = 1


@dataclass(frozen=True)
class Sheet:
    """Pages that were printed together: for each, in the order of the tasks, the path of its file and its print.

    `facts` are all facts that they depend on, and `used` the places of each page's facts among them. `common` are those
    that all pages depend on.
    """

    files: list[tuple[str, Print]]
    facts: list[Fact]
    used: list[array[int]]
    common: frozenset[Fact]


@dataclass(frozen=True)
class Parcel:
    """A sheet that was printed where there is no tree, and the data of those of its `pages` that are to be written."""

    sheet: Sheet
    pages: frozenset[str]
    data: bytes


@dataclass
class Press:
    """Prints pages of an archive in a language into the tree of a site.

    `shells` has a shell for each depth and section that a page can stand in; `site_url` ends with a slash. What is
    `known` to be in the tree as it is to be is not written again.
    """

    views: Views
    language: str
    site_url: str
    shells: Mapping[tuple[int, str], Shell]
    known: Mapping[str, Print] = field(default_factory=dict)
    tree: str = ""
    _watch: Watch = field(default_factory=Watch, init=False, repr=False)
    _edition: Edition | None = field(default=None, init=False, repr=False)
    _common: frozenset[Fact] = field(default=frozenset(), init=False, repr=False)

    def print(self, tasks: Sequence[Task], write: Write | None = None) -> Sheet:
        """Render pages, and write those that are not what the tree has; into it, if nobody else is to `write` them."""
        if write is None:
            return self._print(tasks, partial(trees.write_all, self.tree))
        return self._print(tasks, lambda pages: [write(*page) for page in pages])

    def pack(self, tasks: Sequence[Task]) -> Parcel:
        """Render pages where there is no tree, and pack those that are not what the tree has."""
        pages: dict[str, bytes] = {}

        def put(path: str, data: bytes, known: Print | None) -> Print:
            digest = trees.digest_of(data)
            if known is not None and known.digest == digest:
                return known
            pages[path] = data
            return Print(len(data), 0, digest)

        sheet = self._print(tasks, partial(starmap, put))
        return Parcel(sheet, frozenset(pages), zlib.compress(b"".join(pages.values()), _FAST))

    def unpack(self, parcel: Parcel) -> Sheet:
        """Write the pages that were packed elsewhere into the tree."""
        data, files = memoryview(zlib.decompress(parcel.data)), []
        for path, found in parcel.sheet.files:
            if path in parcel.pages:
                page, data = bytes(data[: found.size]), data[found.size :]
                files.append((path, trees.write(self.tree, path, page)))
            else:
                files.append((path, found))
        return replace(parcel.sheet, files=files)

    def _print(self, tasks: Sequence[Task], write: Callable[[Sequence[Page]], Iterable[Print]]) -> Sheet:
        if self._edition is None:
            self._watch.taken()
            views, addresses = watched(self.views, self._watch), urls.addresses(self.language)
            self._edition = Edition(views, locale(self.language), addresses, self.site_url)
            self._common = frozenset(self._watch.taken())
        files: list[tuple[str, Print]] = []
        used: list[array[int]] = []
        places: dict[Fact, int] = {}
        for start in range(0, len(tasks), _AT_ONCE):
            pages: list[Page] = []
            for task in tasks[start : start + _AT_ONCE]:
                pages.append(self._rendered(self._edition, task))
                used.append(array("I", [places.setdefault(fact, len(places)) for fact in self._watch.taken()]))
            files += zip((path for path, _, _ in pages), write(pages), strict=True)
        return Sheet(files, list(places), used, self._common)

    def _rendered(self, edition: Edition, task: Task) -> Page:
        with noted(self._watch.note):
            page = render(edition, task)
        path = f"{page.address}index.html"
        return path, self.shells[urls.depth(page.address), page.section].wrap(page), self.known.get(path)

    def __getstate__(self) -> dict[str, object]:
        """Travel light: what is worked out from the archive is worked out again where it is needed."""
        views = Views(self.views.archive, self.views.today)
        return {**self.__dict__, "views": views, "_edition": None, "_watch": Watch()}


def printed(press: Press, tasks: Sequence[Task], stage: Stage, workforce: Workforce) -> Iterator[Sheet]:
    """Print pages into the tree of a stage, and yield them in their order."""
    chunks = (tasks[start : start + _CHUNK] for start in range(0, len(tasks), _CHUNK))
    few = len(tasks) < FEW
    if not few:
        press.tree = stage.open()
    with nullcontext() if few else workforce.gathered(press, joining=True) as crew:
        if crew is None:
            yield press.print(tasks, stage.write)
            return
        # They take a fifth of the memory as long as they are packed: until the others have given back theirs.
        if crew.is_here:
            put_by = list(crew.results(_printed_and_packed, chunks))
        else:
            put_by = [pickle.dumps(press.unpack(parcel)) for parcel in crew.results(Press.pack, chunks)]
    yield from map(pickle.loads, put_by)


def _printed_and_packed(press: Press, tasks: Sequence[Task]) -> bytes:
    return pickle.dumps(press.print(tasks))
