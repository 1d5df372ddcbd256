"""How building grows with the archive: `make bench`.

Whole cold builds, `mkdocs build --strict` in a process of its own, small and large in turn so that a slow moment of the
machine meets both. It prints medians and their ratio, and fails when four times the items cost more than 4.4 times the
time: then something in a page grows with the archive.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from tests.benchmarks.synthetic import write_archive

REPOSITORY = Path(__file__).parents[2]
MOST_GROWTH = 4.4


@dataclass(frozen=True)
class Run:
    """What one build took: seconds on the clock and of the processor, the most memory in MB, and what it wrote."""

    wall: float
    cpu: float
    memory: int
    files: int
    bytes: int


def main() -> int:
    """Measure, print a table, and return the exit code."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", type=int, nargs=2, default=(5_000, 20_000), metavar=("SMALL", "LARGE"))
    parser.add_argument("--runs", type=int, default=3)
    choices = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        projects = {size: _project(Path(folder), size) for size in choices.sizes}
        runs: dict[int, list[Run]] = {size: [] for size in projects}
        for number in range(choices.runs):
            for size, project in projects.items():
                runs[size].append(_build(project, project / f"site-{number}"))
    return _report(runs)


def _project(folder: Path, items: int) -> Path:
    project = folder / str(items)
    project.mkdir()
    write_archive(project, items)
    (project / "hooks").symlink_to(REPOSITORY / "hooks")
    return project


def _build(project: Path, site: Path) -> Run:
    """Build into a fresh folder; an earlier site is kept, since deleting it would slow the file system down."""
    start = time.perf_counter()
    command = [Path(sys.executable).with_name("mkdocs"), "build", "--strict", "--quiet", "--site-dir", str(site)]
    process = subprocess.Popen(command, cwd=project, env={**os.environ, "NO_MKDOCS_2_WARNING": "1"})
    _, status, usage = os.wait4(process.pid, 0)
    wall = time.perf_counter() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(process.returncode)
    written = [file.stat().st_size for file in site.rglob("*") if file.is_file()]
    memory = usage.ru_maxrss // (1024 if sys.platform != "darwin" else 1024 * 1024)
    return Run(wall, usage.ru_utime + usage.ru_stime, memory, len(written), sum(written))


def _report(runs: dict[int, list[Run]]) -> int:
    print("| items | wall, s | cpu, s | memory, MB | files | MB written | ms an item |")
    print("| ---: | ---: | ---: | ---: | ---: | ---: | ---: |")
    for size, measured in runs.items():
        wall = statistics.median(run.wall for run in measured)
        cpu = statistics.median(run.cpu for run in measured)
        memory = max(run.memory for run in measured)
        last = measured[-1]
        row = (f"{size:,}", f"{wall:.1f}", f"{cpu:.1f}", memory, f"{last.files:,}", f"{last.bytes / 1e6:.0f}")
        print(f"| {' | '.join(map(str, row))} | {1000 * wall / size:.2f} |")
    (small, at_small), (large, at_large) = runs.items()
    growth = statistics.median(b.wall / a.wall for a, b in zip(at_small, at_large, strict=True))
    limit = MOST_GROWTH * (large / small) / 4
    print(f"\n{large:,} items over {small:,}: {growth:.2f} times the time; at most {limit:.2f}")
    return 0 if growth <= limit else 1


if __name__ == "__main__":
    sys.exit(main())
