"""Waiting for what another thread or process does, as long as a slow machine may need."""

from __future__ import annotations

from collections.abc import Callable
from time import monotonic, sleep

PATIENCE = 20
"""Seconds."""


def until(met: Callable[[], bool]) -> None:
    """Wait until a condition is met, or fail."""
    end = monotonic() + PATIENCE
    while not met() and monotonic() < end:
        sleep(0.01)
    assert met()
