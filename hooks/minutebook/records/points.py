"""The points of a recommendation as minutes number them: `1, 3-5` stands for 1, 3, 4 and 5."""

from __future__ import annotations

import re
from functools import lru_cache

MOST_POINTS = 200
_POINT = r"(?:[0-9]{1,3}|[a-z])"
PATTERN = rf"^{_POINT}(-{_POINT})?(, ?{_POINT}(-{_POINT})?)*$"


def expand(text: str) -> tuple[str, ...] | None:
    """Return every point that a text names, in its order, or `None` if it cannot be read as points."""
    if not re.fullmatch(PATTERN, text):
        return None
    points: list[str] = []
    for part in re.split(r", ?", text):
        first, _, last = part.partition("-")
        between = _between(first, last or first)
        if not between:
            return None
        points += between
    return tuple(points) if len(points) == len(set(points)) <= MOST_POINTS else None


@lru_cache(maxsize=1024)
def compact(points: tuple[str, ...]) -> str:
    """Write points as briefly as minutes do: `("1", "3", "4", "5")` becomes `1, 3-5`."""
    runs: list[list[str]] = []
    for point in points:
        if runs and _between(runs[-1][-1], point) == [runs[-1][-1], point]:
            runs[-1].append(point)
        else:
            runs.append([point])
    return ", ".join(run[0] if len(run) == 1 else f"{run[0]}-{run[-1]}" for run in runs)


def _between(first: str, last: str) -> list[str]:
    """Return all points from one to another; none if they are of two kinds or in the wrong order."""
    if first.isdigit() and last.isdigit():
        return [str(number) for number in range(int(first), int(last) + 1)]
    if first.isdigit() or last.isdigit():
        return []
    return [chr(letter) for letter in range(ord(first), ord(last) + 1)]
