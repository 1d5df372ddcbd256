"""The program itself, as far as it decides what is made of records: this package, what it stands on, and Python."""

from __future__ import annotations

import pickle
import sys
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
    "pypdf",
    "pypdfium2",
    "pyyaml",
    "simplemma",
    "snowballstemmer",
)
DIGEST = 32
"""Bytes."""


@cache
def digest() -> bytes:
    """Return a digest of the program as it was when this process first asked."""
    return _digest()


def is_steady() -> bool:
    """Tell whether the package is still what it was when this process began: a server runs while templates change."""
    return digest() == _digest()


def _digest() -> bytes:
    whole = blake2b(digest_size=DIGEST)
    whole.update(f"{sys.version}\n{pickle.HIGHEST_PROTOCOL}\n".encode())
    whole.update("".join(f"{name} {metadata.version(name)}\n" for name in LIBRARIES).encode())
    package = Path(__file__).parent
    for file in sorted(package.rglob("*")):
        if "__pycache__" not in file.parts and file.is_file():
            name, data = file.relative_to(package).as_posix(), file.read_bytes()
            whole.update(f"{name}\n{len(data)}\n".encode() + data)
    return whole.digest()
