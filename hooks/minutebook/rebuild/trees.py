"""A site as a tree of files: what is known of each, which are as they were left, and how one is replaced.

A file is never written in place: the published site and the one being made share those that did not change.
"""

from __future__ import annotations

import os
import shutil
from array import array
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import suppress
from functools import partial
from hashlib import blake2b
from importlib import import_module
from pathlib import Path
from stat import S_ISREG
from struct import iter_unpack
from types import ModuleType
from typing import Any, NamedTuple, TypeVar

fcntl: ModuleType | None
try:
    fcntl = import_module("fcntl")
except ImportError:  # Windows has none
    fcntl = None

Row = TypeVar("Row", bound=tuple[Any, ...])

_CHUNK = 1 << 20
_FICLONE = 0x40049409
_PRIVATE = 0o700


class Print(NamedTuple):
    """What is known of a file: its size in bytes, its time stamp in nanoseconds, and a digest of its bytes."""

    size: int
    time: int
    digest: bytes


Prints = Mapping[str, Print]
"""By path below the root of the tree, with slashes."""

DIGEST = 16
"""Bytes."""

Columns = tuple[list[str], "array[int]", "array[int]", bytes]
"""Prints as they are kept: paths, sizes, times and digests, each in a row, which takes a fifth of the time."""


def columns_of(prints: Prints) -> Columns:
    """Lay prints out in columns."""
    found = prints.values()
    sizes, times = array("q", [each.size for each in found]), array("q", [each.time for each in found])
    return list(prints), sizes, times, b"".join([each.digest for each in found])


def prints_in(columns: Columns) -> dict[str, Print]:
    """Return the prints that were laid out in columns, in their order."""
    paths, sizes, times, digests = columns
    each_digest = [digest for (digest,) in iter_unpack(f"{DIGEST}s", digests)]
    return dict(zip(paths, rows(Print, sizes, times, each_digest), strict=True))


def rows(kind: type[Row], *columns: Iterable[Any]) -> Iterator[Row]:
    """Return named tuples made from columns: by the ten thousand, their own way takes three times that."""
    return map(partial(tuple.__new__, kind), zip(*columns, strict=True))


def digest_of(data: bytes) -> bytes:
    """Return the digest that prints are compared by."""
    return blake2b(data, digest_size=DIGEST).digest()


def file_digest(file: str) -> bytes:
    """Return the digest of a file's bytes, without holding them all."""
    digest = blake2b(digest_size=DIGEST)
    with open(file, "rb", buffering=0) as stream:  # noqa: PTH123 - by the tens of thousands
        while chunk := stream.read(_CHUNK):
            digest.update(chunk)
    return digest.digest()


def write_all(root: str, files: Iterable[tuple[str, bytes, Print | None]]) -> list[Print]:
    """Let files hold these bytes, as `write` does for each, and return their prints, in their order.

    Folders come first: what the system needs to make one is mostly still in the processor's caches for the next.
    """
    given = list(files)
    new = dict.fromkeys(path.rpartition("/")[0] for path, _, known in given if known is None)
    for folder in new:
        _make_folder(f"{root}/{folder}")
    return [write(root, path, data, known) for path, data, known in given]


def write(root: str, path: str, data: bytes, known: Print | None = None) -> Print:
    """Let a file hold these bytes and return its print; one that is `known` to hold them already is left alone."""
    digest = digest_of(data)
    if known is not None and known.digest == digest:
        return known
    file = f"{root}/{path}"
    try:
        stream = _new(file)
    except FileExistsError:
        os.unlink(file)  # noqa: PTH108
        stream = _new(file)
    except FileNotFoundError:
        _make_folder(file.rpartition("/")[0])
        stream = _new(file)
    try:
        try:
            rest = memoryview(data)
            while rest:
                rest = rest[os.write(stream, rest) :]
            return Print(len(data), os.fstat(stream).st_mtime_ns, digest)
        finally:
            os.close(stream)
    except BaseException:
        with suppress(OSError):
            os.unlink(file)  # noqa: PTH108
        raise


def make_private(folder: Path) -> None:
    """Make a folder, if need be, that nobody but its owner may enter; what lies in it may be as it is."""
    folder.mkdir(mode=_PRIVATE, parents=True, exist_ok=True)
    if folder.stat().st_mode & ~_PRIVATE & 0o777:  # one that was there before
        with suppress(OSError):
            folder.chmod(_PRIVATE)


def _make_folder(folder: str) -> None:
    try:
        os.mkdir(folder)  # noqa: PTH102
    except FileExistsError:
        pass
    except FileNotFoundError:
        os.makedirs(folder, exist_ok=True)  # noqa: PTH103


def _new(file: str) -> int:
    return os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o666)


def move_in(source: str, root: str, path: str, digest: bytes) -> Print:
    """Move a file with this digest into a tree."""
    file = f"{root}/{path}"
    os.makedirs(os.path.dirname(file), exist_ok=True)  # noqa: PTH103, PTH120
    os.replace(source, file)  # noqa: PTH105
    status = os.stat(file)  # noqa: PTH116
    return Print(status.st_size, status.st_mtime_ns, digest)


def copy_in(source: str, root: str, path: str) -> Print:
    """Let a file of a tree be a copy of another one.

    It is a copy of its own, by reference where the file system can: a file edited in place must not change the site.
    """
    file = f"{root}/{path}"
    os.makedirs(os.path.dirname(file), exist_ok=True)  # noqa: PTH103, PTH120
    fresh = f"{file}.new"
    with open(source, "rb") as original, open(fresh, "xb") as copy:  # noqa: PTH123
        if not _cloned(original.fileno(), copy.fileno()):
            shutil.copyfileobj(original, copy, _CHUNK)
    found = file_digest(fresh)  # of what was copied, whatever happened to the original meanwhile
    os.replace(fresh, file)  # noqa: PTH105
    status = os.stat(file)  # noqa: PTH116
    return Print(status.st_size, status.st_mtime_ns, found)


def _cloned(source: int, target: int) -> bool:
    """Let two files share their blocks until one is written to. Source: ioctl_ficlone(2), on Btrfs, XFS and others."""
    if fcntl is None:
        return False
    try:
        fcntl.ioctl(target, _FICLONE, source)
    except OSError:
        return False
    return True


def share(source: str, target: str) -> None:
    """Let a file stand in a second tree: by a hard link, or as a copy with its time where there are no links."""
    try:
        os.link(source, target)
    except FileExistsError:
        os.unlink(target)  # noqa: PTH108
        share(source, target)
    except FileNotFoundError:
        os.makedirs(os.path.dirname(target), exist_ok=True)  # noqa: PTH103, PTH120
        share(source, target)
    except OSError:
        shutil.copy2(source, target)


def copy(root: str, paths: Collection[str], target: str) -> None:
    """Make a tree of its own of some files of a tree, which both share."""
    os.mkdir(target)  # noqa: PTH102
    for folder in sorted(folders_of(paths) - {""}):
        os.mkdir(f"{target}/{folder}")  # noqa: PTH102
    for path in paths:
        share(f"{root}/{path}", f"{target}/{path}")


def remove(root: str, path: str) -> None:
    """Remove a file from a tree, and the folders that are empty without it."""
    file = f"{root}/{path}"
    with suppress(FileNotFoundError):
        os.unlink(file)  # noqa: PTH108
    folder = os.path.dirname(file)  # noqa: PTH120
    with suppress(OSError):  # of a folder that still holds something
        while len(folder) > len(root):
            os.rmdir(folder)  # noqa: PTH106
            folder = os.path.dirname(folder)  # noqa: PTH120


def folders_of(paths: Iterable[str]) -> set[str]:
    """Return every folder that some files stand in, that of the root, which is empty, among them."""
    folders = {""}
    for path in paths:
        folder = path.rpartition("/")[0]
        while folder not in folders:
            folders.add(folder)
            folder = folder.rpartition("/")[0]
    return folders


def time_in(folder: str) -> int:
    """Return what time it is by the clock of the file system that a folder lies on, in nanoseconds."""
    clock = f"{folder}/clock"
    with open(clock, "wb"):  # noqa: PTH123
        os.utime(clock)
    return os.stat(clock).st_mtime_ns  # noqa: PTH116


def prints_of(root: str) -> dict[str, Print]:
    """Return the prints of all files of a tree of which nothing is known; links are none of ours."""
    prints = {}
    for path in files_of(root):
        file = f"{root}/{path}"
        status = os.lstat(file)
        if S_ISREG(status.st_mode):
            prints[path] = Print(status.st_size, status.st_mtime_ns, file_digest(file))
    return prints


def files_of(root: str) -> Iterator[str]:
    """Yield the path of everything in a tree that is no folder."""
    for here, folders, names in os.walk(root):
        below = os.path.relpath(here, root).replace(os.sep, "/")
        prefix = "" if below == "." else f"{below}/"
        linked = [name for name in folders if os.path.islink(os.path.join(here, name))]  # noqa: PTH114, PTH118
        yield from (f"{prefix}{name}" for name in (*names, *linked))
