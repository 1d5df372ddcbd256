"""Folders that get their places in one step, so that nobody ever sees half of one."""

from __future__ import annotations

import ctypes
import os
import sys
from pathlib import Path

_HERE = -100  # AT_FDCWD: paths count from the working directory
_EXCHANGE = 2  # RENAME_EXCHANGE


def folder_of(site: Path) -> Path:
    """Return the folder of a site, also where a link stands for it, with which no folder could change places."""
    return site.resolve() if site.is_symlink() else site


def exchange(one: str, other: str) -> bool:
    """Let two folders change names in one step, of which nobody sees the middle; false where the system cannot.

    Source: renameat2(2), since Linux 3.15; glibc has it since 2.28.
    """
    if sys.platform != "linux":
        return False
    try:
        rename = ctypes.CDLL(None, use_errno=True).renameat2
    except (OSError, AttributeError):
        return False
    return bool(rename(_HERE, os.fsencode(one), _HERE, os.fsencode(other), _EXCHANGE) == 0)


def move(folder: str, place: str) -> bool:
    """Move a folder to a place of the same file system; false if it cannot be, as where there is one already."""
    try:
        os.makedirs(os.path.dirname(place), exist_ok=True)  # noqa: PTH103, PTH120
        os.rename(folder, place)  # noqa: PTH104
    except OSError:
        return False
    return True
