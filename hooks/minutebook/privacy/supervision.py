"""Supervision: files are handed to examiners, several at once; one that takes too long is stopped and replaced.

Examiners are children of this process, or of the workers of a cluster.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from base64 import b64encode
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, suppress
from dataclasses import dataclass
from pathlib import Path
from queue import SimpleQueue
from threading import Timer
from types import TracebackType
from typing import Self

from minutebook.personal.others import Roles
from minutebook.privacy.examiner import unpacked
from minutebook.privacy.inspection import Report
from minutebook.privacy.passage import Gap
from minutebook.workforce import HERE, Workforce, processors

MANY = 200
"""Files. Fewer than these are looked at before a cluster is reached."""

MOST_SENT = 32 * 1024 * 1024
"""Bytes. A file that is larger is not sent to others."""

PACKAGES = Path(__file__).parents[2]


@dataclass(frozen=True, slots=True)
class Limits:
    """What one file may cost: seconds, and bytes of memory."""

    seconds: float = 60
    memory: int = 1536 * 1024 * 1024


def examine(  # noqa: PLR0913
    files: Sequence[Path],
    roles: Roles,
    *,
    initials: bool = False,
    workforce: Workforce = HERE,
    limits: Limits = Limits(),
    seen: Callable[[], object] = bool,
) -> Iterator[Report]:
    """Yield what was seen in each file, in their order. `seen` is called once for each as soon as it is done.

    Where the workforce is of this machine, it says how many files are looked at at once.
    """
    task = {"names": sorted(roles.names), "addresses": sorted(roles.addresses), "initials": initials}
    if workforce.cluster and len(files) >= MANY:
        yield from _elsewhere(files, _Examiner(task, limits), workforce, seen)
        return
    jobs = min(workforce.count or processors(), len(files))
    if not jobs:
        return
    with ExitStack() as stack:
        free: SimpleQueue[_Examiner] = SimpleQueue()
        for _ in range(jobs):
            free.put(stack.enter_context(_Examiner(task, limits)))

        def look(file: Path) -> Report:
            examiner = free.get()
            try:
                return examiner.look(file)
            finally:
                free.put(examiner)
                seen()

        yield from stack.enter_context(ThreadPoolExecutor(jobs)).map(look, files)


def _elsewhere(
    files: Sequence[Path], examiner: _Examiner, workforce: Workforce, seen: Callable[[], object]
) -> Iterator[Report]:
    """Have the contents of files looked at by workers, each of which has an examiner, too; large files stay here."""
    small = [file for file in files if file.is_file() and file.stat().st_size <= MOST_SENT]
    with examiner, workforce.gathered(examiner) as crew:
        reports = crew.results(_Examiner.look_into, map(_read, small)) if crew else iter(())
        sent = set(small) if crew else ()
        for file in files:
            yield next(reports) if file in sent else examiner.look(file)
            seen()


def _read(file: Path) -> tuple[str, bytes | None]:
    try:
        return file.name, file.read_bytes()
    except OSError:
        return file.name, None


class _Examiner:
    """One child process, started when it is first needed and started anew when it was lost."""

    def __init__(self, task: dict[str, object], limits: Limits) -> None:
        self._task = json.dumps({**task, "memory": limits.memory})
        self._seconds = limits.seconds
        self._child: subprocess.Popen[str] | None = None

    def __enter__(self) -> Self:
        return self

    def __getstate__(self) -> dict[str, object]:
        """Travel without the child: whoever gets this has one of its own."""
        return {**self.__dict__, "_child": None}

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._stop()

    def look(self, file: Path) -> Report:
        """Return what the child saw in a file, or that it was lost over it."""
        return self._look(str(file))

    def look_into(self, file: tuple[str, bytes | None]) -> Report:
        """Return what the child saw in a file that it gets by its name and contents, if they could be read."""
        name, data = file
        return Report(gaps=(Gap("unreadable"),)) if data is None else self._look([name, b64encode(data).decode()])

    def _look(self, file: str | list[str]) -> Report:
        child = self._child or self._start()
        overdue = False

        def stop() -> None:
            nonlocal overdue
            overdue = True
            child.kill()

        watch = Timer(self._seconds, stop)
        watch.start()
        answer = _asked(child, file)
        watch.cancel()
        try:
            report = unpacked(json.loads(answer))
        except (ValueError, KeyError, TypeError):
            self._stop()
            return Report(gaps=(Gap("time" if overdue else "crashed"),))
        if any(gap.reason == "memory" for gap in report.gaps):
            self._stop()
        return report

    def _start(self) -> subprocess.Popen[str]:
        self._child = child = subprocess.Popen(
            [sys.executable, "-m", "minutebook.privacy.examiner"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,  # what a library says of a file may quote it
            env={**os.environ, "PYTHONPATH": str(PACKAGES)},
            encoding="utf-8",
        )
        _tell(child, self._task)
        return child

    def _stop(self) -> None:
        if self._child is not None:
            self._child.kill()
            self._child.communicate()
            self._child = None


def _asked(child: subprocess.Popen[str], file: str | list[str]) -> str:
    _tell(child, json.dumps(file))
    return child.stdout.readline() if child.stdout else ""


def _tell(child: subprocess.Popen[str], line: str) -> None:
    with suppress(OSError):  # a child that was lost gives no answer, and that tells
        if child.stdin:
            child.stdin.write(f"{line}\n")
            child.stdin.flush()
