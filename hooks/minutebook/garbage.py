"""When Python looks for garbage in cycles: records have none, and looking takes as long as making them."""

from __future__ import annotations

import ctypes
import gc
import platform
from collections.abc import Iterator
from contextlib import contextmanager

_SELDOM = 100_000, 50, 100
"""Objects that are made between two looks, and looks between two that go further. Python has 700, 10 and 10."""


def look_seldom() -> None:
    """Look for cycles seldom from here on, in this process and in those that are forked from it."""
    gc.set_threshold(*_SELDOM)


@contextmanager
def undisturbed() -> Iterator[None]:
    """Let no cycles be looked for while much is made that has none."""
    running = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if running:
            gc.enable()


def leave_to_the_system(value: object) -> None:
    """Keep a value, and all that it holds, until the process is gone, for a process that is about to end.

    Python would take it apart object by object, which lasts as long as a tenth of what was worth building them for.
    """
    if platform.python_implementation() == "CPython":
        gc.freeze()  # or Python looks through it for cycles once more
        ctypes.pythonapi.Py_IncRef(ctypes.py_object(value))
