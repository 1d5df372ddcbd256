"""What was measured when, on which machine and of which commit: one line of JSON for each run of the benchmark."""

from __future__ import annotations

import json
import os
import platform
import subprocess
from collections.abc import Iterable
from importlib import metadata
from pathlib import Path
from typing import Any

from tests.benchmarks.peers import Peer

FILE = Path(__file__).with_name("history.jsonl")
REPOSITORY = Path(__file__).parents[2]
BUSY_REMARK = "the machine was busy with something else: read processor time, not seconds"
OWN_PACKAGES = ("mkdocs", "mkdocs-material", "Markdown", "PyYAML")

Entry = dict[str, Any]


def read(file: Path = FILE) -> list[Entry]:
    """Return all entries, the oldest first; none where there is no file yet."""
    if not file.exists():
        return []
    return [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines() if line]


def append(entry: Entry, file: Path = FILE) -> None:
    """Add an entry."""
    with file.open("a", encoding="utf-8") as history:
        history.write(json.dumps(entry, ensure_ascii=False) + "\n")


def newest_full(entries: Iterable[Entry]) -> Entry | None:
    """Return the newest entry of all sizes, which the manual shows."""
    return next((entry for entry in reversed(list(entries)) if entry["full"]), None)


def commit() -> str:
    """Return the commit that is measured, with a plus sign where files differ from it; nothing outside of git.

    The history itself, which every run makes longer, does not count.
    """

    def git(*words: str) -> str:
        done = subprocess.run(["git", *words], cwd=REPOSITORY, capture_output=True, text=True, check=False)
        return done.stdout.strip() if done.returncode == 0 else ""

    name = git("rev-parse", "--short=10", "HEAD")
    return name + ("+" if name and git("status", "--porcelain", "--", ".", f":!{FILE.relative_to(REPOSITORY)}") else "")


def machine() -> dict[str, Any]:
    """Describe this machine: how many cores of which processor, bytes of memory, system and Python."""
    return {
        "cores": len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count(),
        "processor": _processor(),
        "memory": os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES"),
        "system": f"{platform.system()} {platform.release()}",
        "python": platform.python_version(),
    }


def _processor() -> str:
    told = Path("/proc/cpuinfo")
    if told.exists():
        for line in told.read_text(encoding="utf-8", errors="replace").splitlines():
            if line.startswith("model name"):
                return " ".join(line.partition(":")[2].split())
    return platform.processor() or platform.machine()


def versions(peers: Iterable[Peer]) -> dict[str, str]:
    """Return the versions of our libraries and of the programs beside us."""
    found = {name: metadata.version(name) for name in OWN_PACKAGES}
    for peer in peers:
        for package in peer.packages:
            found.setdefault(package, peer.version(package))
    return found
