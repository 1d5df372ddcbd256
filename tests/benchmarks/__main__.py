"""Measure builds of a generated archive, beside Hugo and others: `make bench`.

Everything runs in processes of its own, in rounds, and the medians of the rounds are compared. The exit code is 1 when
a ratio that the project has promised is missed, and 2 when one that counts at the chosen size could not be measured.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from tests.benchmarks import history
from tests.benchmarks.chapter import tables
from tests.benchmarks.ground import Ground
from tests.benchmarks.measuring import Failed
from tests.benchmarks.peers import find_peers
from tests.benchmarks.ratios import MAIN_SIZE, Verdict, beside_hugo, plain, results, verdicts
from tests.benchmarks.rounds import CAN_SWITCH_SEARCH, HAS_SEARCH, Rounds

FULL = {"size": 20_000, "growth": [5_000, 20_000, 80_000], "small": 2_000, "runs": 5, "growth_runs": 1}
BUSY = 0.5
"""Processes that run on average, beside which seconds on the clock say little."""

USUAL = {"size": 20_000, "growth": [5_000, 20_000], "small": 1_000, "runs": 3, "growth_runs": 3}


def main() -> int:
    """Measure, print tables, keep what was measured, and return the exit code."""
    choices = _choices()
    peers, remarks = find_peers(choices.peers)
    if HAS_SEARCH and not CAN_SWITCH_SEARCH:
        remarks.append("our build without a search index is left out: no setting switches it off")
    if not HAS_SEARCH:
        remarks.append("our build with a search index is left out: there is none yet")
    if os.getloadavg()[0] > BUSY:
        remarks.append(history.BUSY_REMARK)
    started = datetime.now(UTC)
    if choices.folder:
        choices.folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=choices.folder) as name:
        (folder := Path(name) / "ground").mkdir()
        rounds = Rounds(Ground(folder), peers, choices.runs)
        try:
            rounds.warm_up()
            if choices.small:
                rounds.beside(choices.small, changes=False)
            rounds.beside(choices.size, changes=True)
            if choices.growth:
                rounds.growth(choices.growth, choices.growth_runs, peers=choices.full and not choices.growth_alone)
        except Failed as failed:
            print(failed, file=sys.stderr)
            return 2
    found = verdicts(rounds.runs, choices.size, choices.growth)
    entry = {
        "date": f"{started:%Y-%m-%d}",
        "commit": history.commit(),
        "full": choices.full,
        "runs": choices.runs,
        "size": choices.size,
        "machine": history.machine(),
        "versions": history.versions(peers),
        "remarks": [*remarks, *rounds.remarks],
        "results": plain(results(rounds.runs)),
        "of_hugo": {of: beside_hugo(rounds.runs, choices.size, of) for of in ("wall", "cpu")},
        "verdicts": plain(found),
    }
    print("\n\n".join(tables(entry, "en")))
    print("", *entry["remarks"], sep="\n")
    if choices.history:
        history.append(entry, choices.history)
    return exit_code(found)


def exit_code(found: Sequence[Verdict]) -> int:
    """Return 1 if a promise is missed, naming it, and 2 if one could not be measured where it counts."""
    code = 0
    for verdict in found:
        if verdict.counts and not verdict.kept:
            measured = verdict.value is not None
            said = f"{verdict.value:.3g}, at most {verdict.limit:g}" if measured else "not measured"
            print(f"{'missed' if measured else 'unknown'}: {verdict.name}: {said}")
            code = 1 if measured or code == 1 else 2
    return code


def _choices() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="make bench BENCH=…", description=__doc__)
    parser.add_argument("--full", action="store_true", help=f"all sizes, for the manual: {FULL}")
    parser.add_argument("--size", type=int, help="items of the archive that is built beside Hugo and changed")
    parser.add_argument("--growth", type=int, nargs="*", help="sizes between which the growth is measured; or none")
    parser.add_argument("--small", type=int, help="items for all programs, also the slow ones; 0 for none")
    parser.add_argument("--runs", type=int, help="rounds")
    parser.add_argument("--growth-runs", type=int, help="rounds between the sizes of the growth")
    parser.add_argument("--growth-alone", action="store_true", help="let ours grow without Hugo, which takes longest")
    parser.add_argument(
        "--peers", type=Path, default=Path("none"), help="where the other programs are installed: …/bin"
    )
    parser.add_argument("--folder", type=Path, help="where to work; a full run needs 60 GB there")
    parser.add_argument("--history", type=Path, help=f"where to keep it; usually only from {MAIN_SIZE:,} items on")
    choices = parser.parse_args()
    for name, usual in (FULL if choices.full else USUAL).items():
        if getattr(choices, name) is None:
            setattr(choices, name, usual)
    if choices.history is None and choices.size >= MAIN_SIZE:
        choices.history = history.FILE
    return choices


if __name__ == "__main__":
    sys.exit(main())
