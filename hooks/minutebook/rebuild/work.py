"""What one build works with, handed on from step to step."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from jinja2 import Environment

from minutebook.pages.page import SECTIONS
from minutebook.pages.parts import Link
from minutebook.privacy.examination import Waived
from minutebook.rebuild.records import Records
from minutebook.rebuild.room import Making, Room
from minutebook.rebuild.searching import Begun
from minutebook.rebuild.staging import Stage
from minutebook.search.documents import Document
from minutebook.search.header import client_address, search_form
from minutebook.settings import Settings
from minutebook.text import Locale
from minutebook.urls import Addresses, addresses


@dataclass
class Work:
    """What one build works with. Each build has a new one, and what it does not have yet is set in its turn.

    `others` are the files and folders that pass the gate with the records, `root` is the project's folder.
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
