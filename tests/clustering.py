"""A cluster on this machine, for tests: a scheduler, and workers in processes of their own that may be killed."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass

from tests.building import REPOSITORY

PROGRAM = """
import asyncio, logging, os, sys, threading
import distributed, minutebook.rebuild.press

logging.disable()


async def schedule(port):
    async with distributed.Scheduler(host="127.0.0.1", port=port, dashboard=False) as scheduler:
        print("ready", flush=True)
        await scheduler.finished()


async def work(address):
    async with distributed.Worker(address, nthreads=int(os.environ.get("THREADS", 1)), dashboard=False) as worker:
        await worker.finished()


port, workers = map(int, sys.argv[1:])
address = f"tcp://127.0.0.1:{port}"
pids = []
for _ in range(workers):
    pids.append(os.fork())
    if not pids[-1]:
        sys.stdout = sys.stderr
        asyncio.run(work(address))
        os._exit(0)
print(*pids, flush=True)
asyncio.run(schedule(port))
"""
"""Workers are forked, so that libraries, which take their time, are loaded once."""


@dataclass(frozen=True)
class Cluster:
    """The address of a scheduler, its process, and those of its workers."""

    address: str
    scheduler: int
    workers: Sequence[int]


@contextmanager
def cluster(workers: int = 2, **environment: str) -> Iterator[Cluster]:
    """Start a cluster whose workers have the program of this repository, unless the environment says otherwise."""
    with socket.socket() as place:
        place.bind(("127.0.0.1", 0))
        port = place.getsockname()[1]
    with subprocess.Popen(
        [sys.executable, "-c", PROGRAM, str(port), str(workers)],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={**os.environ, **surroundings(), **environment},
        encoding="utf-8",
    ) as process:
        pids = [int(pid) for pid in process.stdout.readline().split()]
        process.stdout.readline()
        try:
            yield Cluster(f"tcp://127.0.0.1:{port}", process.pid, pids)
        finally:
            for pid in (*pids, process.pid):
                with suppress(ProcessLookupError):
                    os.kill(pid, signal.SIGKILL)


def surroundings() -> Mapping[str, str]:
    """Return where a worker finds the program, and the functions of tests."""
    return {"PYTHONPATH": os.pathsep.join((str(REPOSITORY / "hooks"), str(REPOSITORY)))}
