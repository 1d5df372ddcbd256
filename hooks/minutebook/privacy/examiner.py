"""The examiner: a child process that reads foreign files, so that a hostile one harms nothing but the child.

    python -m minutebook.privacy.examiner

It is told what it needs in one line of JSON, then a file a line, by its path or by its name and contents, and answers
each with a line: what it saw, masked. It may use so much memory and no more, and writes no files. How long it may take
is the parent's to watch, and when there is no parent any more it ends.
"""

from __future__ import annotations

import json
import os
import sys
from base64 import b64decode
from collections.abc import Iterator
from pathlib import Path
from queue import SimpleQueue
from threading import Thread
from typing import Any

from minutebook.confinement import confine
from minutebook.personal.others import Roles
from minutebook.privacy.inspection import Report, Sighting, inspect
from minutebook.privacy.passage import Gap

MOST_FILE_BYTES = 256 * 1024 * 1024
_OUT_OF_MEMORY = 3
_TOO_LARGE = Report(gaps=(Gap("too-large"),))


def main() -> None:
    """Answer for one file after the other."""
    sys.setrecursionlimit(2000)
    task = json.loads(sys.stdin.readline())
    confine(task["memory"])
    roles = Roles(frozenset(task["names"]), frozenset(task["addresses"]))
    for file in _files():
        try:
            name, data = _opened(file)
            seen = inspect(data, name, roles, initials=task["initials"]) if data is not None else _TOO_LARGE
        except MemoryError:
            _answer(Report(gaps=(Gap("memory"),)))
            os._exit(_OUT_OF_MEMORY)
        except OSError:
            seen = Report(gaps=(Gap("unreadable"),))
        except Exception:  # noqa: BLE001 - a file that breaks its reader is a problem of the file, told by its name
            seen = Report(gaps=(Gap("broken"),))
        _answer(seen)


def _files() -> Iterator[str | list[str]]:
    """Yield what is asked. End this process, whatever it is at, when there is nobody any more who could ask."""
    asked: SimpleQueue[str] = SimpleQueue()

    def listen() -> None:
        for line in sys.stdin:
            asked.put(line)
        os._exit(0)

    Thread(target=listen, daemon=True).start()
    while True:
        yield json.loads(asked.get())


def _opened(file: str | list[str]) -> tuple[str, bytes | None]:
    """Return the name and the contents of a file; of one that is too large, no contents."""
    if isinstance(file, list):
        name, contents = file
        return name, b64decode(contents)
    path = Path(file)
    return path.name, path.read_bytes() if path.stat().st_size <= MOST_FILE_BYTES else None


def _answer(report: Report) -> None:
    sys.stdout.write(json.dumps(packed(report)) + "\n")
    sys.stdout.flush()


def packed(report: Report) -> dict[str, Any]:
    """Return a report as JSON has it."""
    return {
        "sightings": [
            [one.line, one.way, one.kind, one.tier, one.reasons, one.mask, one.place] for one in report.sightings
        ],
        "gaps": [[gap.reason, gap.way] for gap in report.gaps],
    }


def unpacked(answer: dict[str, Any]) -> Report:
    """Return the report that JSON has."""
    return Report(
        tuple(
            Sighting(line, _way(way), kind, tier, tuple(reasons), mask, place)
            for line, way, kind, tier, reasons, mask, place in answer["sightings"]
        ),
        tuple(Gap(reason, _way(way)) for reason, way in answer["gaps"]),
    )


def _way(steps: list[list[str]]) -> tuple[tuple[str, str], ...]:
    return tuple((kind, name) for kind, name in steps)


if __name__ == "__main__":
    main()
