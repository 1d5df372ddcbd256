"""Hints: what a file's status said when its bytes were read, and behind it their digest; a folder has none.

There is one for every file of an archive, and it is packed: as five values each takes three times the memory.
"""

from __future__ import annotations

import os
from struct import Struct

Hint = bytes

_STATUS = Struct("<4Q")
"""Bytes, when the file was written and when changed, in nanoseconds, and its inode."""

_LARGEST = 2**64 - 1
"""A time before 1970 becomes one that is far ahead: such a file is read each time."""


def hint(status: os.stat_result) -> Hint:
    """Return what a status says. What is known of the same file, unchanged, starts with it."""
    return _STATUS.pack(
        status.st_size & _LARGEST,
        status.st_mtime_ns & _LARGEST,
        status.st_ctime_ns & _LARGEST,
        status.st_ino & _LARGEST,
    )


def digest_in(known: Hint) -> bytes:
    """Return the digest of the bytes; none of what is no file."""
    return known[_STATUS.size :]


def touched(known: Hint) -> int:
    """Return when the file was written or changed last, in nanoseconds since 1970."""
    last: int = max(_STATUS.unpack_from(known)[1:3])
    return last
