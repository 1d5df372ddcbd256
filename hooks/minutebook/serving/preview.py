"""The pages of an archive as its records are at this moment, ahead of the build that will make the whole site.

A page is rendered when somebody asks for it, from records of which only those that changed were read again; it is the
page that the build will make, to the byte. So a save is on the screen as fast as one meeting is read and checked,
however large the archive is.
"""

from __future__ import annotations

import gc
import os
from collections.abc import Collection, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from threading import RLock

from minutebook import site, urls
from minutebook.garbage import undisturbed
from minutebook.pages import Task, render, tasks
from minutebook.pages.edition import Edition
from minutebook.problems import Problem, has_errors
from minutebook.rebuild import memory, trees
from minutebook.rebuild.ledger import Ledger
from minutebook.rebuild.meetings import Meetings
from minutebook.rebuild.records import Records, print_of
from minutebook.rebuild.sources import Sources
from minutebook.records.desk import seen_from
from minutebook.serving.frame import Frame
from minutebook.text import locale

MANY = 200
"""Paths. To look at more of them one by one takes longer than to look at all records."""


@dataclass
class Preview:
    """Pages ahead of a site that was built: `tree` is its folder, and `room` that of its builds; `root` the project's.

    Threads may use it at the same time.
    """

    root: Path
    tree: Path
    room: Path
    frame: Frame
    generation: int = 0
    problems: tuple[Problem, ...] = ()
    _lock: RLock = field(default_factory=RLock, repr=False)
    _edition: Edition | None = field(default=None, repr=False)
    _fresh: set[str] = field(default_factory=set, repr=False)
    _tasks: dict[str, Task] = field(default_factory=dict, repr=False)
    _attached: set[str] = field(default_factory=set, repr=False)

    def __post_init__(self) -> None:
        self._sources = Sources(self.root, self.room / "sources")
        self._meetings = Meetings(self._sources, self.room)
        # What a build has not published, it must not find among its own.
        self._meetings.shelf = replace(self._meetings.shelf, full=True)
        self._records: Records | None = None
        self._is_warm = False
        self._is_dated = False
        """Whether a build has made pages since it was learnt which there are."""

    def warm(self) -> bool:
        """Read all that there is, so that what is saved next is seen the sooner; return whether the build knew it."""
        with self._lock, undisturbed():
            if self._is_warm:
                return True
            self._is_warm = True
            ledger = self._learnt()
            self._sources.begin()
            found = print_of(self._sources, self.frame.settings, self.frame.others, self.frame.today)
            records = self._looked()
            known = ledger is not None and ledger.records == found
            if known:
                self._records = records
                self._attached.update(self._places(records))
                edition = self._edition_of(records)
                for meeting in records.views.chronicle[-1:]:  # its pages need the views that most others do
                    render(edition, ("meeting", meeting.key))
                    for item in meeting.items[:1]:
                        render(edition, ("item", item.key))
            gc.collect()
            gc.freeze()  # what was read stays, and need not be looked through for cycles again
            return known

    def _learnt(self) -> Ledger | None:
        """Learn which pages the last build knew; return its ledger, if there is one."""
        self._is_dated = False
        ledger = memory.recall(self.room / "ledger")
        if not isinstance(ledger, Ledger):
            return None
        self._tasks |= {path: task for task, (path, _) in ledger.pages.items()}
        return ledger

    def follow(self, paths: Collection[str]) -> tuple[Problem, ...]:
        """Take in what has changed at some paths of the records, seen from the root, and at any beside them.

        Return all that is wrong. If that is an error, pages stay what they were.
        """
        with self._lock, undisturbed():
            if not self.warm() or len(paths) > MANY:  # who knows what else changed before anybody watched
                paths = {self.frame.settings.records}
            self.generation += 1
            # All that passes the gate with them is few files, and has to be what was seen.
            others = (seen_from(str(self.root), str(path)) for path in self.frame.others)
            self._sources.look_again({*paths, *others})
            self._meetings.follow(paths)
            records = self._looked()
            self.problems = tuple(records.problems(self.room)[0])
            if not has_errors(self.problems):
                if self._records is not None:
                    records.resemble(self._records)
                self._records, self._edition, self._fresh = records, self._edition_of(records), set()
            return self.problems

    def reads(self, path: Path) -> bool:
        """Tell whether a path is that of a record or of a page of the town's: what is wrong there is told at once."""
        folders = self.root / self.frame.settings.records, *filter(Path.is_dir, self.frame.others)
        return any(map(path.is_relative_to, folders))

    def _looked(self) -> Records:
        frame, ledger = self.frame, Ledger(self.frame.language, self.frame.site_url)
        records = Records(self._sources, self._meetings, frame.settings, frame.others, frame.today, ledger)
        records.reading  # noqa: B018 - it is read here
        return records

    def _edition_of(self, records: Records) -> Edition:
        language = self.frame.language
        return Edition(records.views, locale(language), urls.addresses(language), self.frame.site_url)

    def _places(self, records: Records) -> Mapping[str, str]:
        return {address: source for source, address in records.attached()}

    def catch_up(self, generation: int, frame: Frame | None) -> None:
        """Leave the pages to a build that has published what was there at a generation, in this frame."""
        with self._lock:
            self._is_dated = True
            if generation == self.generation:
                self._edition, self._fresh, self.problems = None, set(), ()
            self.frame = frame or self.frame

    def freshen(self, path: str) -> bool:
        """Let the tree have a file as it is now; return whether the records decide what it is."""
        with self._lock:
            edition, records = self._edition, self._records
            if edition is None or records is None:
                return path in self._tasks
            if path not in self._fresh:
                if path.endswith("index.html"):
                    self._freshen_page(path, edition)
                else:
                    self._freshen_attached(path, records)
                self._fresh.add(path)
            return path in self._tasks

    def _freshen_page(self, path: str, edition: Edition) -> None:
        if path not in self._tasks and self._is_dated:
            self._learnt()
        if path not in self._tasks and not (self.tree / path).exists():
            self._find(path, edition)
        task = self._tasks.get(path)
        if task is None:
            return
        try:
            found, data = self._rendered(task, edition)
        except LookupError:
            if task in set(tasks(edition.views)):
                raise
            found, data = "", b""
        if found != path:
            self._remove(path)
        if found:
            trees.write(str(self.tree), found, data)

    def _find(self, path: str, edition: Edition) -> None:
        """Find out which page has an address that nobody knows, among those that are new."""
        known = set(self._tasks.values())
        if not known:
            return  # what the build has made is lost, so that all would be new, and the next build tells
        for task in tasks(edition.views):
            if task not in known:
                found, _ = self._rendered(task, edition)
                self._tasks[found] = task
                if found == path:
                    return

    def _rendered(self, task: Task, edition: Edition) -> tuple[str, bytes]:
        page = render(edition, task)
        shell = self.frame.shells[urls.depth(page.address), page.section]
        return f"{page.address}index.html", shell.wrap(page)

    def _freshen_attached(self, path: str, records: Records) -> None:
        places = self._places(records)
        self._attached.update(places)
        source = places.get(path)
        if source is not None:
            original = site.inside(self.root / source, self.root / self.frame.settings.records)
            trees.copy_in(str(original), str(self.tree), path)
        elif path in self._attached:
            self._remove(path)

    def _remove(self, path: str) -> None:
        with suppress(OSError):
            os.unlink(self.tree / path)  # noqa: PTH108
