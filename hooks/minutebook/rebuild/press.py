"""The press: pages rendered, set into their shells and written, by one process or by several.

Several do what one does, to the byte: a page depends on nothing but its task. What they are given is values, and what
they do is a function of the package, so that it does not matter how a process is started, or where.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from minutebook import urls
from minutebook.pages import Task, render
from minutebook.pages.edition import Edition
from minutebook.rebuild import trees
from minutebook.rebuild.trees import Print
from minutebook.rebuild.watching import Fact, Watch, watched
from minutebook.site import Shell
from minutebook.text import locale
from minutebook.views import Views
from minutebook.workforce import processes

FEW = 200
"""Pages. Fewer than these are done before other processes have started."""

_CHUNK = 128


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


@dataclass
class Press:
    """Prints pages of an archive in a language into the tree of a site.

    `shells` has a shell for each depth and section that a page can stand in; `site_url` ends with a slash. What is
    `known` to be in the tree as it is to be is not written again. `processes` is how many print; 0 is one for each
    processor.
    """

    views: Views
    language: str
    site_url: str
    shells: Mapping[tuple[int, str], Shell]
    known: Mapping[str, Print] = field(default_factory=dict)
    tree: str = ""
    processes: int = 0
    _watch: Watch = field(default_factory=Watch, init=False, repr=False)
    _edition: Edition | None = field(default=None, init=False, repr=False)
    _common: frozenset[Fact] = field(default=frozenset(), init=False, repr=False)

    def print(self, tasks: Sequence[Task]) -> Sheet:
        """Render pages, and write those that are not what the tree has."""
        if self._edition is None:
            self._watch.taken()
            views, addresses = watched(self.views, self._watch), urls.addresses(self.language)
            self._edition = Edition(views, locale(self.language), addresses, self.site_url)
            self._common = frozenset(self._watch.taken())
        files, used = [], []
        places: dict[Fact, int] = {}
        for task in tasks:
            page = render(self._edition, task)
            shell = self.shells[urls.depth(page.address), page.section]
            path = f"{page.address}index.html"
            files.append((path, trees.write(self.tree, path, shell.wrap(page).encode(), self.known.get(path))))
            used.append(array("L", [places.setdefault(fact, len(places)) for fact in self._watch.taken()]))
        return Sheet(files, list(places), used, self._common)

    def __getstate__(self) -> dict[str, object]:
        """Travel light: what is worked out from the archive is worked out again where it is needed."""
        views = Views(self.views.archive, self.views.today)
        return {**self.__dict__, "views": views, "_edition": None, "_watch": Watch()}


_press: Press


def _set_up(press: Press) -> None:
    global _press  # noqa: PLW0603 - a process of its own has one press
    _press = press


def _print(tasks: Sequence[Task]) -> Sheet:
    return _press.print(tasks)


def printed(press: Press, tasks: Sequence[Task]) -> Iterator[Sheet]:
    """Print pages and yield them in their order."""
    count = 1 if len(tasks) < FEW else press.processes
    with processes(count, _set_up, press) as executor:
        if executor is None:
            yield press.print(tasks)
            return
        chunks = range(0, len(tasks), _CHUNK)
        yield from executor.map(_print, (tasks[start : start + _CHUNK] for start in chunks))
