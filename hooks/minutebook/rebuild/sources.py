"""What lies in a folder of records, each file by a digest of its bytes; a file that nobody touched is not read again.

The bytes are the truth. Size, times and inode only hint that they are still the same, by the rule that git has for its
index: a file that was touched shortly before it was read may have been touched again within the same tick of the file
system's clock, and is read again.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from functools import partial
from hashlib import blake2b
from itertools import chain, islice
from operator import attrgetter
from pathlib import Path
from posixpath import dirname
from stat import S_ISDIR, S_ISLNK, S_ISREG
from sys import intern
from typing import Any, NamedTuple

from minutebook.privacy.examination import NO_FOLDERS
from minutebook.rebuild import memory
from minutebook.rebuild.hints import Hint, digest_in, hint, touched
from minutebook.rebuild.trees import file_digest, rows, time_in
from minutebook.records.desk import seen_from
from minutebook.workforce import asked

TICK = 2_000_000_000
"""Nanoseconds. The coarsest clock of a file system in use: FAT counts in steps of two seconds."""


class Entry(NamedTuple):
    """Something in a folder: `kind` is folder, file, or other for links and whatever else is not read."""

    name: str
    kind: str


class Findings(NamedTuple):
    """What was seen of some folders and files, for whoever has the same hints.

    `other` are the hints of what is not as it was hinted, and of folders; `gone` what is hinted and was not seen;
    `unsure` what was seen and may change unseen. `folders` come with how many entries each has, and `entries` with
    those of all.
    """

    print: bytes
    other: dict[str, Hint]
    gone: list[str]
    unsure: list[str]
    folders: tuple[list[str], list[int]]
    entries: tuple[list[Any], ...]


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
        self.hints = memory.recall(self.kept) or {}
        self._seen, self._fresh, self._of, self._listed = {}, {}, {}, {}
        self._set_clock()

    def _set_clock(self) -> None:
        self.kept.parent.mkdir(parents=True, exist_ok=True)
        self.now = time_in(str(self.kept.parent))

    def look_again(self, paths: Collection[str]) -> None:
        """Look anew at some paths, at all below them, and at the folders that they lie in, if those were looked at."""
        self._set_clock()
        around = (folder for folder in map(dirname, paths) if folder in self._seen or folder in self._listed)
        gone = {*paths, *around}
        below = tuple(f"{path}/" for path in paths if path in self._listed)
        for known in (self._seen, self._fresh, self._listed):
            for path in [path for path in known if path in gone or path.startswith(below)]:
                del known[path]
        for path in gone:
            with suppress(OSError):
                self._line(f"{self.root}/{path}", os.lstat(f"{self.root}/{path}"))
        for path in paths:
            with suppress(OSError):
                self._print_below(f"{self.root}/{path}", lambda _: None)

    def digest(self, path: str, status: os.stat_result | None = None) -> bytes:
        """Return the digest of the file at a path from the root; of one that cannot be read, `OSError`."""
        seen = self._seen.get(path)
        if seen is not None:
            return digest_in(seen)
        found = hint(status or os.stat(f"{self.root}/{path}"))  # noqa: PTH116
        known = self.hints.get(path)
        if known is None or not known.startswith(found):
            known = found + file_digest(f"{self.root}/{path}")
        if touched(known) + TICK < self.now:
            self._fresh[path] = known
        self._seen[path] = known
        return digest_in(known)

    def is_steady(self, path: str) -> bool:
        """Tell whether a file is still what it was when its digest was asked for, so that what was read is known."""
        try:
            found = os.stat(f"{self.root}/{path}")  # noqa: PTH116
        except OSError:
            return False
        return self._seen[path].startswith(hint(found))

    def changed(self, paths: Iterable[str]) -> Iterator[str]:
        """Yield those of some paths that are no longer what was seen there."""
        return (path for path in paths if path in self._seen and not self.is_steady(path))

    def changed_around(self, top: str, folders: Collection[str]) -> Iterator[str]:
        """Yield all that is no longer what was seen, but for what is in or below some folders.

        The folders lie two steps below `top`, as meetings do.
        """
        return self.changed(self._around(top, folders))

    def changed_beside(self, top: str) -> Iterator[str]:
        """Yield all that is no longer what was seen, but for what is below a folder, and the folder itself."""
        return self.changed(path for path in self._seen if path != top and not path.startswith(f"{top}/"))

    def _around(self, top: str, folders: Collection[str]) -> Iterator[str]:
        known: dict[str, bool] = {}  # most files have their folder in common with others
        for path in self._seen:
            folder = path[: path.rfind("/")]
            is_within = known.get(folder)
            if is_within is None:
                is_within = known[folder] = self._is_within(folder, top, folders)
            if not is_within and path not in folders:
                yield path

    @staticmethod
    def _is_within(path: str, top: str, folders: Collection[str]) -> bool:
        step = path.find("/", len(top) + 1)
        end = path.find("/", step + 1) if step > 0 else -1
        return path.startswith(top) and (path if end < 0 else path[:end]) in folders

    def is_folder_older(self, folder: str) -> bool:
        """Tell that nothing in a folder whose print was asked for has changed since everything was looked at anew."""
        known = map(self._seen.__getitem__, self._of[folder])
        return all(touched(each) <= self.now for each in known)

    def entries(self, folder: str) -> list[Entry]:
        """Return what lies in a folder, by name; hidden entries belong to tools."""
        return [entry for entry in self._in(folder) if not entry.name.startswith(".")]

    def _in(self, folder: str) -> list[Entry]:
        known = self._listed.get(folder)
        if known is None:
            with os.scandir(f"{self.root}/{folder}") as found:
                known = [Entry(intern(one.name), _kind(one.stat(follow_symlinks=False).st_mode)) for one in found]
            known.sort(key=lambda entry: entry.name)
        return known

    def paths_below(self, folder: str) -> list[str]:
        """Return the path of everything below a folder, but for folders and what belongs to git, as it was seen."""
        found: list[str] = []
        for name, kind in self._in(folder):
            path = f"{folder}/{name}"
            if kind != "folder":
                found.append(path)
            elif name not in NO_FOLDERS:
                found += self.paths_below(path)
        return found

    def look_ahead(self, tops: Iterable[Path], said: str) -> Callable[[], bytes]:
        """Begin to look at some folders and files beside this process; return what waits for their `tree_print`.

        What was seen there is seen here, too.
        """
        look = partial(self._findings, tuple(tops), said)
        looking = asked(look)
        if looking is look:  # nobody is beside this process, which need not tell itself
            return partial(self.tree_print, *look.args)
        return lambda: self._taken(looking())

    def _findings(self, tops: Iterable[Path], said: str) -> Findings:
        found = self.tree_print(tops, said)
        other = {path: known for path, known in self._seen.items() if self.hints.get(path) is not known}
        return Findings(
            found,
            other,
            list(self.hints.keys() - self._seen.keys()),
            list(self._seen.keys() - self._fresh.keys()),
            (list(self._listed), list(map(len, self._listed.values()))),
            tuple(map(list, zip(*chain.from_iterable(self._listed.values()), strict=True))),
        )

    def _taken(self, findings: Findings) -> bytes:
        self._seen = self.hints | findings.other
        for path in findings.gone:
            del self._seen[path]
        self._fresh = dict(self._seen)
        for path in findings.unsure:
            del self._fresh[path]
        entries = rows(Entry, *findings.entries)
        self._listed = {folder: list(islice(entries, count)) for folder, count in zip(*findings.folders, strict=True)}
        return findings.print

    def tree_print(self, tops: Iterable[Path], said: str) -> bytes:
        """Return a digest of all that lies in some folders, hidden or not, of some files, and of what is `said`."""
        digest = blake2b(said.encode(), digest_size=16)
        for top in map(str, tops):
            if os.path.isdir(top):  # noqa: PTH112
                self._line(top, os.stat(top))  # noqa: PTH116 - what it is called and may do is said already
                self._print_below(top, digest.update)
            else:
                with suppress(OSError):
                    digest.update(self._line(top, os.lstat(top)))
        return digest.digest()

    def _print_below(self, top: str, update: Callable[[bytes], None]) -> None:
        """Update a digest with everything below a folder but what belongs to git. What lies in each folder is kept."""
        with os.scandir(top) as found:
            entries = sorted(found, key=attrgetter("name"))
        here = self._listed[seen_from(str(self.root), top)] = []
        for entry in entries:
            status = entry.stat(follow_symlinks=False)
            here.append(Entry(intern(entry.name), _kind(status.st_mode)))
            update(self._line(entry.path, status))
            if S_ISDIR(status.st_mode) and entry.name not in NO_FOLDERS:
                self._print_below(entry.path, update)

    def _line(self, file: str, status: os.stat_result) -> bytes:
        """Return what a file, a folder or anything else adds to the digest of all there is."""
        path = seen_from(str(self.root), file)
        line = f"\n{file}\n{status.st_mode}\n".encode("utf-8", "surrogateescape")
        if S_ISREG(status.st_mode):
            return line + self.digest(path, status)
        if S_ISDIR(status.st_mode):
            self._seen[path] = hint(status)
        elif S_ISLNK(status.st_mode):  # a waived one is published as what lies there
            line += os.fsencode(os.readlink(file)) + (file_digest(file) if os.path.isfile(file) else b"")  # noqa: PTH113, PTH115
        return line

    def seen(self, path: str) -> bytes | None:
        """Return the digest of a file that was looked at already; `None` of what is no file, such as a link."""
        known = self._seen.get(path)
        return digest_in(known) or None if known else None

    def print_outside(self, top: str, folders: Collection[str]) -> bytes:
        """Return a digest of the files below a folder that was looked at, but for those in and below some folders.

        The folders lie two steps below it, as meetings do.
        """
        digest, below = blake2b(digest_size=16), f"{top}/"
        for path in sorted(path for path in self._around(top, folders) if path.startswith(below)):
            digest.update(f"{path}\n".encode("utf-8", "surrogateescape") + digest_in(self._seen[path]))
        return digest.digest()

    def print_of(self, folder: str, read: tuple[str, ...], below: str) -> bytes:
        """Return a digest of a folder: the names and kinds of all in it, and the bytes of files with these endings.

        So it goes for its folder `below`, too; other folders are names.
        """
        lines: list[bytes] = []
        self._of[folder] = []
        self._list(folder, read, below, self._of[folder], lines)
        return blake2b(b"".join(lines), digest_size=16).digest()

    def _list(self, folder: str, read: tuple[str, ...], below: str, seen: list[str], lines: list[bytes]) -> None:
        if folder not in self._seen:  # else what lies in it was listed then, and may be other things by now
            self._seen[folder] = hint(os.stat(f"{self.root}/{folder}"))  # noqa: PTH116
        seen.append(folder)
        for entry in self.entries(folder):
            path = f"{folder}/{entry.name}"
            lines.append(f"\n{entry.name}\n{entry.kind}".encode("utf-8", "surrogateescape"))
            if entry.kind == "file" and entry.name.endswith(read):
                seen.append(path)
                lines.append(b"\n" + self.digest(path))
            elif entry.kind == "folder" and entry.name == below:
                self._list(path, read, "", seen, lines)
                lines.append(b"\nend")

    def save(self) -> None:
        """Keep the hints for the next time: of the files that were looked at, and can be trusted to be unchanged."""
        if self._fresh != self.hints:
            memory.keep(self.kept, self._fresh)


def _kind(mode: int) -> str:
    return "folder" if S_ISDIR(mode) else "file" if S_ISREG(mode) else "other"
