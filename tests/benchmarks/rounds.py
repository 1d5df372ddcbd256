"""What is measured, in which order: rounds in which everything has its turn, ours and the others'."""

from __future__ import annotations

import sys
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from importlib.util import find_spec
from pathlib import Path

from minutebook.settings import SETTINGS

from tests.benchmarks.changes import CHANGES
from tests.benchmarks.ground import Ground, Project
from tests.benchmarks.measuring import Failed, Run
from tests.benchmarks.peers import Peer

WARM = 60
"""Items of the archive that each program builds once beforehand, so that its own files are in memory."""

HAS_SEARCH = find_spec("minutebook.search") is not None
CAN_SWITCH_SEARCH = "search" in SETTINGS.fields
OWN_KINDS = tuple(
    kind for kind, here in (("cold", CAN_SWITCH_SEARCH or not HAS_SEARCH), ("cold-search", HAS_SEARCH)) if here
)
"""Our cold builds: without the search index, and with it, as far as this version has it and can do without."""


@dataclass
class Rounds:
    """Runs, by what was run and at what size, and the remarks that go with them."""

    ground: Ground
    peers: Sequence[Peer]
    count: int
    runs: dict[tuple[str, int], list[Run]] = field(default_factory=lambda: defaultdict(list))
    remarks: list[str] = field(default_factory=list)
    _failed: set[str] = field(default_factory=set)

    def warm_up(self) -> None:
        """Run everything once on a small archive."""
        self.ground.project("warm", WARM).build()
        sites = {peer.name: self._write(peer, WARM) for peer in self.peers}
        self._others(WARM, sites)
        self.runs.clear()
        self.ground.clear()

    def beside(self, items: int, *, changes: bool) -> None:
        """Build cold, ours and the others', and after each change to the archive."""
        own = {kind: self._own(kind, items) for kind in OWN_KINDS}
        sites = {peer.name: self._write(peer, items) for peer in self._able(items)}
        for number in range(self.count):
            self.ground.make_room()
            turns: list[Callable[[], None]] = [
                *(lambda kind=kind, project=project: self._cold(kind, items, project) for kind, project in own.items()),
                lambda: self._others(items, sites),
            ]
            for place in range(len(turns)):
                turns[(place + number) % len(turns)]()
            if changes:
                for name, run in _after_changes(own[OWN_KINDS[-1]], number):
                    self._note(name, items, run)
                for run in own[OWN_KINDS[-1]].saves() if number == 0 else ():
                    self._note("served", items, run)
        self.ground.clear()

    def growth(self, sizes: Sequence[int], count: int, *, peers: bool) -> None:
        """Build cold at several sizes, and so does Hugo where asked, in rounds of their own: the largest take long."""
        kind = OWN_KINDS[-1]
        own = {items: self._own(kind, items) for items in sizes}
        hugo = [peer for peer in self.peers if peers and peer.name == "hugo" and peer.name not in self._failed]
        sites = {items: self._write(peer, items) for items in sizes for peer in hugo}
        for _ in range(count):
            self.ground.make_room()
            for items in sizes:
                self._cold("growth", items, own[items])
                for peer in hugo:
                    self._peer(peer, "growth-hugo", items, sites[items], self.ground.fresh("hugo"))
        self.ground.clear()

    def _own(self, kind: str, items: int) -> Project:
        print(f"writing the archive of {items:,} items", file=sys.stderr)
        return self.ground.project(f"{kind}-{items}", items, search=kind != "cold" if CAN_SWITCH_SEARCH else None)

    def _cold(self, what: str, items: int, project: Project) -> None:
        project.lose_output()
        project.lose_cache()
        self._note(what, items, project.build())

    def _able(self, items: int) -> Iterator[Peer]:
        return (
            peer for peer in self.peers if peer.name not in self._failed and (peer.most is None or items <= peer.most)
        )

    def _write(self, peer: Peer, items: int) -> Path:
        folder = self.ground.folder / f"{peer.name}-{items}"
        folder.mkdir()
        peer.prepare(folder, items)
        return folder

    def _others(self, items: int, sites: dict[str, Path]) -> None:
        outputs: dict[str, Path] = {}
        for peer in self._able(items):
            outputs[peer.name] = self.ground.fresh(peer.name)
            site = outputs.get("hugo", Path()) if peer.name == "pagefind" else sites[peer.name]
            self._peer(peer, peer.name, items, site, outputs[peer.name])

    def _peer(self, peer: Peer, what: str, items: int, site: Path, output: Path) -> None:
        try:
            self._note(what, items, peer.build(peer.program, site, output))
        except Failed as failed:
            self._leave_out(peer, failed)

    def _leave_out(self, peer: Peer, failed: Failed) -> None:
        """Forget what was measured of a program that failed, and of the one that needs its output."""
        print(failed, file=sys.stderr)
        names = {peer.name, "pagefind"} if peer.name == "hugo" else {peer.name}
        self._failed |= names
        for key in [key for key in self.runs if key[0].removeprefix("growth-") in names]:
            del self.runs[key]
        self.remarks.append(f"{' and '.join(sorted(names))} left out: {peer.name} failed")

    def _note(self, what: str, items: int, run: Run) -> None:
        print(
            f"{items:>7,} {what:16} {run.wall:8.2f} s {run.cpu:8.2f} s cpu {run.memory / 1e6:7.0f} MB", file=sys.stderr
        )
        self.runs[what, items].append(run)


def _after_changes(project: Project, number: int) -> Iterator[tuple[str, Run]]:
    """Build after each kind of change. What was built before each is up to date."""
    for name, change in CHANGES.items():
        change(project.folder, number)
        yield name, project.build()
    project.lose_output()
    yield "output-lost", project.build()
    project.lose_cache()
    yield "cache-lost", project.build()
    yield "floor", project.floor()
