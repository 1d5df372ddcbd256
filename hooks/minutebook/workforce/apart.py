"""Work in a process that is started anew, for one that has threads: it may fork and have processes of its own."""

from __future__ import annotations

import ctypes
import multiprocessing
import os
import signal
import sys
from collections.abc import Callable
from contextlib import suppress

_PR_SET_PDEATHSIG = 1
"""What prctl(2) is asked for: a signal when the thread that started this process ends."""


class Apart:
    """A piece of work that has begun, as something that can be sent to another process. It ends with this process."""

    def __init__(self, work: Callable[[], object]) -> None:
        """Begin; the thread that does this has to stay until the work is done."""
        self._process = multiprocessing.get_context("spawn").Process(target=_do, args=(work, os.getpid()))
        self._process.start()

    def ended_well(self) -> bool:
        """Wait for the end; return whether the work was done."""
        self._process.join()
        return self._process.exitcode == 0

    def end(self) -> None:
        """End it, wherever it is."""
        self._process.kill()
        self._process.join()


def _do(work: Callable[[], object], parent: int) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # whoever started it ends it
    if sys.platform == "linux":
        with suppress(OSError, AttributeError):
            ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
        if os.getppid() != parent:
            return
    work()
