"""The room where the builds of one site keep what they know, and the course of a build in it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from posixpath import dirname

from minutebook import site
from minutebook.addresses import published_files
from minutebook.model import Archive
from minutebook.pages import tasks
from minutebook.privacy import publishable
from minutebook.privacy.cleared import kept_for_user
from minutebook.rebuild import memory, trees
from minutebook.rebuild.clearance import Clearance
from minutebook.rebuild.ledger import Ledger
from minutebook.rebuild.meetings import Meetings
from minutebook.rebuild.press import Press, printed
from minutebook.rebuild.sources import Sources
from minutebook.rebuild.staging import Changes, Stage, write_changes
from minutebook.rebuild.trees import Print
from minutebook.records.loading import Reading, load
from minutebook.urls import addresses
from minutebook.views import Views


class Room:
    """What is known from the last build, and what is to be known from this one.

    A build reads, then makes, then publishes, and only then is kept what it knows. Whatever is lost on the way, or was
    kept by another version, is worked out again.
    """

    def __init__(self, folder: Path, root: Path, records: str) -> None:
        """Take a folder for this room; `records` is the folder of the records below `root`."""
        self.folder = folder
        self.root, self.records = root, records
        self.sources = Sources(root, folder / "sources")
        self.meetings = Meetings(self.sources, folder / "meetings.sqlite")

    def read(self) -> Reading:
        """Read all records; meetings that have not changed are known."""
        self.folder.mkdir(parents=True, exist_ok=True)
        self.sources.begin()
        self.meetings.begin()
        return load(self.root, self.records, self.meetings.read)

    def clearance(self) -> Clearance:
        """Return the files that the gate has cleared."""
        return Clearance(kept_for_user(), sources=self.sources, kept=self.folder / "cleared")

    def ledger(self, settings: tuple[str, ...]) -> Ledger:
        """Return the ledger of the last build, or one that only knows the files, or an empty one."""
        known = memory.recall(self.folder / "ledger")
        if not isinstance(known, Ledger):
            return Ledger(settings)
        return known if known.settings == settings and memory.is_steady() else Ledger(settings, known.left)

    def former(self, ledger: Ledger, archive: Archive, public: Archive) -> Views | None:
        """Return the views that the ledger's pages were made of; `None` where not all of it is known.

        `archive` is that of today, and `public` what of it may be published.
        """
        before = self.meetings.before
        if ledger.frame is None or any(before.get(path, _NONE)[0] != found for path, found in ledger.meetings):
            return None
        former = replace(ledger.frame, meetings=tuple(before[path][1].meeting for path, _ in ledger.meetings))
        return Views(publishable(former, (archive, public)), ledger.today)

    def keep(self, ledger: Ledger, archive: Archive, views: Views, changes: Changes) -> None:
        """Keep what a build was made of, and what it changed, once it is published."""
        ledger.frame, ledger.today = replace(archive, meetings=()), views.today
        folders = (dirname(meeting.path) for meeting in archive.meetings)
        ledger.meetings = tuple((path, self.meetings.now[path][0]) for path in folders)
        self.meetings.save()
        self.sources.save()
        if memory.is_steady():
            memory.keep(self.folder / "ledger", ledger)
        write_changes(self.folder, changes)


_NONE = (b"none", None)


class Making:
    """A site being made in a room, for a stage, of an archive that was read and may be published as `press` has it."""

    def __init__(self, room: Room, stage: Stage, press: Press, archive: Archive) -> None:
        """Take what the last build knew, and what of its files is still there."""
        self._room, self._stage, self._press, self._archive = room, stage, press, archive
        self._ledger = room.ledger((press.language, press.site_url, room.records))
        self._known = press.known = stage.look(self._ledger.left)
        self._files: dict[str, Print] = {}

    def make_pages(self) -> list[str]:
        """Make the pages of records that may have changed; return the addresses of all that there are."""
        ledger, press = self._ledger, self._press
        wanted = list(tasks(press.views))
        shells = {place: shell.digest for place, shell in press.shells.items()}
        former = self._room.former(ledger, self._archive, press.views.archive)
        stale = ledger.outdated(wanted, self._known, shells, (former, press.views) if former else None)
        ledger.shells = shells
        made: dict[str, Print] = {}
        if stale:
            press.tree = self._stage.open()
            made = ledger.enter(stale, printed(press, stale))
        ledger.strike(wanted)
        for task in wanted:
            path, _ = ledger.pages[task]
            self._take(path, made.get(path) or self._known[path])
        return [ledger.pages[task][0].removesuffix("index.html") for task in wanted]

    def place_attached(self) -> None:
        """Let the site have the attached files that the public may have."""
        room, press = self._room, self._press
        for file in published_files(press.views.archive):
            path = file.address(addresses(press.language))
            found, digest = self._known.get(path), room.sources.digest(file.path)
            if found is None or found.digest != digest:
                source = site.inside(room.root / file.path, room.root / room.records)
                found = trees.copy_in(str(source), self._stage.open(), path)
            self._take(path, found)

    def take_made(self) -> None:
        """Let the site have what was written into the stage's folder for it."""
        for path in sorted(trees.files_of(str(self._stage.made))):
            source = f"{self._stage.made}/{path}"
            found, digest = self._known.get(path), trees.file_digest(source)
            if found is None or found.digest != digest:
                found = trees.move_in(source, self._stage.open(), path, digest)
            self._take(path, found)

    def publish(self) -> Changes:
        """Publish the site and keep what is known of it; return what it changed."""
        changes, self._ledger.left = self._stage.finish(self._files)
        self._stage.publish()
        self._room.keep(self._ledger, self._archive, self._press.views, changes)
        return changes

    def _take(self, path: str, found: Print) -> None:
        if path in self._files:
            message = f"two pages have the address {path.removesuffix('index.html')}"
            raise ValueError(message)
        self._files[path] = found
