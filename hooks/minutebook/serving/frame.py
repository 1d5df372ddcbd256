"""What a build of a server was told, kept for those who go on from it in another process."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from minutebook.rebuild import memory
from minutebook.settings import Settings
from minutebook.site import Shell

_KEPT = "frame"


@dataclass(frozen=True)
class Frame:
    """What a build was told besides the records, and the shells of its pages.

    `others` are the files and folders that pass the gate with the records.
    """

    settings: Settings
    language: str
    site_url: str
    others: tuple[Path, ...]
    today: date | None
    shells: Mapping[tuple[int, str], Shell]

    def keep(self, room: Path) -> None:
        """Keep it in the room of a build, once that has published."""
        memory.keep(room / _KEPT, self)

    @classmethod
    def kept(cls, room: Path) -> Frame | None:
        """Return what was kept; `None` where nothing was."""
        found = memory.recall(room / _KEPT)
        return found if isinstance(found, cls) else None
