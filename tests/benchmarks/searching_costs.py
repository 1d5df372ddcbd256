"""What indexing costs, and a reader's line and processor as they are emulated."""

from __future__ import annotations

import os
import resource
import time
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Page


def in_a_process(work: Callable[[], None]) -> str:
    """Run in a process of its own; return what it took."""
    started = time.monotonic()
    child = os.fork()
    if child == 0:
        work()
        os._exit(0)
    _, status, usage = os.wait4(child, 0)
    assert status == 0
    return cost(started, usage)


def cost(started: float, usage: resource.struct_rusage) -> str:
    """Return seconds by the clock, seconds of all processors, and megabytes of memory at the most."""
    seconds, work = time.monotonic() - started, usage.ru_utime + usage.ru_stime
    return f"{seconds:6.1f} s by the clock, {work:6.1f} s of processors, {usage.ru_maxrss / 1000:5.0f} MB of memory"


def weight(folder: Path) -> str:
    files = [path.stat().st_size for path in folder.rglob("*") if path.is_file()]
    return f"{sum(files) / 1e6:.0f} MB in {len(files):,} files"


REST = 1000
"""Milliseconds that a browser goes on with what a new page needs, and one for later, before it has nothing to do."""


def slow_down(page: Page) -> None:
    """Put a page on 4G, with a processor a quarter as fast as this machine's, once its browser has come to rest."""
    page.wait_for_timeout(REST)
    session = page.context.new_cdp_session(page)
    session.send("Network.enable")
    conditions = {"offline": False, "latency": 60, "downloadThroughput": 9e6 / 8, "uploadThroughput": 9e6 / 8}
    session.send("Network.emulateNetworkConditions", conditions)
    session.send("Emulation.setCPUThrottlingRate", {"rate": 4})
