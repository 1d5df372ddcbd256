"""The workforce: how many processors there are for this process, and other processes to share its work with.

What they are given is values, and what they do is a function of the package, so that it does not matter how one of them
was started. None outlives the process that started it.
"""

from __future__ import annotations

import gc
import multiprocessing
import os
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, ProcessPoolExecutor
from contextlib import contextmanager
from functools import partial
from multiprocessing.connection import wait
from pathlib import Path

_THREADS = Path("/proc/self/task")


def processors() -> int:
    """Return how many processors this process may use: those of its mask, not all that the machine has."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


@contextmanager
def processes(count: int = 0, ready: Callable[..., object] = bool, *given: object) -> Iterator[Executor | None]:
    """Start processes, as many as are wanted, or one for each processor; none where there is nothing to share.

    Each calls `ready` with what is `given` before it does anything else. Where it is safe they are forked and have all
    that this process has worked out; else they are started anew, and get what is given and no more.
    """
    forks = _is_alone()
    pool = _pool(count or processors(), "fork" if forks else "spawn", partial(_begin, ready, given))
    if pool is None:
        yield None
        return
    if forks:
        gc.freeze()  # or looking for garbage would write into all the memory that they share
    try:
        yield pool
    finally:
        pool.shutdown(cancel_futures=True)
        if forks:
            gc.unfreeze()


def _is_alone() -> bool:
    """Tell whether this process has one thread: a fork has that one alone, and whatever another held is held for ever.

    Only Linux tells of those that are not Python's. Elsewhere a system's own libraries do not stand a fork.
    """
    try:
        return len(list(_THREADS.iterdir())) == 1
    except OSError:
        return False


def _pool(count: int, method: str, begin: Callable[[], None]) -> Executor | None:
    """Return an executor; nothing where it would be of no use, or where the system cannot have one."""
    if count == 1 or multiprocessing.current_process().daemon:
        return None
    try:
        return ProcessPoolExecutor(count, multiprocessing.get_context(method), begin)
    except (ImportError, NotImplementedError, OSError):  # of a system without semaphores
        return None


def _begin(ready: Callable[..., object], given: tuple[object, ...]) -> None:
    threading.Thread(target=_end_with_the_parent, daemon=True).start()
    ready(*given)


def _end_with_the_parent() -> None:
    """Let a process end when the one that started it does, however that ended."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        wait([parent.sentinel])
        os._exit(1)
