"""The room where the builds of one site keep what they know, and the course of a build in it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import replace
from datetime import date
from pathlib import Path
from posixpath import dirname

from minutebook import program, site
from minutebook.garbage import look_seldom
from minutebook.pages import Task, keep_compiled, tasks
from minutebook.rebuild import memory, trees
from minutebook.rebuild.changes import Changes, write_changes
from minutebook.rebuild.exchange import move
from minutebook.rebuild.ledger import Ledger, Part
from minutebook.rebuild.lock import Lock
from minutebook.rebuild.meetings import Meetings
from minutebook.rebuild.press import Press, printed
from minutebook.rebuild.records import Records, look_ahead
from minutebook.rebuild.sources import Sources
from minutebook.rebuild.staging import Stage
from minutebook.rebuild.templates import KeptTemplates
from minutebook.rebuild.texts import ChangedError
from minutebook.rebuild.trees import Print
from minutebook.settings import Settings
from minutebook.workforce import Workforce


class Room:
    """What is known from the last build, and what is to be known from this one.

    A build reads, then makes, then publishes, and only then is kept what it knows. Whatever is lost on the way, or was
    kept by another version, is worked out again.
    """

    def __init__(self, folder: Path, root: Path) -> None:
        """Take a folder for this room; `root` is that of the project."""
        self.folder = folder
        self.lock = Lock(folder)
        self._steady = True
        self.sources = Sources(root, folder / "sources")
        self.meetings = Meetings(self.sources, folder)
        self.templates = KeptTemplates(folder / "templates")

    def records(
        self, settings: Settings, edition: tuple[str, str], others: tuple[Path, ...], today: date | None, stage: Stage
    ) -> Records:
        """Look at the records, and have the `stage` begin; they are read when something is asked that is not known.

        `edition` is the language and the root of the site. From here on the room is locked, until the build leaves it;
        raise `OccupiedError` if another build is in it.
        """
        trees.make_private(self.folder)
        self.lock.take()
        look_seldom()
        keep_compiled(self.templates)
        self._steady = program.is_steady()
        self.sources.begin()
        looking = look_ahead(self.sources, settings, others, today)
        ledger = self._ledger(*edition)
        stage.begin()
        stage.look_ahead(ledger.left)
        self.meetings.recall()  # needless where nothing has changed, and nobody knows yet
        return Records(self.sources, self.meetings, settings, others, today, ledger, looking)

    def leave(self) -> None:
        """Leave the room to others, with nothing in it that was read and not published."""
        self.meetings.tidy()
        self.lock.leave()

    def _ledger(self, language: str, site_url: str) -> Ledger:
        """Return the ledger of the last build, or one that only knows the files, or an empty one."""
        known = memory.recall(self.folder / "ledger")
        if not isinstance(known, Ledger):
            return Ledger(language, site_url)
        if (known.language, known.site_url) == (language, site_url) and self._steady:
            return known
        return Ledger(language, site_url, known.left)

    def keep(self, records: Records, changes: Changes, *, anew: bool = True) -> None:
        """Keep what a build was made of, and what it changed, once it is published.

        Unless something is to be kept `anew`, all but the changes is what the last build kept.
        """
        write_changes(self.folder, changes)
        if not anew and self._steady:
            self.sources.save()
            return
        ledger = records.ledger
        if not records.unchanged:
            archive = records.reading.archive
            ledger.frame, ledger.today = replace(archive, meetings=()), records.views.today
            folders = (dirname(meeting.path) for meeting in archive.meetings)
            ledger.meetings = tuple((path, self.meetings.now[path][0]) for path in folders)
            self.meetings.save()
        self.sources.save()
        # What a program that has changed since it began made of the records, no other knows; but files are files.
        known = ledger if self._steady else Ledger(ledger.language, ledger.site_url, ledger.left)
        memory.keep(self.folder / "ledger", known)
        self.templates.save()


class Making:
    """A site being made in a room, for a stage, of records that may be published."""

    def __init__(
        self, room: Room, stage: Stage, records: Records, shells: Mapping[tuple[int, str], site.Shell]
    ) -> None:
        """Take what the last build knew, and what of its files is still there."""
        self.room, self.stage, self._records, self.shells = room, stage, records, shells
        self._ledger = records.ledger
        self._known = stage.look(self._ledger.left)
        self._files: dict[str, Print] = {}
        self._said: Mapping[str, bytes] = {}
        self._says: dict[str, bytes] = {}
        self._asked, self._parts = len(self._ledger.answers), dict(self._ledger.parts)
        self.rendered: list[str] = []

    def make_pages(self, count: int = 0) -> list[str]:
        """Make the pages of records that may have changed; return the addresses of all that there are.

        `count` is how many processes share the work where no cluster does.
        """
        ledger, records = self._ledger, self._records
        wanted, stale = self._tasks()
        made: dict[str, Print] = {}
        if stale:
            press = Press(records.views, ledger.language, ledger.site_url, self.shells, self._known)
            made = ledger.enter(stale, printed(press, stale, self.stage, Workforce(records.settings.cluster, count)))
        ledger.strike(wanted)
        for task in wanted:
            path, _ = ledger.pages[task]
            self._take(path, made.get(path) or self._known[path])
        self.rendered = [ledger.pages[task][0] for task in stale]
        return [ledger.pages[task][0].removesuffix("index.html") for task in wanted]

    def _tasks(self) -> tuple[list[Task], list[Task]]:
        """Return all pages that there are to be, and those that are to be made."""
        ledger, records = self._ledger, self._records
        shells = {place: shell.digest for place, shell in self.shells.items()}
        if records.unchanged:
            wanted = list(ledger.pages)
            stale = ledger.outdated(wanted, self._known, shells, None)
        else:
            wanted, former = list(tasks(records.views)), records.former()
            stale = wanted
            with suppress(ChangedError):  # of texts that pages were made of, are lost, and are others by now
                stale = ledger.outdated(wanted, self._known, shells, (former, records.views)) if former else wanted
        ledger.shells = shells
        return wanted, stale

    def place_attached(self) -> None:
        """Let the site have the attached files that the public may have.

        Raise `ChangedError` if one is written to meanwhile: nobody has looked for numbers in what stands there now.
        """
        sources, folder = self.room.sources, self._records.settings.records
        for source, path in self._records.attached():
            found, digest = self._known.get(path), sources.digest(source)
            if found is None or found.digest != digest:
                original = site.inside(sources.root / source, sources.root / folder)
                found = trees.copy_in(str(original), self.stage.open(), path)
                if found.digest != digest:
                    raise ChangedError(source)
            self._take(path, found)

    def take_part(self, name: str, said: bytes, write: Callable[[], list[str]]) -> list[str]:
        """Let the site have a part that follows from the records, the shells and what is `said`; return its addresses.

        `write` writes it into the stage's folder and returns them. Where nothing has changed, the files of the last
        build are taken, if they are all there.
        """
        shells = sorted((place, shell.digest) for place, shell in self.shells.items())
        found = trees.digest_of(repr((self._ledger.records, said, shells)).encode())
        known = self._ledger.parts.get(name)
        if known and known.print == found and self._records.unchanged and self._known.keys() >= set(known.files):
            for path in known.files:
                self._take(path, self._known[path])
            return known.addresses
        made = str(self.stage.made)
        before, taken = set(trees.files_of(made)), set(self._files)
        self._said, self._says = known.says if known else {}, {}
        written = write()
        files = (set(trees.files_of(made)) - before) | (self._files.keys() - taken)
        self._ledger.parts[name] = Part(found, sorted(files), written, self._says)
        return written

    def keep_files(self, name: str, folder: str) -> bool:
        """Take the files that a part had in and below a folder the last time; false if any of them is not what it was.

        The folder's name ends with a slash.
        """
        files = self._ledger.parts[name].files_in(folder) if name in self._ledger.parts else []
        if not files or not self._known.keys() >= set(files):
            return False
        for path in files:
            self._take(path, self._known[path])
        return True

    def take_folder(self, ready: Path, path: str, prints: Mapping[str, Print]) -> bool:
        """Let the site have a folder that stands ready beside it; `prints` are those of its files, by their names.

        False if the site has one of this name: some file of it may be damaged.
        """
        if not move(str(ready), f"{self.stage.open()}/{path}"):
            return False
        for name, found in prints.items():
            self._take(f"{path}/{name}", found)
        return True

    def put_page(self, path: str, says: bytes, make: Callable[[], bytes]) -> None:
        """Let the site have a page; where it says what it said the last time, as far as that is known, as it is."""
        self._says[path] = says
        found = self._known.get(path)
        if says and found is not None and self._said.get(path) == says:
            self._take(path, found)
        else:
            self.put_file(path, make())

    def put_file(self, path: str, data: bytes) -> None:
        """Let the site have a file that holds these bytes; one that it has already is left alone."""
        self._take(path, self.stage.write(path, data, self._known.get(path)))

    def copy_ahead(self) -> None:
        """Where nothing is published yet, begin with the tree that the first change will need."""
        self.stage.copy_ahead(self._files)

    def take_made(self) -> None:
        """Let the site have what was written into the stage's folder for it."""
        for path in sorted(trees.files_of(str(self.stage.made))):
            source = f"{self.stage.made}/{path}"
            found, digest = self._known.get(path), trees.file_digest(source)
            if found is None or found.digest != digest:
                found = trees.move_in(source, self.stage.open(), path, digest)
            self._take(path, found)

    def publish(self) -> Changes:
        """Publish the site and keep what is known of it; return what it changed.

        Raise `ChangedError` if something beside the records has been written to since the gate looked at it.
        """
        for path in self.room.sources.changed_beside(self._records.settings.records):
            raise ChangedError(path)
        ledger = self._ledger
        former = ledger.left
        changes, ledger.left = self.stage.finish(self._files)
        self.stage.publish()
        known = ledger.left is former and (len(ledger.answers), ledger.parts) == (self._asked, self._parts)
        self.room.keep(self._records, changes, anew=not (known and self._records.unchanged and not self.rendered))
        return changes

    def _take(self, path: str, found: Print) -> None:
        if path in self._files:
            message = f"two pages have the address {path.removesuffix('index.html')}"
            raise ValueError(message)
        self._files[path] = found
