"""A small archive that is built again and again, in this process and without MkDocs, and what comes out each time."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from hashlib import sha256
from pathlib import Path

from minutebook.checks import check
from minutebook.model import Archive
from minutebook.pages import SHELL_OF, render_sheets
from minutebook.privacy import publishable
from minutebook.privacy.records import examine
from minutebook.problems import Problem, Severity
from minutebook.rebuild.press import Press
from minutebook.rebuild.room import Making, Room
from minutebook.rebuild.staging import Changes, Stage
from minutebook.site import ADDRESS, BODY, DESCRIPTION, TITLE, Shell, write_file
from minutebook.text import locale
from minutebook.urls import addresses
from minutebook.views import Views

SITE_URL = "https://testby.example/"


@dataclass(frozen=True)
class Built:
    """What a build found, whether it was published, and then what it changed and which pages it rendered."""

    problems: tuple[Problem, ...]
    changes: Changes | None = None
    rendered: tuple[str, ...] = ()


@dataclass
class Workplace:
    """A folder of records, and a site that is built from them; `frame` is what stands around every page."""

    root: Path
    site: Path
    room: Path
    language: str = "da"
    today: date = date(2024, 6, 1)
    frame: str = "<main>"
    processes: int = 1

    def write(self, name: str, text: str) -> None:
        file = self.root / "meetings" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8", newline="\n")

    def build(self, room: Room | None = None) -> Built:
        """Build as `minutebook.build` does; records with an error are not published."""
        stage = Stage(self.site, self.room)
        stage.begin()
        room = room or Room(self.room, self.root, "meetings")
        reading = room.read()
        gate = examine(reading, self.root, today=self.today, cleared=room.clearance())
        problems = tuple(check(reading, self.root, gate))
        if any(one.severity is Severity.ERROR for one in problems):
            stage.drop()
            return Built(problems)
        views = self.views(reading.archive)
        press = _CountingPress(views, self.language, SITE_URL, self.shells())
        press.processes = self.processes
        making = Making(room, stage, press, reading.archive)
        written = making.make_pages()
        making.place_attached()
        write_file(stage.made / "sitemap.xml", "\n".join(written))
        for address, sheet in render_sheets(views, locale(self.language), addresses(self.language), SITE_URL):
            write_file(stage.made / address, sheet)
        making.take_made()
        return Built(problems, making.publish(), tuple(press.rendered))

    def views(self, archive: Archive) -> Views:
        return Views(publishable(archive), self.today)

    def shells(self) -> dict[tuple[int, str], Shell]:
        return dict.fromkeys(SHELL_OF.values(), Shell(f"{self.frame}{TITLE}|{DESCRIPTION}|{ADDRESS}{BODY}"))

    def fingerprints(self) -> dict[str, str]:
        return {
            path.relative_to(self.site).as_posix(): sha256(path.read_bytes()).hexdigest()
            for path in sorted(self.site.rglob("*"))
            if path.is_file()
        }

    def times(self) -> dict[str, int]:
        return {
            path.relative_to(self.site).as_posix(): path.stat().st_mtime_ns
            for path in self.site.rglob("*")
            if path.is_file()
        }

    def anew(self, folder: Path) -> Workplace:
        """Return a workplace that builds the same records and knows nothing."""
        return Workplace(self.root, folder / "site", folder / "room", self.language, self.today, self.frame)


@dataclass
class _CountingPress(Press):
    """Counts the pages that are rendered in this process."""

    rendered: list[str] = field(default_factory=list)

    def print(self, tasks):
        sheet = super().print(tasks)
        self.rendered += [path.removesuffix("index.html") for path, _ in sheet.files]
        return sheet
