"""Files that the publication gate has cleared, known by digests that need no reading."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from minutebook.privacy.cleared import Cleared
from minutebook.rebuild import memory
from minutebook.rebuild.sources import Sources
from minutebook.records.desk import seen_from

Known = dict[str, tuple[bytes, str]]


@dataclass
class Clearance(Cleared):
    """What is kept of an archive's own files: by path, since names are looked at, too, and by the bytes they held.

    `kept` is the file where it is kept, of this very program. What is not known here may still be known of the user's
    other archives, by what it holds.
    """

    sources: Sources = field(kw_only=True)
    kept: Path = field(kw_only=True)
    _before: Known = field(default_factory=dict)
    _now: Known = field(default_factory=dict)
    _asked: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__post_init__()
        known = memory.recall(self.kept)
        self._before = known if isinstance(known, dict) else {}

    def knows(self, path: str, whom: str) -> bool:
        """Tell whether this very file was looked at before, under this name, and neither held nor said anything."""
        known = self._before.get(path)
        if known is None or known != (self.sources.seen(path), whom):
            self._asked.append(path)
            return False
        self._now[path] = known
        return True

    def note(self, file: Path, whom: str) -> None:
        """Note that a file held nothing and that its name says nothing, unless it was written to meanwhile.

        So it has to be what it was before the gate looked; what came later is looked at the next time.
        """
        path = seen_from(str(self.sources.root), str(file))
        digest = self.sources.seen(path)
        if digest is not None and self.sources.is_steady(path):
            self._now[path] = digest, whom

    def changed(self) -> Iterator[str]:
        """Yield those of the files that had to be looked at that are no longer what the records were read from."""
        return self.sources.changed(path for path in self._asked if path not in self._now)

    def save(self) -> None:
        """Keep what was noted."""
        super().save()
        if self._now != self._before:
            memory.keep(self.kept, self._now)
            self._before = dict(self._now)
