"""A tree looked at: which of its files are as they were left, and whether somebody was there."""

from __future__ import annotations

import os
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from stat import S_ISREG

from minutebook.rebuild.trees import Print, Prints, file_digest, files_of, folders_of


@dataclass(frozen=True)
class Survey:
    """What a tree was found to be: the prints of the files that are as they were left, and whether it is all there is.

    A tree is `whole` if nothing in it is missing, altered or foreign.
    """

    intact: dict[str, Print]
    whole: bool

    def against(self, prints: Prints) -> Findings:
        """Return what is worth telling of the survey to somebody who knows what the tree was left as."""
        intact = self.intact
        return {path: intact.get(path) for path, known in prints.items() if intact.get(path) is not known}, self.whole

    @classmethod
    def of(cls, prints: Prints, findings: Findings) -> Survey:
        """Return the survey of a tree that was left with these prints."""
        other, whole = findings
        gone = {path for path, each in other.items() if each is None}
        found = {**prints, **{path: each for path, each in other.items() if each is not None}}
        return cls({path: each for path, each in found.items() if path not in gone} if gone else found, whole)


Findings = tuple[dict[str, "Print | None"], bool]
"""What was found of those files that are not as they were left, and whether the tree is whole."""


def survey(root: str, prints: Prints, time: int, inode: int) -> Survey:
    """Look at a tree. Where size or time are others than they were, as in a restored copy, the bytes decide.

    `time` is when it was left, by the file system's clock; `inode` is that of the root.
    """
    intact: dict[str, Print] = {}
    try:
        whole = os.stat(root).st_ino == inode  # noqa: PTH116
    except OSError:
        return Survey({}, whole=False)
    look = os.lstat
    for path, known in prints.items():
        file = f"{root}/{path}"
        try:
            status = look(file)
        except OSError:
            continue
        if status.st_mtime_ns == known[1] and status.st_size == known[0] and S_ISREG(status.st_mode):
            intact[path] = known
        elif _is_same(file, status, known):
            intact[path] = known._replace(time=status.st_mtime_ns)
    whole = whole and len(intact) == len(prints)
    if whole:
        with suppress(OSError):
            altered = _has_changed_since(time, root, folders_of(prints))
            return Survey(intact, not altered or _holds_only(root, intact))
    return Survey(intact, whole=False)


def _is_same(file: str, status: os.stat_result, known: Print) -> bool:
    """Tell whether a file with another time still holds the bytes that it had."""
    try:
        return S_ISREG(status.st_mode) and status.st_size == known.size and file_digest(file) == known.digest
    except OSError:
        return False


def _has_changed_since(time: int, root: str, folders: Iterable[str]) -> bool:
    """Tell whether an entry has come or gone in one of some folders: that gives it a new time stamp."""
    return any(os.stat(f"{root}/{folder}").st_mtime_ns > time for folder in folders)  # noqa: PTH116


def _holds_only(root: str, prints: Prints) -> bool:
    return all(path in prints for path in files_of(root))
