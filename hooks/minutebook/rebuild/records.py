"""The records as a build knows them: read and checked, or known to be what they were when the site was last built."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from functools import cached_property, partial
from pathlib import Path
from typing import TypeVar, cast

from minutebook.addresses import published_files
from minutebook.checks import all_told, find
from minutebook.garbage import undisturbed
from minutebook.pages import render_front, render_sheets
from minutebook.privacy import publishable
from minutebook.privacy.cleared import kept_for_user
from minutebook.privacy.examination import Waived
from minutebook.privacy.records import WAIVERS, examine
from minutebook.problems import Problem
from minutebook.rebuild.checking import Checked
from minutebook.rebuild.clearance import Clearance
from minutebook.rebuild.comparing import Comparison
from minutebook.rebuild.ledger import Ledger
from minutebook.rebuild.meetings import MANY, Meetings
from minutebook.rebuild.sources import Sources
from minutebook.rebuild.texts import ChangedError
from minutebook.records.loading import Reading, load
from minutebook.settings import Settings
from minutebook.text import locale
from minutebook.urls import Addresses, addresses
from minutebook.views import Views
from minutebook.views.mentions import Sayings
from minutebook.workforce import Workforce, asked

Answer = TypeVar("Answer")


def print_of(sources: Sources, settings: Settings, others: tuple[Path, ...], today: date | None) -> bytes:
    """Look at the records and at all that passes the gate with them; return a print of it, and of what else counts."""
    return sources.tree_print(*_looked_at(sources, settings, others, today))


def look_ahead(
    sources: Sources, settings: Settings, others: tuple[Path, ...], today: date | None
) -> Callable[[], bytes]:
    """Begin to look beside this process; return what waits for the same print."""
    return sources.look_ahead(*_looked_at(sources, settings, others, today))


def _looked_at(
    sources: Sources, settings: Settings, others: tuple[Path, ...], today: date | None
) -> tuple[tuple[Path, ...], str]:
    folder = sources.root / settings.records
    expiring = _expiring(settings) if (folder / WAIVERS).exists() else ""
    said = f"{settings!r}\n{today}\n{expiring}\n{[str(path) for path in others]}"
    return (folder, *others), said


def _expiring(settings: Settings) -> date:
    """Return the day by which waivers expire: a day that the settings name holds nothing up that is over."""
    calendar = datetime.now(tz=UTC).date()
    return max(settings.today, calendar) if settings.today else calendar


@dataclass
class Records:
    """The records of an archive, and what follows from them alone.

    `others` are the files and folders that pass the gate with them; `today` is the day that the site is built for, if
    it is known without the records. `look` returns the print of all these, once. Where it is that of the `ledger`,
    nothing has changed, and what was worked out then is taken from there; where that has none, the print is needed only
    when records have been read.
    """

    sources: Sources
    meetings: Meetings
    settings: Settings
    others: tuple[Path, ...]
    today: date | None
    ledger: Ledger
    look: Callable[[], bytes] = bytes
    unchanged: bool = field(init=False)

    def __post_init__(self) -> None:
        self.unchanged = self.ledger.records != b"" and self.ledger.records == self._print
        if not self.unchanged:
            self.ledger.answers = {}

    @cached_property
    def _print(self) -> bytes:
        return self.look()

    @cached_property
    def reading(self) -> Reading:
        """What was read; meetings that have not changed are known.

        Raise `ChangedError` if something is written to meanwhile: the gate would look at another text than was read.
        """
        meetings, folder = self.meetings, self.settings.records
        with undisturbed():
            meetings.begin()
            if meetings.before:
                self._print  # noqa: B018 - it is waited for: what is known is known by what was seen
            meetings.read_ahead(folder)
            self.ledger.records = self._print
            found = load(self.sources.root, folder, meetings.read, meetings.registers.read)
            self._require_no(self.sources.changed_around(folder, meetings.known))
            return found

    @cached_property
    def outside(self) -> bytes:
        """A print of all that lies beside the meetings."""
        return self.sources.print_outside(self.settings.records, self.meetings.now)

    @cached_property
    def views(self) -> Views:
        """All listings of what may be published."""
        return Views(publishable(self.reading.archive), self.today, sayings=Sayings(self.meetings.sayings.search))

    def resemble(self, earlier: Records) -> None:
        """Have in common with records that were read earlier whatever is the same, which is faster than another one."""
        public = publishable(self.reading.archive, (earlier.reading.archive, earlier.views.archive))
        self.views = Views(public, self.today, like=earlier.views)

    def ask(self, question: Hashable, work: Callable[[], Answer]) -> Answer:
        """Return the answer to a question that the records and settings alone decide, as it was or worked out."""
        answers = self.ledger.answers
        if question not in answers:
            answers[question] = work()
        return cast("Answer", answers[question])

    def problems(self, kept: Path) -> tuple[list[Problem], tuple[Waived, ...]]:
        """Return all that is wrong with the records, and what was waived.

        In the folder `kept` stands what need not be looked at again. Raise `ChangedError` if something is written to
        before the gate has looked at it.
        """
        return self.ask("problems", lambda: self._problems(kept))

    def _problems(self, kept: Path) -> tuple[list[Problem], tuple[Waived, ...]]:
        root, settings, reading = self.sources.root, self.settings, self.reading
        prints = {folder: found for folder, (found, _) in self.meetings.now.items()}
        passed = Checked(kept / "checked", prints, self.outside)
        look = partial(_found, reading, root, passed)
        found = asked(look) if self.meetings.new >= MANY else look  # beside the gate, which waits for files
        clearance = Clearance(kept_for_user(), sources=self.sources, kept=kept / "cleared")
        gate = examine(
            reading,
            root,
            self.others,
            rules=settings.rules,
            today=_expiring(settings),
            cleared=clearance,
            workforce=Workforce(settings.cluster),
            below=self.sources.paths_below,
        )
        told = all_told(reading, root, found(), gate)
        self._require_no(clearance.changed())
        return told, gate.waived

    def _require_no(self, changed: Iterator[str]) -> None:
        for path in changed:
            self.meetings.forget()
            raise ChangedError(path)

    def page_of(self, path: str) -> str | None:
        """Return the address of the page of a record, by the record's path; `None` for what has none."""
        if not path.startswith(f"{self.settings.records}/"):
            return None
        return self.ask(("page", path), lambda: self._page_of(path))

    def _page_of(self, path: str) -> str | None:
        found = self.views.published.get(path)
        return found.address(self._addresses) if found and found.kind is not Addresses.attached_file else None

    def front(self, address: str) -> str:
        """Return what the archive adds to the town's page at an address."""
        words, latest = locale(self.ledger.language), self.settings.latest
        return self.ask(("front", address), lambda: render_front(self.views, words, self._addresses, latest, address))

    def sheets(self) -> list[tuple[str, str]]:
        """Return the address and the text of every table that is also published as a file for spreadsheets."""
        return self.ask("sheets", self._sheets)

    def _sheets(self) -> list[tuple[str, str]]:
        words, site_url = locale(self.ledger.language), self.ledger.site_url
        return list(render_sheets(self.views, words, self._addresses, site_url))

    def attached(self) -> list[tuple[str, str]]:
        """Return the path and the address of every attached file that the public may have."""
        return self.ask("attached", self._attached)

    def _attached(self) -> list[tuple[str, str]]:
        return [(file.path, file.address(self._addresses)) for file in published_files(self.views.archive)]

    @property
    def _addresses(self) -> Addresses:
        return addresses(self.ledger.language)

    def former(self) -> Views | None:
        """Return the views that the ledger's pages were made of; `None` where not all of it is known."""
        before, ledger = self.meetings.before, self.ledger
        if ledger.frame is None:
            return None
        archive, public = self.reading.archive, self.views.archive
        known = [before[path] for path, _ in ledger.meetings if path in before]
        if [found for found, _ in known] != [found for _, found in ledger.meetings]:
            return None
        frame = replace(archive, meetings=())
        if not Comparison().same(frame, ledger.frame):
            frame = ledger.frame  # else what is the same is one and the same, and need not be compared page by page
        former = replace(frame, meetings=tuple(read.meeting for _, read in known))
        return Views(publishable(former, (archive, public)), ledger.today, like=self.views)


def _found(reading: Reading, root: Path, passed: Checked) -> list[Problem]:
    found = find(reading, root, passed)
    passed.save()
    return found
