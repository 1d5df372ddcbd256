"""Kills a build again and again, at any moment: `make kills`. The published site has to be the old one or the new one.

The records go to and fro between two states, that differ in a title, in a meeting, and, every third time, in what
stands around every page, so that processes are at work, too.
"""

from __future__ import annotations

import argparse
import os
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from random import Random

from tests.benchmarks.synthetic import write_archive
from tests.building import Project, Site

REPOSITORY = Path(__file__).parents[1]
ITEMS = 240


def main() -> int:
    """Kill so many builds; return 1 as soon as a site is neither of the two that it may be."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--times", type=int, default=50)
    times = parser.parse_args().times
    random = Random(times)
    with tempfile.TemporaryDirectory() as folder:
        project = Project(Path(folder) / "town")
        project.folder.mkdir()
        write_archive(project.folder, ITEMS)
        (project.folder / "hooks").symlink_to(REPOSITORY / "hooks")
        item = sorted((project.folder / "meetings").glob("*/*/01-sag.md"))[3]
        states = [{}, {"title": "Helt om"}, {"site_name": "Nyby", "title": "Helt om"}]
        whole = [_fingerprints(project, item, state) for state in states]
        assert len({tuple(sorted(each.items())) for each in whole}) == len(states)
        seconds = _seconds(project)
        now, old, new = len(states) - 1, 0, 0
        for number in range(times):
            following = (now + 1 + number % 2) % len(states)
            _set(project, item, states[following])
            _kill(project, random.uniform(0.1, 2.5) * seconds)
            found = Site(project.folder / "site").fingerprints()
            if found not in (whole[now], whole[following]):
                print(f"kill {number + 1}: the site is neither the old one nor the new one")
                return 1
            old, new = old + (found == whole[now]), new + (found == whole[following])
            now = following if found == whole[following] else now
        _set(project, item, states[0])
        assert project.publish().fingerprints() == whole[0]
    within = f"{times} builds killed within {2.5 * seconds:.1f} s"
    print(f"{within}: {old} times the old site, {new} times the new one, always whole")
    return 0


def _fingerprints(project: Project, item: Path, state: dict[str, str]) -> dict[str, str]:
    _set(project, item, state)
    return project.publish().fingerprints()


def _set(project: Project, item: Path, state: dict[str, str]) -> None:
    for file, key, usual in ((item, "title", "Som før"), (project.folder / "mkdocs.yml", "site_name", "Testby")):
        lines = file.read_text(encoding="utf-8").splitlines(keepends=True)
        changed = (f"{key}: {state.get(key, usual)}\n" if line.startswith(f"{key}:") else line for line in lines)
        file.write_text("".join(changed), encoding="utf-8")


def _seconds(project: Project) -> float:
    start = time.perf_counter()
    (project.folder / ".cache" / "minutebook" / "site" / "ledger").unlink()
    project.publish()
    return time.perf_counter() - start


def _kill(project: Project, seconds: float) -> None:
    command = [Path(sys.executable).with_name("mkdocs"), "build", "--strict", "--quiet"]
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1"}
    process = subprocess.Popen(command, cwd=project.folder, env=environment, stderr=subprocess.DEVNULL)
    time.sleep(seconds)
    process.send_signal(signal.SIGKILL)
    process.wait()


if __name__ == "__main__":
    sys.exit(main())
