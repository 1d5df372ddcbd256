"""What lies in a folder of records, each file by a digest of its bytes; a file that nobody touched is not read again.

The bytes are the truth. Size, times and inode only hint that they are still the same, by the rule that git has for its
index: a file that was touched shortly before it was read may have been touched again within the same tick of the file
system's clock, and is read again.
"""

from __future__ import annotations

import os
from collections.abc import Collection, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from hashlib import blake2b
from pathlib import Path
from stat import S_ISDIR, S_ISREG
from typing import NamedTuple

from minutebook.privacy.examination import NO_FOLDERS
from minutebook.rebuild import memory
from minutebook.rebuild.trees import file_digest

TICK = 2_000_000_000
"""Nanoseconds. The coarsest clock of a file system in use: FAT counts in steps of two seconds."""


class Hint(NamedTuple):
    """What a file's status said when its bytes were read, and their digest."""

    size: int
    modified: int
    changed: int
    inode: int
    digest: bytes


@dataclass(frozen=True, slots=True)
class Entry:
    """Something in a folder: `kind` is folder, file, or other for links and whatever else is not read."""

    name: str
    kind: str


@dataclass
class Sources:
    """The digests of files below a root. `kept` is the file where hints are kept; `now` the file system's own clock."""

    root: Path
    kept: Path
    hints: dict[str, Hint] = field(default_factory=dict)
    now: int = 0
    _seen: dict[str, Hint] = field(default_factory=dict)
    _fresh: dict[str, Hint] = field(default_factory=dict)
    _of: dict[str, list[str]] = field(default_factory=dict)
    _listed: dict[str, list[Entry]] = field(default_factory=dict)

    def begin(self) -> None:
        """Look at everything anew, with the hints of the last time."""
        known = memory.recall(self.kept)
        self.hints = known if isinstance(known, dict) else {}
        self._seen, self._fresh, self._of, self._listed = {}, {}, {}, {}
        self.kept.parent.mkdir(parents=True, exist_ok=True)
        clock = self.kept.with_name("clock")
        clock.write_bytes(b"")
        os.utime(clock)
        self.now = clock.stat().st_mtime_ns

    def digest(self, path: str, status: os.stat_result | None = None) -> bytes:
        """Return the digest of the file at a path from the root; of one that cannot be read, `OSError`."""
        if path in self._seen:
            return self._seen[path].digest
        found = status or os.stat(f"{self.root}/{path}")  # noqa: PTH116
        hint = self.hints.get(path)
        if hint is None or hint[:4] != _hint(found)[:4]:
            hint = _hint(found)._replace(digest=file_digest(f"{self.root}/{path}"))
        if max(hint.modified, hint.changed) + TICK < self.now:
            self._fresh[path] = hint
        self._seen[path] = hint
        return hint.digest

    def is_steady(self, path: str) -> bool:
        """Tell whether a file is still what it was when its digest was asked for, so that what was read is known."""
        try:
            found = os.stat(f"{self.root}/{path}")  # noqa: PTH116
        except OSError:
            return False
        return self._seen[path][:4] == _hint(found)[:4]

    def are_steady(self, top: str, folders: Collection[str]) -> bool:
        """Tell whether everything that was looked at is still what it was, but for what is below some folders.

        The folders lie two steps below `top`, as meetings do.
        """
        return all(self.is_steady(path) for path in self._seen if not self._is_within(path, top, folders))

    @staticmethod
    def _is_within(path: str, top: str, folders: Collection[str]) -> bool:
        deep = top.count("/") + 3
        return path.startswith(top) and "/".join(path.split("/", deep)[:deep]) in folders

    def is_folder_steady(self, folder: str) -> bool:
        """Tell that of a folder, the one below it, and every file in them whose digest was asked for."""
        return all(self.is_steady(path) for path in self._of.get(folder, ()))

    def entries(self, folder: str) -> list[Entry]:
        """Return what lies in a folder, by name; hidden entries belong to tools."""
        known = self._listed.get(folder)
        if known is None:
            with os.scandir(f"{self.root}/{folder}") as found:
                known = [Entry(one.name, _kind(one.stat(follow_symlinks=False).st_mode)) for one in found]
            known.sort(key=lambda entry: entry.name)
        return [entry for entry in known if not entry.name.startswith(".")]

    def tree_print(self, tops: Iterable[Path], said: str) -> bytes:
        """Return a digest of all that lies in some folders, hidden or not, of some files, and of what is `said`."""
        digest = blake2b(said.encode(), digest_size=16)
        for top in tops:
            for file, status in self._below(str(top)):
                path = file[len(str(self.root)) + 1 :]
                digest.update(f"\n{file}\n{status.st_mode}\n".encode("utf-8", "surrogateescape"))
                if S_ISDIR(status.st_mode):
                    self._seen[path] = _hint(status)
                if S_ISREG(status.st_mode):
                    digest.update(self.digest(path, status))
        return digest.digest()

    def _below(self, top: str) -> Iterator[tuple[str, os.stat_result]]:
        """Yield the path and the status of a file, or of everything below a folder but what belongs to git.

        What lies in each folder is kept.
        """
        if not os.path.isdir(top):  # noqa: PTH112
            with suppress(OSError):
                yield top, os.lstat(top)
            return
        with os.scandir(top) as found:
            entries = sorted(found, key=lambda entry: entry.name)
        here = self._listed[top[len(str(self.root)) + 1 :]] = []
        for entry in entries:
            status = entry.stat(follow_symlinks=False)
            here.append(Entry(entry.name, _kind(status.st_mode)))
            yield entry.path, status
            if S_ISDIR(status.st_mode) and entry.name not in NO_FOLDERS:
                yield from self._below(entry.path)

    def seen(self, path: str) -> bytes | None:
        """Return the digest of a file that was looked at already; `None` of what is no file, such as a link."""
        hint = self._seen.get(path)
        return hint.digest or None if hint else None

    def print_outside(self, top: str, folders: Collection[str]) -> bytes:
        """Return a digest of the files below a folder that was looked at, but for those in and below some folders.

        The folders lie two steps below it, as meetings do.
        """
        digest = blake2b(digest_size=16)
        for path in sorted(path for path in self._seen if path.startswith(f"{top}/")):
            if not self._is_within(path, top, folders):
                digest.update(f"{path}\n".encode("utf-8", "surrogateescape") + self._seen[path].digest)
        return digest.digest()

    def print_of(self, folder: str, read: tuple[str, ...], below: str) -> bytes:
        """Return a digest of a folder: the names and kinds of all in it, and the bytes of files with these endings.

        So it goes for its folder `below`, too; other folders are names.
        """
        digest = blake2b(digest_size=16)
        self._of[folder] = []
        for name, line in self._lines(folder, read, below, self._of[folder]):
            digest.update(f"{name}\n".encode("utf-8", "surrogateescape"))
            digest.update(line)
        return digest.digest()

    def _lines(self, folder: str, read: tuple[str, ...], below: str, seen: list[str]) -> Iterator[tuple[str, bytes]]:
        if folder not in self._seen:  # else what lies in it was listed then, and may be other things by now
            self._seen[folder] = _hint(os.stat(f"{self.root}/{folder}"))  # noqa: PTH116
        seen.append(folder)
        for entry in self.entries(folder):
            path = f"{folder}/{entry.name}"
            yield entry.name, entry.kind.encode()
            if entry.kind == "file" and entry.name.endswith(read):
                seen.append(path)
                yield "", self.digest(path)
            elif entry.kind == "folder" and entry.name == below:
                yield from self._lines(path, read, "", seen)
                yield "", b"end"

    def save(self) -> None:
        """Keep the hints for the next time: of the files that were looked at, and can be trusted to be unchanged."""
        if self._fresh != self.hints:
            memory.keep(self.kept, self._fresh)


def _hint(status: os.stat_result) -> Hint:
    return Hint(status.st_size, status.st_mtime_ns, status.st_ctime_ns, status.st_ino, b"")


def _kind(mode: int) -> str:
    return "folder" if S_ISDIR(mode) else "file" if S_ISREG(mode) else "other"
