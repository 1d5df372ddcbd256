"""Where builds are measured: projects with our program, and what earlier builds left, kept out of the way.

Nothing is deleted between two runs. On ext4 a deleted tree makes the files of the next build five to ten times as slow
to create for some minutes, so what is old is renamed away, and deleted when a stage of the benchmark is over.
"""

from __future__ import annotations

import shutil
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from typing import Final

from tests.benchmarks.measuring import Run, measure, weigh
from tests.benchmarks.server import saves
from tests.benchmarks.synthetic import write_archive

REPOSITORY: Final = Path(__file__).parents[2]
FLOOR: Final = Path(__file__).with_name("floor.py")
INPUTS: Final = ("docs", "meetings", "mkdocs.yml", "hooks")
MOST_SECONDS_TO_SETTLE = 300
LEAST_FREE = 20 * 2**30
"""More than a round of the largest archives writes."""


@dataclass
class Ground:
    """A folder to work in."""

    folder: Path
    _numbers: count[int] = field(default_factory=count)

    def fresh(self, name: str) -> Path:
        """Return the path of something that does not exist yet, among what is deleted at the end of a stage."""
        attic = self.folder / "former"
        attic.mkdir(exist_ok=True)
        return attic / f"{next(self._numbers)}-{name}"

    def away(self, path: Path) -> None:
        """Rename something away, if it is there."""
        if path.exists():
            path.rename(self.fresh(path.name))

    def project(self, name: str, items: int, *, search: bool | None = None) -> Project:
        """Write an archive of so many items; `search` says whether it has a search index, if the setting exists."""
        folder = self.folder / name
        folder.mkdir()
        write_archive(folder, items)
        (folder / "hooks").symlink_to(REPOSITORY / "hooks")
        if search is not None:
            settings = folder / "mkdocs.yml"
            text = settings.read_text(encoding="utf-8")
            settings.write_text(text.replace("today:", f"search: {str(search).lower()}, today:"), encoding="utf-8")
        return Project(self, folder)

    def clear(self) -> None:
        """Delete all that is in the folder."""
        before = self._creating()
        shutil.rmtree(self.folder)
        self.folder.mkdir()
        self._settle(before)

    def make_room(self) -> None:
        """Delete what was renamed away, when the disk is nearly full."""
        if shutil.disk_usage(self.folder).free < LEAST_FREE:
            before = self._creating()
            shutil.rmtree(self.folder / "former")
            self._settle(before)

    def _settle(self, before: float) -> None:
        """Wait until files can be created about as fast as before."""
        until = time.monotonic() + MOST_SECONDS_TO_SETTLE
        while self._creating() > 2 * before and time.monotonic() < until:
            time.sleep(5)

    def _creating(self) -> float:
        """Return the seconds that a thousand files take; they stay."""
        folder = self.fresh("probe")
        start = time.perf_counter()
        for number in range(1000):
            file = folder / str(number) / "index.html"
            file.parent.mkdir(parents=True)
            file.write_bytes(b"x" * 20_000)
        return time.perf_counter() - start


@dataclass
class Project:
    """An archive with our program, built again and again."""

    ground: Ground
    folder: Path

    @property
    def site(self) -> Path:
        return self.folder / "site"

    def build(self) -> Run:
        """Build as everybody does."""
        mkdocs = Path(sys.executable).with_name("mkdocs")
        command = [mkdocs, "build", "--strict", "--quiet"]
        return measure(command, self.folder, self.site, XDG_CACHE_HOME=str(self.cache))

    def saves(self) -> Iterator[Run]:
        """Save an item several times while a server follows; yield how long each took to be seen."""
        return saves(self.folder, self.cache)

    @property
    def cache(self) -> Path:
        """Where programs keep things for their user."""
        return self.folder.with_name(f"{self.folder.name}-cache")

    def lose_output(self) -> None:
        """Take the finished site away."""
        self.ground.away(self.site)

    def lose_cache(self) -> None:
        """Take away whatever builds have left: in the project, and where programs keep things for their user."""
        for path in sorted(self.folder.iterdir()):
            if path.name not in INPUTS and path != self.site:
                self.ground.away(path)
        self.ground.away(self.cache)

    def floor(self) -> Run:
        """Measure what is left of a build when there is nothing to think about."""
        sizes = self.ground.fresh("sizes")
        files = (file for file in self.site.rglob("*") if file.is_file())
        lines = [f"{file.stat().st_size}\t{file.relative_to(self.site)}" for file in files]
        sizes.write_text("\n".join(lines), encoding="utf-8")
        output = self.ground.fresh("floor")
        run = measure([sys.executable, FLOOR, self.folder / "meetings", sizes, output], self.folder)
        return Run(run.wall, run.cpu, run.memory, *weigh(output))
