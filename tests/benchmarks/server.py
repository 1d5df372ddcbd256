"""From a save to the screen: a server that follows an archive, and when a page that it answers says what was saved."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path
from socket import socket
from urllib.error import URLError
from urllib.request import urlopen

from tests.benchmarks.measuring import Failed, Run
from tests.interrupting import mkdocs

SAVES = 5
PAUSE = 5.0
"""Seconds between two saves, in which the server builds what it can."""

MOST_TO_START = 1200
MOST_TO_SHOW = 60


def saves(folder: Path, cache: Path) -> Iterator[Run]:
    """Start a server of a project, save an item several times, and yield how long each save took to be seen.

    That counts the time on the clock alone: what the server's processes do meanwhile is not only for this save.
    """
    item = max(folder.glob("meetings/*/*/01-sag.md"))
    organization, meeting = item.parts[-3:-1]
    text = item.read_text(encoding="utf-8")
    number = re.search(r"^number: *[\"']?([\w.]+)", text, re.MULTILINE)
    page = f"moeder/{organization}/{meeting}/punkt-{number[1] if number else ''}/"
    with socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    log = folder / ".server.log"
    with log.open("wb") as said:
        command = mkdocs("serve", "--dev-addr", f"127.0.0.1:{port}")
        environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1", "XDG_CACHE_HOME": str(cache)}
        process = subprocess.Popen(command, cwd=folder, env=environment, stdout=said, stderr=subprocess.STDOUT)
    try:
        _wait_for(process, log)
        for each in range(SAVES):
            time.sleep(PAUSE)
            mark = f"Mærke{each}"
            item.write_text(f"{text.rstrip()}\n\n{mark}.\n", encoding="utf-8")
            yield Run(_seen(f"http://127.0.0.1:{port}/{page}", mark), 0, 0)
    finally:
        process.send_signal(signal.SIGINT)
        try:
            process.wait(MOST_TO_SHOW)
        except subprocess.TimeoutExpired:
            process.kill()
        item.write_text(text, encoding="utf-8")
    log.unlink()


def _wait_for(process: subprocess.Popen[bytes], log: Path) -> None:
    until = time.monotonic() + MOST_TO_START
    while "Serving on" not in (said := log.read_text(encoding="utf-8", errors="replace")):
        if process.poll() is not None or time.monotonic() > until:
            message = f"the server did not start\n{said[-4000:]}"
            raise Failed(message)
        time.sleep(0.2)


def _seen(address: str, mark: str) -> float:
    """Return the seconds until a page says something that was saved just now."""
    start = time.perf_counter()
    while (took := time.perf_counter() - start) < MOST_TO_SHOW:
        try:
            with urlopen(address, timeout=MOST_TO_SHOW) as answer:  # noqa: S310 - on this machine
                if mark in answer.read().decode():
                    return time.perf_counter() - start
        except URLError:
            pass
        time.sleep(0.01)
    message = f"{address}: what was saved was not there after {took:.0f} seconds"
    raise Failed(message)
