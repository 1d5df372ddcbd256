"""A small archive that is built again and again, in this process and without MkDocs, and what comes out each time."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from hashlib import sha256
from pathlib import Path

from minutebook.model import Archive
from minutebook.pages import SHELL_OF
from minutebook.privacy import publishable
from minutebook.problems import Problem, Severity
from minutebook.rebuild.changes import Changes
from minutebook.rebuild.room import Making, Room
from minutebook.rebuild.searching import Begun, by_folder, search_of, work_ahead, write_search
from minutebook.rebuild.staging import Stage
from minutebook.settings import Settings
from minutebook.site import ADDRESS, BODY, DESCRIPTION, TITLE, Shell, write_file
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
    """A folder of records, and a site that is built from them, with or without search.

    `frame` is what stands around every page. `ahead` says whether a build does beforehand what it else does when it
    is needed: it opens the tree, and works out what search will ask for. `others` leave with the records.
    """

    root: Path
    site: Path
    room: Path
    language: str = "da"
    today: date = date(2024, 6, 1)
    frame: str = "<main>"
    ahead: bool = False
    processes: int = 1
    cluster: str = ""
    search: bool = False
    others: tuple[Path, ...] = ()

    def write(self, name: str, text: str) -> None:
        file = self.root / "meetings" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8", newline="\n")

    def found(self) -> None:
        """Write the record that every archive begins with."""
        facts = "name: Testby\ncountry: DK\ntime_zone: Europe/Copenhagen\nlanguages: [da]\n"
        self.write("municipality.yml", f"format_version: 1\n{facts}")

    def build(self, room: Room | None = None) -> Built:
        """Build as `minutebook.build` does; records with an error are not published."""
        room = room or Room(self.room, self.root)
        try:
            return self._build(room)
        finally:
            room.leave()

    def _build(self, room: Room) -> Built:
        stage = Stage(self.site, self.room)
        settings = Settings(cluster=self.cluster)
        records = room.records(settings, (self.language, SITE_URL), self.others, self.today, stage)
        problems = tuple(records.problems(room.folder)[0])
        if any(one.severity is Severity.ERROR for one in problems):
            stage.drop()
            return Built(problems)
        if self.ahead:
            stage.open_ahead(records.ledger.left)
        begun = None
        if self.ahead and self.search:
            search = search_of(room, records)
            begun = Begun(search, ready=stage.ready, prints=by_folder(work_ahead(search, records, stage)))
        making = Making(room, stage, records, self.shells())
        written = making.make_pages(self.processes)
        making.place_attached()
        write_file(stage.made / "sitemap.xml", "\n".join(written))
        for address, sheet in records.sheets():
            write_file(stage.made / address, sheet)
        if self.search:
            write_search(making, records, [], begun)
        making.take_made()
        return Built(problems, making.publish(), tuple(making.rendered))

    def views(self, archive: Archive) -> Views:
        return Views(publishable(archive), self.today)

    def shells(self) -> dict[tuple[int, str], Shell]:
        places = (*SHELL_OF.values(), *((depth, "search") for depth in (1, 2, 3)))
        return dict.fromkeys(places, Shell(f"{self.frame}{TITLE}|{DESCRIPTION}|{ADDRESS}{BODY}"))

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
        return replace(self, site=folder / "site", room=folder / "room")
