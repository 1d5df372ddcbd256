"""What one build works with, handed on from step to step."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from time import time

from jinja2 import Environment

from minutebook.pages.page import SECTIONS
from minutebook.pages.parts import Link
from minutebook.privacy.examination import Waived
from minutebook.privacy.logs import Log
from minutebook.problems import Problem
from minutebook.rebuild.records import Records
from minutebook.rebuild.room import Making, Room
from minutebook.rebuild.searching import Begun
from minutebook.rebuild.staging import Stage
from minutebook.search.documents import Document
from minutebook.search.header import client_address, search_form
from minutebook.settings import Settings
from minutebook.text import Locale
from minutebook.today import commit_day, held_after
from minutebook.urls import Addresses, addresses


class NoRecordsError(Exception):
    """There is no folder where the records are said to be; `text` and `facts` say so."""

    text = "build.no-records"

    def __init__(self, folder: str) -> None:
        """Name the folder, as the settings have it."""
        super().__init__(folder)
        self.facts = {"found": folder}


@dataclass
class Work:
    """What one build works with. Each build has a new one, and what it does not have yet is set in its turn.

    `others` are the files and folders that pass the gate with the records, `root` is the project's folder, and `begun`
    is when the build began, in seconds as files have them.
    """

    root: Path
    others: tuple[Path, ...]
    locale: Locale
    settings: Settings
    room: Room
    stage: Stage
    waived: tuple[Waived, ...] = ()
    records: Records = field(init=False)
    searching: Begun | None = None
    making: Making = field(init=False)
    env: Environment = field(init=False)
    documents: list[Document] = field(default_factory=list)
    begun: float = field(default_factory=time)

    def look(self, site_url: str) -> Sequence[Problem]:
        """Look at the records; return what is wrong with them.

        Raise `OccupiedError` if another build is at work, and `NoRecordsError` if there is no folder of records.
        """
        if not (self.root / self.settings.records).is_dir():
            raise NoRecordsError(self.settings.records)
        today = self.settings.today or commit_day(self.root, self.settings.records)
        edition = self.locale.language, site_url
        self.records = self.room.records(self.settings, edition, self.others, today, self.stage)
        found, self.waived = self.records.problems(self.room.folder)
        return found

    def leave(self) -> None:
        """Remove what was written so far and not published, and leave the room to others."""
        self.stage.drop()
        self.room.leave()

    def tell_day(self, settings_file: str, log: Log) -> None:
        """Log on which day the archive stands, and whether it has minutes of a later one."""
        words, records, settings = self.locale, self.records, self.settings
        log.info("%s", words("build.today", day=words.day(records.ask("today", lambda: records.views.today))))
        later = records.ask("behind", lambda: settings.today and held_after(settings.today, records.reading.archive))
        if later:
            facts = {"found": str(settings.today), "day": words.day(later)}
            log.warning("%s: extra.archive.today: %s", settings_file, words("build.today-behind", **facts))

    @property
    def addresses(self) -> Addresses:
        """Where its pages stand."""
        return addresses(self.locale.language)

    def surroundings(self, about: Sequence[object]) -> dict[str, object]:
        """Return what the theme's templates are told of the archive; `about` are the town's own pages on it."""
        municipality = self.records.ask("municipality", lambda: self.records.views.archive.municipality)
        words, places = self.locale, self.addresses
        ways = [Link(words(f"nav.{name}"), getattr(places, name)()) for name in SECTIONS[:3]]
        return {
            "municipality": municipality.name,
            "licence": municipality.licence,
            "links": about,
            "search": search_form(words, places, client_address()) if self.settings.search else None,
            "lost": {"title": words("build.lost"), "text": words("build.lost-text"), "ways": ways},
        }
