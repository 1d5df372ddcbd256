"""Meetings as they were read, kept by the bytes they were read from, so that only those that changed are read again.

Their texts stand apart, on a shelf.
"""

from __future__ import annotations

import pickle
import sqlite3
from collections.abc import Collection, Iterator, Sequence
from contextlib import closing, nullcontext, suppress
from dataclasses import dataclass, field
from functools import cached_property, partial
from hashlib import blake2b
from pathlib import Path, PurePosixPath
from posixpath import basename, dirname
from typing import NamedTuple

from minutebook import program
from minutebook.garbage import undisturbed
from minutebook.model import Meeting
from minutebook.problems import Problem
from minutebook.rebuild.drawer import Drawer
from minutebook.rebuild.registers import Registers
from minutebook.rebuild.sayings import KeptSayings
from minutebook.rebuild.sources import Sources
from minutebook.rebuild.texts import Leaf, Shelf, packed
from minutebook.records.desk import Desk
from minutebook.records.loading import MEETING_FOLDER, read_meeting
from minutebook.workforce import HERE, is_alone

_TABLE = "CREATE TABLE IF NOT EXISTS meetings (folder TEXT PRIMARY KEY, print BLOB, seal BLOB, data BLOB) WITHOUT ROWID"
MANY = 300
"""Meetings. Fewer than these are read before processes that are started anew are there."""

SOME = 50
"""Meetings. Fewer than these are read as fast by one process, where others are forked: that takes as long as ten."""

_CHUNK = 16


class Read(NamedTuple):
    """A meeting, and what else came up while it was read: what a desk keeps. Its texts are on a `leaf`."""

    leaf: Leaf
    meeting: Meeting
    problems: list[Problem]
    closed: set[str]
    files: set[str]
    listed: dict[str, tuple[str, ...]]


@dataclass
class Meetings:
    """All meetings by their folder, seen from the root. `before` are those of the last build that was published.

    In the folder `kept` stands what is known of them, and their texts.
    """

    sources: Sources
    kept: Path
    before: dict[str, tuple[bytes, Read]] = field(default_factory=dict)
    now: dict[str, tuple[bytes, Read]] = field(default_factory=dict)
    _prints: dict[str, bytes] = field(default_factory=dict)
    _ahead: dict[str, Read] = field(default_factory=dict)
    _drawer: Drawer = field(init=False)
    _begun: bool = False
    _recalled: bool = False
    _follows: bool = False

    def __post_init__(self) -> None:
        self._drawer = Drawer(self.kept)

    @cached_property
    def registers(self) -> Registers:
        """The registers beside the meetings."""
        return Registers(self.sources, self.kept / "registers")

    @cached_property
    def sayings(self) -> KeptSayings:
        """What their texts say of partners."""
        return KeptSayings(self.kept / "sayings")

    @cached_property
    def shelf(self) -> Shelf:
        """Where the texts of the meetings are."""
        return Shelf(self.kept / "texts", partial(_meeting, self.sources.root))

    @property
    def _file(self) -> Path:
        return self.kept / "meetings.sqlite"

    def begin(self) -> None:
        """Begin with the meetings of the last build."""
        self.now, self._ahead, self._begun = {}, {}, True
        self._drawer.clear()
        self.registers.begin()
        if not self._follows:
            self._prints = {}
        self.recall()

    def recall(self) -> None:
        """Recall the meetings of the last build. What is cut off, damaged or of another version is read again."""
        if self._recalled:
            return
        self._recalled = True
        try:
            with undisturbed(), closing(sqlite3.connect(self._file)) as connection:
                rows = connection.execute("SELECT folder, print, seal, data FROM meetings")
                for folder, found, seal, data in rows:
                    if seal == _seal(folder, found, data):
                        self.before[folder] = found, self._unpacked(data)
        except sqlite3.Error:
            with suppress(OSError):
                self._file.unlink()

    def follow(self, paths: Collection[str]) -> None:
        """Take those that were read last for known when it begins again, but for what has changed at some paths."""
        self.before.update(self.now)
        self.registers.follow()
        self._follows = True
        touched = {each for path in paths for each in (path, *map(str, PurePosixPath(path).parents))}
        below = tuple(f"{path}/" for path in paths)
        for folder in [folder for folder in self._prints if folder in touched or folder.startswith(below)]:
            del self._prints[folder]

    def _unpacked(self, data: bytes) -> Read:
        read = Read(*pickle.loads(data))  # noqa: S301 - it is ours
        read.leaf.shelf = self.shelf
        return read

    def read_ahead(self, records: str) -> None:
        """Where many meetings of a folder of records are not known, let all processors read them."""
        try:
            new = [folder for folder in self._folders(records) if self._known(folder[0]) is None]
        except OSError:  # whoever reads what is not there tells
            return
        least = SOME if is_alone() else MANY
        chunks = [new[start : start + _CHUNK] for start in range(0, len(new), _CHUNK)]
        with nullcontext() if len(new) < least else HERE.gathered(self.shelf, self.sources.root, joining=True) as crew:
            for chunk, reads in zip(chunks, crew.results(_read_and_packed, chunks) if crew else (), strict=False):
                for (path, _), data in zip(chunk, reads, strict=True):
                    self._ahead[path] = read = self._unpacked(data)
                    self._drawer.put(path, read, data)

    def _folders(self, records: str) -> Iterator[tuple[str, str]]:
        """Yield the path of each meeting's folder, and the organization that met."""
        for organization in self.sources.entries(records):
            if organization.kind == "folder":
                within = f"{records}/{organization.name}"
                for entry in self.sources.entries(within):
                    if entry.kind == "folder" and MEETING_FOLDER.fullmatch(entry.name):
                        yield f"{within}/{entry.name}", organization.name

    def _known(self, path: str) -> tuple[bytes, Read] | None:
        """Return what the last build knew of the meeting in a folder, if that is the same."""
        known = self.before.get(path)
        return known if known is not None and known[0] == self._print(path) else None

    def _print(self, path: str) -> bytes:
        if path not in self._prints:
            self._prints[path] = self.sources.print_of(path, (".md", ".yml"), "attachments")
        return self._prints[path]

    def read(self, desk: Desk, folder: Path, organization: str) -> Meeting:
        """Read the meeting in a folder, or take what is known of it, and tell the desk all that came up."""
        path = desk.path(folder)
        known = self._known(path)
        if known is None:
            found, read = self._print(path), self._ahead.pop(path, None)
            if read is None or not self.sources.is_folder_older(path):  # it may have been read before it was looked at
                (read,) = _read(self.shelf, desk.root, [(path, organization)])
            known = found, read
        self.now[path] = known
        read = known[1]
        desk.problems += read.problems
        desk.closed |= read.closed
        desk.files |= read.files
        desk.listed |= read.listed
        return read.meeting

    @property
    def new(self) -> int:
        """How many meetings are not what the last build knew."""
        return len(self.now) - len(self.known)

    @property
    def known(self) -> set[str]:
        """The folders of the meetings that are what the last build knew."""
        return {path for path, one in self.now.items() if self.before.get(path) is one}

    def forget(self) -> None:
        """Forget what was read since it began: it is not what was looked at."""
        self.now = {}

    def save(self) -> None:
        """Keep what was read, once it is published."""
        self.registers.save()
        self.sayings.save()
        changed = {path: one for path, one in self.now.items() if self.before.get(path) is not one}
        gone = self.before.keys() - self.now.keys()
        if not changed and not gone:
            return
        with suppress(sqlite3.Error, OSError):
            self._write(changed, gone)
        self.before = dict(self.now)

    def tidy(self) -> None:
        """Remove texts that no published build has: of meetings that are others now, or that the gate has refused."""
        self._drawer.clear()
        if self._begun:
            self.shelf.clear(read.leaf for _, read in self.before.values())

    def _write(self, changed: dict[str, tuple[bytes, Read]], gone: set[str]) -> None:
        with closing(sqlite3.connect(self._file)) as connection, connection:
            connection.execute("PRAGMA synchronous=OFF")  # whatever a power failure leaves is found by its seal
            connection.execute(_TABLE)
            connection.executemany("DELETE FROM meetings WHERE folder = ?", ((path,) for path in gone))
            rows = ((path, found, self._drawer.data_of(path, read)) for path, (found, read) in changed.items())
            connection.executemany(
                "INSERT OR REPLACE INTO meetings VALUES (?, ?, ?, ?)",
                ((path, found, _seal(path, found, data), data) for path, found, data in rows),
            )


def _read(shelf: Shelf, root: Path, folders: Sequence[tuple[str, str]]) -> list[Read]:
    desks = [Desk(root) for _ in folders]
    found = [(path, read_meeting(own, root / path, within)) for own, (path, within) in zip(desks, folders, strict=True)]
    laid = zip(desks, shelf.lay(found), strict=True)
    return [Read(*one, own.problems, own.closed, own.files, own.listed) for own, one in laid]


def _read_and_packed(shelf: Shelf, root: Path, folders: Sequence[tuple[str, str]]) -> list[bytes]:
    return [packed(tuple(read)) for read in _read(shelf, root, folders)]


def _meeting(root: Path, path: str) -> Meeting:
    return read_meeting(Desk(root), root / path, basename(dirname(path)))


def _seal(folder: str, found: bytes, data: bytes) -> bytes:
    digest = blake2b(folder.encode() + found, key=program.digest(), digest_size=32)
    digest.update(data)
    return digest.digest()
