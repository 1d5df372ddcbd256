"""Meetings as they were read, kept by the bytes they were read from, so that only those that changed are read again."""

from __future__ import annotations

import pickle
import sqlite3
from contextlib import closing, suppress
from dataclasses import dataclass, field
from hashlib import blake2b
from pathlib import Path
from typing import NamedTuple

from minutebook import program
from minutebook.model import Meeting
from minutebook.problems import Problem
from minutebook.rebuild.sources import Sources
from minutebook.records.desk import Desk
from minutebook.records.loading import read_meeting

_TABLE = "CREATE TABLE IF NOT EXISTS meetings (folder TEXT PRIMARY KEY, print BLOB, seal BLOB, data BLOB) WITHOUT ROWID"


class Read(NamedTuple):
    """A meeting, and what else came up while it was read: what a desk keeps."""

    meeting: Meeting
    problems: list[Problem]
    closed: set[str]
    files: set[str]
    listed: dict[str, tuple[str, ...]]


@dataclass
class Meetings:
    """All meetings by their folder, seen from the root. `before` are those of the last build that was published."""

    sources: Sources
    kept: Path
    before: dict[str, tuple[bytes, Read]] = field(default_factory=dict)
    now: dict[str, tuple[bytes, Read]] = field(default_factory=dict)

    def begin(self) -> None:
        """Recall the meetings of the last build. What is cut off, damaged or of another version is read again."""
        self.now = {}
        if self.before:
            return  # a server has them at hand
        try:
            with closing(sqlite3.connect(self.kept)) as connection:
                rows = connection.execute("SELECT folder, print, seal, data FROM meetings")
                for folder, found, seal, data in rows:
                    if seal == _seal(folder, found, data):
                        self.before[folder] = (found, Read(*pickle.loads(data)))  # noqa: S301 - it is ours
        except sqlite3.Error:
            with suppress(OSError):
                self.kept.unlink()

    def read(self, desk: Desk, folder: Path, organization: str) -> Meeting:
        """Read the meeting in a folder, or take what is known of it, and tell the desk all that came up."""
        path = desk.path(folder)
        found = self.sources.print_of(path, (".md", ".yml"), "attachments")
        known = self.before.get(path)
        if known is None or known[0] != found:
            own = Desk(desk.root)
            meeting = read_meeting(own, folder, organization)
            found = found if self.sources.is_folder_steady(path) else b""  # nobody knows what was read
            known = found, Read(meeting, own.problems, own.closed, own.files, own.listed)
        self.now[path] = known
        read = known[1]
        desk.problems += read.problems
        desk.closed |= read.closed
        desk.files |= read.files
        desk.listed |= read.listed
        return read.meeting

    def save(self) -> None:
        """Keep what was read, once it is published."""
        changed = {path: one for path, one in self.now.items() if self.before.get(path) is not one}
        gone = self.before.keys() - self.now.keys()
        if not changed and not gone:
            return
        with suppress(sqlite3.Error, OSError):
            self._write(changed, gone)
        self.before = dict(self.now)

    def _write(self, changed: dict[str, tuple[bytes, Read]], gone: set[str]) -> None:
        with closing(sqlite3.connect(self.kept)) as connection, connection:
            connection.execute("PRAGMA synchronous=OFF")  # whatever a power failure leaves is found by its seal
            connection.execute(_TABLE)
            connection.executemany("DELETE FROM meetings WHERE folder = ?", ((path,) for path in gone))
            rows = ((path, found, pickle.dumps(tuple(read), 5)) for path, (found, read) in changed.items())
            connection.executemany(
                "INSERT OR REPLACE INTO meetings VALUES (?, ?, ?, ?)",
                ((path, found, _seal(path, found, data), data) for path, found, data in rows),
            )


def _seal(folder: str, found: bytes, data: bytes) -> bytes:
    digest = blake2b(folder.encode() + found, key=program.digest(), digest_size=32)
    digest.update(data)
    return digest.digest()
