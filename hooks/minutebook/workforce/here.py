"""Processes of this machine: how many there may be, and the one way to start them. None outlives its parent."""

from __future__ import annotations

import gc
import multiprocessing
import os
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from contextlib import contextmanager, suppress
from functools import partial
from itertools import islice
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Any, TypeVar

from minutebook.workforce.crew import AT_ONCE, Crew

Answer = TypeVar("Answer")

_THREADS = Path("/proc/self/task")
_MOST_WAITING = 8
"""Results for each process. Where the first of so many is not there yet, it is waited for, or memory would grow."""

_LAST = 5
"""How nice a process is that lets the others have most of a processor: it gets a quarter, not to wait for ever on a
machine that is busy with something else. Source: sched(7)."""

_known: tuple[object, ...] = ()


def processors() -> int:
    """Return how many processors this process may use: those of its mask, not all that the machine has."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


@contextmanager
def processes(count: int = 0, *known: object, joining: bool = False) -> Iterator[Crew | None]:
    """Start processes, as many as are wanted, or one for each processor; none where there is nothing to share.

    Those that are to know something are forked, where that is safe, and have all that this process has worked out; else
    they are started anew, and get what is to be known and no more: a fork costs the memory of all that either process
    writes to, and counting who holds an object is writing to it.

    Where this process is `joining` them it counts as one, and does what it can while it asks for results: so there is
    one memory less.
    """
    forks = bool(known) and is_alone()
    count = count or processors()
    others = 0 if count == 1 else count - joining
    pool = _pool(others, "fork" if forks else "spawn", partial(_begin, known))
    if pool is None:
        yield None
        return
    if forks:
        gc.freeze()  # or looking for garbage would write into all the memory that they share
    try:
        yield _Joined(pool, others, known) if joining else _Processes(pool, others)
    finally:
        pool.shutdown(cancel_futures=True)
        if forks:
            gc.unfreeze()


def begun(work: Callable[[], object], *, last: bool = False) -> BaseProcess | None:
    """Begin a piece of work in a process of its own, which is there when this returns; none where a fork is unsafe.

    What it does to this process's values is lost; what it does to files stays. `exitcode` is 0 if it came to its end.
    What comes `last` lets others have the processors first: it is not needed soon.
    """
    if not is_alone() or multiprocessing.current_process().daemon or processors() == 1:
        return None
    child = multiprocessing.get_context("fork").Process(target=_do, args=(work, last), daemon=True)
    child.start()
    return child


def asked(work: Callable[[], Answer], *, last: bool = False) -> Callable[[], Answer]:
    """Begin a piece of work in a process of its own; return what waits for the answer, which must not be large.

    What comes `last` lets others have the processors first. Where there is no such process, or it does not come to its
    end, whoever waits does the work.
    """
    receiving, sending = multiprocessing.Pipe(duplex=False)
    child = begun(partial(_send, sending, work), last=last)
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


def _do(work: Callable[[], object], last: bool) -> None:  # noqa: FBT001
    gc.disable()  # it would write into all the memory that this process shares with its parent
    if last and hasattr(os, "nice"):
        os.nice(_LAST)
    _begin(())
    work()


class _Processes(Crew):
    is_here = True

    def __init__(self, pool: Executor, size: int) -> None:
        self._pool, self.size = pool, size

    def submit(self, function: Callable[..., Any], /, *given: Any, **named: Any) -> Future[Any]:
        return self._pool.submit(_call, function, *given, **named)


class _Joined(_Processes):
    """Processes, and the one that gathered them; that takes what they are not ready for."""

    def __init__(self, pool: Executor, size: int, known: tuple[object, ...]) -> None:
        super().__init__(pool, size)
        self._known = known

    def results(self, function: Callable[..., Answer], given: Iterable[Any]) -> Iterator[Answer]:
        coming = iter(given)
        waiting: deque[Future[Answer]] = deque()
        while True:
            room = AT_ONCE * self.size - sum(not one.done() for one in waiting)
            waiting.extend(self.submit(function, each) for each in islice(coming, max(room, 0)))
            while waiting and waiting[0].done():
                yield waiting.popleft().result()
            own = list(islice(coming, 1)) if len(waiting) < _MOST_WAITING * self.size else ()
            waiting.extend(self._done(function, each) for each in own)
            if not waiting:
                return
            if not own:
                yield waiting.popleft().result()

    def _done(self, function: Callable[..., Answer], given: object) -> Future[Answer]:
        answer: Future[Answer] = Future()
        answer.set_result(function(*self._known, given))
        return answer


def is_alone() -> bool:
    """Tell whether this process has one thread: a fork has that one alone, and whatever another held is held for ever.

    Only Linux tells of those that are not Python's. Elsewhere a system's own libraries do not stand a fork.
    """
    try:
        return len(list(_THREADS.iterdir())) == 1
    except OSError:
        return False


def _pool(count: int, method: str, begin: Callable[[], None]) -> Executor | None:
    """Return an executor; nothing where it would be of no use, or where the system cannot have one."""
    if not count or multiprocessing.current_process().daemon:
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
