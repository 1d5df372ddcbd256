"""What a build keeps for the next one, in files of its own: whole, of this very program, or not there at all."""

from __future__ import annotations

import gc
import pickle
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from hashlib import blake2b
from importlib import metadata
from pathlib import Path
from typing import Any

_DIGEST = 32
LIBRARIES = (
    "babel",
    "jinja2",
    "markdown",
    "markupsafe",
    "mkdocs",
    "mkdocs-material",
    "nh3",
    "pypdf",
    "pypdfium2",
    "pyyaml",
    "simplemma",
    "snowballstemmer",
)


def keep(file: Path, value: object) -> None:
    """Keep a value. A file that is cut off, or comes from another version, is as good as none."""
    data = pickle.dumps(value, pickle.HIGHEST_PROTOCOL)
    fresh = file.with_name(f"{file.name}.new")
    with fresh.open("wb") as stream:
        stream.write(_seal(data))
        stream.write(data)
    fresh.replace(file)


def recall(file: Path) -> Any:
    """Return the value that was kept, or `None`.

    Whoever can write into the folder can let the build run code, as they could by changing the program beside it.
    """
    try:
        kept = file.read_bytes()
    except OSError:
        return None
    data = memoryview(kept)[_DIGEST:]
    if len(kept) < _DIGEST or kept[:_DIGEST] != _seal(data):
        return None
    with undisturbed():
        return pickle.loads(data)  # noqa: S301 - it is ours


def _seal(data: bytes | memoryview) -> bytes:
    return blake2b(data, key=program(), digest_size=_DIGEST).digest()


@contextmanager
def undisturbed() -> Iterator[None]:
    """Let no cycles be looked for while many records are made that have none: it takes as long as making them."""
    running = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if running:
            gc.enable()


@cache
def program() -> bytes:
    """Return a digest of all that decides what is made of records: this package, what it stands on, and Python."""
    return _program()


def is_steady() -> bool:
    """Tell whether the package is still what it was when this process began: a server runs while templates change."""
    return program() == _program()


def _program() -> bytes:
    digest = blake2b(digest_size=_DIGEST)
    digest.update(f"{sys.version}\n{pickle.HIGHEST_PROTOCOL}\n".encode())
    digest.update("".join(f"{name} {metadata.version(name)}\n" for name in LIBRARIES).encode())
    package = Path(__file__).parents[1]
    for file in sorted(package.rglob("*")):
        if "__pycache__" not in file.parts and file.is_file():
            name, data = file.relative_to(package).as_posix(), file.read_bytes()
            digest.update(f"{name}\n{len(data)}\n".encode() + data)
    return digest.digest()
