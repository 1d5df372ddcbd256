"""One build of a site at a time: a second one waits a little, and then says who is at it.

The lock is the system's own: it ends with the process that holds it, however that ends, and its file says nothing. Who
holds it stands in a file beside it, which counts for nothing but the message.
"""

from __future__ import annotations

import os
import platform
from contextlib import suppress
from pathlib import Path

from filelock import FileLock, Timeout

SECONDS = 10
"""How long a build waits for another one."""


class OccupiedError(Exception):
    """Another build of the same site is at work. `text` and `facts` say which, in the locales."""

    text = "build.occupied"

    def __init__(self, **facts: str) -> None:
        self.facts = facts
        super().__init__(self.text)


class Lock:
    """The lock of a folder that builds of one site share."""

    def __init__(self, folder: Path) -> None:
        """Nothing is touched before `take`."""
        self._lock = FileLock(folder / "lock", fallback_to_soft=False)
        self._holder = folder / "holder"

    def take(self) -> None:
        """Take the lock; raise `OccupiedError` if another build holds it for too long."""
        try:
            self._lock.acquire(timeout=SECONDS)
        except Timeout as error:
            process, _, machine = self._found().partition(" ")
            raise OccupiedError(process=process, machine=machine) from error
        except (NotImplementedError, OSError):  # of a file system without locks: as it was before there were any
            return
        self._holder.write_text(f"{os.getpid()} {platform.node()}", encoding="utf-8")

    def leave(self) -> None:
        """Let the next one in."""
        if self._lock.is_locked:
            with suppress(OSError):
                self._holder.unlink(missing_ok=True)
            self._lock.release(force=True)

    def _found(self) -> str:
        with suppress(OSError, ValueError):
            return self._holder.read_text(encoding="utf-8")
        return "? ?"
