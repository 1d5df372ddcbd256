"""Processes of this machine: how many there may be, and the one way to start them. None outlives its parent."""

from __future__ import annotations

import gc
import multiprocessing
import os
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from contextlib import contextmanager, suppress
from functools import partial
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Any, TypeVar

from minutebook.workforce.crew import Crew

Answer = TypeVar("Answer")

_THREADS = Path("/proc/self/task")

_known: tuple[object, ...] = ()


def processors() -> int:
    """Return how many processors this process may use: those of its mask, not all that the machine has."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


@contextmanager
def processes(count: int = 0, *known: object) -> Iterator[Crew | None]:
    """Start processes, as many as are wanted, or one for each processor; none where there is nothing to share.

    Where it is safe they are forked and have all that this process has worked out; else they are started anew, and get
    what is to be known and no more.
    """
    forks = _is_alone()
    count = count or processors()
    pool = _pool(count, "fork" if forks else "spawn", partial(_begin, known))
    if pool is None:
        yield None
        return
    if forks:
        gc.freeze()  # or looking for garbage would write into all the memory that they share
    try:
        yield _Processes(pool, count)
    finally:
        pool.shutdown(cancel_futures=True)
        if forks:
            gc.unfreeze()


def begun(work: Callable[[], object]) -> BaseProcess | None:
    """Begin a piece of work in a process of its own, which is there when this returns; none where a fork is unsafe.

    What it does to this process's values is lost; what it does to files stays. `exitcode` is 0 if it came to its end.
    """
    if not _is_alone() or multiprocessing.current_process().daemon or processors() == 1:
        return None
    child = multiprocessing.get_context("fork").Process(target=_do, args=(work,), daemon=True)
    child.start()
    return child


def asked(work: Callable[[], Answer]) -> Callable[[], Answer]:
    """Begin a piece of work in a process of its own; return what waits for the answer, which must not be large.

    Where there is no such process, or it does not come to its end, whoever waits does the work.
    """
    receiving, sending = multiprocessing.Pipe(duplex=False)
    child = begun(partial(_send, sending, work))
    sending.close()
    if child is None:
        receiving.close()
        return work

    def answer() -> Answer:
        try:
            found: Answer = receiving.recv()
        except (EOFError, OSError):
            found = work()
        receiving.close()
        child.join()
        return found

    return answer


def _send(sending: Connection, work: Callable[[], object]) -> None:
    with suppress(OSError):  # of somebody who no longer waits
        sending.send(work())


def _do(work: Callable[[], object]) -> None:
    gc.disable()  # it would write into all the memory that this process shares with its parent
    _begin(())
    work()


class _Processes(Crew):
    is_here = True

    def __init__(self, pool: Executor, size: int) -> None:
        self._pool, self.size = pool, size

    def submit(self, function: Callable[..., Any], /, *given: Any, **named: Any) -> Future[Any]:
        return self._pool.submit(_call, function, *given, **named)


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


def _begin(known: tuple[object, ...]) -> None:
    global _known  # noqa: PLW0603 - a process of its own works for one crew
    _known = known
    threading.Thread(target=_end_with_the_parent, daemon=True).start()


def _call(function: Callable[..., object], *given: object, **named: object) -> object:
    return function(*_known, *given, **named)


def _end_with_the_parent() -> None:
    """Let a process end when the one that started it does, however that ended."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        wait([parent.sentinel])
        os._exit(1)
