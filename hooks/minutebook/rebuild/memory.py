"""What a build keeps for the next one, in files of its own: whole, of this very program, or not there at all."""

from __future__ import annotations

import pickle
from hashlib import blake2b
from pathlib import Path
from typing import Any

from minutebook.garbage import undisturbed
from minutebook.program import DIGEST, digest


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
    data = memoryview(kept)[DIGEST:]
    if len(kept) < DIGEST or kept[:DIGEST] != _seal(data):
        return None
    with undisturbed():
        return pickle.loads(data)  # noqa: S301 - it is ours


def _seal(data: bytes | memoryview) -> bytes:
    return blake2b(data, key=digest(), digest_size=DIGEST).digest()
