"""One process measured: its time, its memory, and what it wrote."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from threading import Event, Thread

SAMPLES_EVERY = 0.1
MOST_FOR_SAMPLING = 0.05
"""The share of one core that looking at memory may take."""


@dataclass(frozen=True)
class Run:
    """What a process took: seconds on the clock and of the processors, and bytes of memory at the most.

    Processor time is that of all its descendants too. `files` and `bytes` are what stands in its output afterwards.
    """

    wall: float
    cpu: float
    memory: int
    files: int = 0
    bytes: int = 0


class Failed(Exception):  # noqa: N818 - what is raised is what happened
    """A measured process that ended with an error, so that what it took says nothing."""


def measure(command: Sequence[str | Path], cwd: Path, output: Path | None = None, **settings: str) -> Run:
    """Run a command in a process of its own.

    What it prints is kept and shown only if it fails, which raises `Failed`.
    """
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1", **settings}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)  # who builds every day has compiled what they build with
    log = cwd / ".benchmark.log"
    with log.open("wb") as said:
        start = time.perf_counter()
        process = subprocess.Popen(command, cwd=cwd, env=environment, stdout=said, stderr=subprocess.STDOUT)
        tree = _Tree(process.pid)
        _, status, usage = os.wait4(process.pid, 0)
        wall = time.perf_counter() - start
        tree.stop()
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        text = log.read_text(encoding="utf-8", errors="replace")
        raise Failed(f"{' '.join(map(str, command))}: exit code {process.returncode}\n{text[-4000:]}")
    log.unlink()
    one = usage.ru_maxrss * (1 if sys.platform == "darwin" else 1024)
    files, size = weigh(output) if output else (0, 0)
    return Run(wall, usage.ru_utime + usage.ru_stime, max(one, tree.most), files, size)


def weigh(folder: Path) -> tuple[int, int]:
    """Return how many files are in a folder and below, and how many bytes."""
    sizes = [(Path(top) / name).stat().st_size for top, _, names in os.walk(folder) for name in names]
    return len(sizes), sum(sizes)


class _Tree(Thread):
    """Looks at the memory of a process and its descendants from time to time, as long as there are several.

    `wait4` tells the most that a single process had. What several had at one time, only Linux tells, and only while
    they run: for each its share (PSS), in which a page that n processes have in common counts as one n-th.
    """

    def __init__(self, pid: int) -> None:
        super().__init__(daemon=True)
        self.most = 0
        self._pid = pid
        self._over = Event()
        if Path("/proc/self/smaps_rollup").exists():
            self.start()

    def run(self) -> None:
        wait = SAMPLES_EVERY
        while not self._over.wait(wait):
            start = time.thread_time()
            family = _family(self._pid)
            if len(family) > 1:
                self.most = max(self.most, sum(map(_share, family)))
            wait = max(SAMPLES_EVERY, (time.thread_time() - start) / MOST_FOR_SAMPLING)

    def stop(self) -> None:
        self._over.set()
        if self.is_alive():
            self.join()


def _family(pid: int) -> list[int]:
    """Return a process and all its descendants."""
    found = [pid]
    for one in found:
        for task in Path(f"/proc/{one}/task").glob("*/children"):
            try:
                found += map(int, task.read_text(encoding="ascii").split())
            except OSError:  # it ended in the meantime
                continue
    return found


def _share(pid: int) -> int:
    """Return the bytes of memory that count as a process's own."""
    try:
        text = Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="ascii")
    except OSError:
        return 0
    return next((int(line.split()[1]) * 1024 for line in text.splitlines() if line.startswith("Pss:")), 0)
