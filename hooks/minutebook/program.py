"""The program itself, as far as it decides what is made of records: this package, what it stands on, and Python."""

from __future__ import annotations

import os
import pickle
import sys
from collections.abc import Iterable
from contextlib import suppress
from functools import cache
from hashlib import blake2b
from importlib import metadata
from pathlib import Path

LIBRARIES = (
    "babel",
    "jinja2",
    "markdown",
    "markupsafe",
    "mkdocs",
    "mkdocs-material",
    "nh3",
    "numpy",
    "pypdf",
    "pypdfium2",
    "pyyaml",
    "simplemma",
    "snowballstemmer",
)
DIGEST = 32
"""Bytes."""


_PACKAGE = Path(__file__).parent

Stamps = dict[str, tuple[int, int, int, int]]
"""Of each file of the package, by its path: its bytes, when it was written and changed, and which one it is."""


def digest() -> bytes:
    """Return a digest of the program as it was when this process first asked."""
    return _first()[1]


def is_steady() -> bool:
    """Tell whether the package is still what it was when this process began: a server runs while templates change.

    Only if a file looks different from outside are they all read again.
    """
    stamps, before = _first()
    now = _stamps(_PACKAGE)
    return now == stamps or before == _digest(now)


@cache
def _first() -> tuple[Stamps, bytes]:
    stamps = _stamps(_PACKAGE)  # before they are read: what is written meanwhile looks different afterwards
    return stamps, _digest(stamps)


def _stamps(folder: Path | str) -> Stamps:
    found: Stamps = {}
    for entry in os.scandir(folder):
        if entry.is_dir():
            found |= _stamps(entry.path) if entry.name != "__pycache__" else {}
        elif entry.is_file():
            with suppress(FileNotFoundError):  # an editor's draft that was there a moment ago
                at = entry.stat()
                found[entry.path] = at.st_size, at.st_mtime_ns, at.st_ctime_ns, at.st_ino
    return found


def _digest(files: Iterable[str]) -> bytes:
    whole = blake2b(digest_size=DIGEST)
    whole.update(f"{sys.version}\n{pickle.HIGHEST_PROTOCOL}\n".encode())
    whole.update("".join(f"{name} {metadata.version(name)}\n" for name in LIBRARIES).encode())
    for file in map(Path, sorted(files)):
        with suppress(FileNotFoundError):
            name, data = file.relative_to(_PACKAGE).as_posix(), file.read_bytes()
            whole.update(f"{name}\n{len(data)}\n".encode() + data)
    return whole.digest()
