"""MkDocs in a process that can be interrupted as from a terminal: one started in the background ignores that."""

from __future__ import annotations

import sys

_PROGRAM = """
import signal
signal.signal(signal.SIGINT, signal.default_int_handler)
from mkdocs.__main__ import cli
cli()
"""


def mkdocs(*given: str) -> list[str]:
    """Return the command that runs MkDocs with these arguments."""
    return [sys.executable, "-c", _PROGRAM, *given]
