"""The examiner: a child process that reads foreign files, so that a hostile one harms nothing but the child.

    python -m minutebook.privacy.examiner

It is told what it needs in one line of JSON, then the path of a file a line, and answers each with a line: what it saw,
masked. It may use so much memory and no more, and writes no files. How long it may take is the parent's to watch.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from minutebook.confinement import confine
from minutebook.personal.others import Roles
from minutebook.privacy.inspection import Report, Sighting, inspect
from minutebook.privacy.passage import Gap

MOST_FILE_BYTES = 256 * 1024 * 1024
_OUT_OF_MEMORY = 3


def main() -> None:
    """Answer for one file after the other, until there are no more."""
    sys.setrecursionlimit(2000)
    task = json.loads(sys.stdin.readline())
    confine(task["memory"])
    roles = Roles(frozenset(task["names"]), frozenset(task["addresses"]))
    for line in sys.stdin:
        path = Path(json.loads(line))
        try:
            seen = _look(path, roles, initials=task["initials"])
        except MemoryError:
            _answer(Report(gaps=(Gap("memory"),)))
            sys.exit(_OUT_OF_MEMORY)
        except OSError:
            seen = Report(gaps=(Gap("unreadable"),))
        except Exception:  # noqa: BLE001 - a file that breaks its reader is a problem of the file, told by its name
            seen = Report(gaps=(Gap("broken"),))
        _answer(seen)


def _look(path: Path, roles: Roles, *, initials: bool) -> Report:
    if path.stat().st_size > MOST_FILE_BYTES:
        return Report(gaps=(Gap("too-large"),))
    return inspect(path.read_bytes(), path.name, roles, initials=initials)


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
