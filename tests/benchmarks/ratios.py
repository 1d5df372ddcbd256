"""What the benchmark computes from its runs: medians, ratios, and whether what was promised is kept.

A ratio is taken within a round, in which both sides were measured one after the other, and the median of the rounds
counts: a slow minute of the machine then meets both sides or neither decides.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from statistics import median
from typing import Any

from tests.benchmarks.measuring import Run

MAIN_SIZE, LARGE_SIZE = 20_000, 80_000
"""The sizes for which the promises were made."""

MOST_GROWTH_FOR_FOURFOLD = 4.4
MOST_MEMORY_WHEN_LARGE = 1_500_000_000
MOST_TO_BE_SEEN = 1.0
"""Seconds from a save to the screen."""

Runs = Mapping[tuple[str, int], Sequence[Run]]
"""What was measured, by what was run and at what size; the n-th run of each was made in round n."""


@dataclass(frozen=True)
class Result:
    """The medians of some runs, the most of their memory, and the range of their time on the clock."""

    what: str
    size: int
    wall: float
    fastest: float
    slowest: float
    cpu: float
    memory: int
    files: int
    bytes: int
    runs: int


@dataclass(frozen=True)
class Promise:
    """A ratio that was promised: `ours` over the sum of `theirs`, of time or of memory, at most `limit`."""

    name: str
    ours: str
    theirs: tuple[str, ...]
    limit: float
    of: str = "wall"


PROMISES = (
    Promise("cold", "cold", ("hugo",), 0.6),
    Promise("memory", "cold", ("hugo",), 0.15, of="memory"),
    Promise("cold-search", "cold-search", ("hugo", "pagefind"), 0.6),
    Promise("body", "body", ("hugo",), 0.1),
    Promise("title", "title", ("hugo",), 0.1),
    Promise("new-meeting", "new-meeting", ("hugo",), 0.1),
    Promise("meeting-deleted", "meeting-deleted", ("hugo",), 0.1),
    Promise("nothing", "nothing", ("hugo",), 0.04),
)


@dataclass(frozen=True)
class Verdict:
    """A promise and what came of it. `value` is None where a side was not measured; `counts` only at its own size."""

    name: str
    value: float | None
    limit: float
    counts: bool

    @property
    def kept(self) -> bool:
        return self.value is not None and self.value <= self.limit


def results(runs: Runs) -> list[Result]:
    """Sum up the runs of each kind, in the order in which they were first made."""
    return [_result(what, size, measured) for (what, size), measured in runs.items() if measured]


def _result(what: str, size: int, measured: Sequence[Run]) -> Result:
    walls = [run.wall for run in measured]
    return Result(
        what,
        size,
        round(median(walls), 3),
        round(min(walls), 3),
        round(max(walls), 3),
        round(median(run.cpu for run in measured), 3),
        max(run.memory for run in measured),
        measured[-1].files,
        measured[-1].bytes,
        len(measured),
    )


def ratio(ours: Sequence[Run], theirs: Iterable[Sequence[Run]], of: str = "wall") -> float | None:
    """Return the median over the rounds of ours over the sum of theirs, or None where one was not measured.

    Memory is not summed: of programs that run one after the other, the hungriest counts.
    """
    take: Callable[[Run], float] = lambda run: getattr(run, of)  # noqa: E731
    together = max if of == "memory" else sum
    rounds = [take(ours_then) / together(map(take, rest)) for ours_then, *rest in zip(ours, *theirs, strict=False)]
    return median(rounds) if rounds else None


def verdicts(runs: Runs, size: int, sizes: Sequence[int]) -> list[Verdict]:
    """Judge every promise: those beside Hugo at `size`, the growth between the two largest of `sizes`."""

    def at(what: str) -> Sequence[Run]:
        return runs.get((what, size), ())

    found = [
        Verdict(
            promise.name,
            _rounded(ratio(at(promise.ours), [at(one) for one in promise.theirs], promise.of)),
            promise.limit,
            size == MAIN_SIZE,
        )
        for promise in PROMISES
    ]
    seen = [run.wall for run in at("served")]
    found.append(Verdict("served", _rounded(median(seen) if seen else None), MOST_TO_BE_SEEN, size == MAIN_SIZE))
    if len(sizes) > 1:
        small, large = sorted(sizes)[-2:]
        at_small, at_large = (runs.get(("growth", one), ()) for one in (small, large))
        limit = MOST_GROWTH_FOR_FOURFOLD * (large / small) / 4
        found.append(Verdict("growth", _rounded(ratio(at_large, [at_small])), round(limit, 2), small >= MAIN_SIZE // 4))
        memory = max((run.memory for run in at_large), default=None)
        found.append(Verdict("memory-large", memory, MOST_MEMORY_WHEN_LARGE, large >= LARGE_SIZE))
    return found


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 4)


def beside_hugo(runs: Runs, size: int, of: str = "wall") -> dict[str, float]:
    """Return what everything takes at a size, as a part of what a whole build by Hugo takes."""
    hugo = runs.get(("hugo", size), ())
    found = {what: ratio(measured, [hugo], of) for (what, items), measured in runs.items() if items == size}
    return {what: round(value, 4) for what, value in found.items() if value is not None}


def plain(entries: Iterable[Result | Verdict]) -> list[dict[str, Any]]:
    """Return results or verdicts as JSON takes them."""
    return [asdict(entry) for entry in entries]
