"""The index written: entries shared out over segments, years and days, and one manifest that names the segments."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from hashlib import blake2b

from minutebook.search.cache import Cache
from minutebook.search.desk import Desk, Folders, Put
from minutebook.search.encodings import BUNDLE, as_json, lead_file, packed
from minutebook.search.languages import language
from minutebook.search.places import PLACES
from minutebook.search.register import Register
from minutebook.search.segments import Each
from minutebook.search.shares import Share, share_out
from minutebook.search.units import Entry, Labels
from minutebook.workforce import HERE, Workforce

FORMAT = 5


@dataclass(frozen=True, slots=True)
class Facts:
    """What the manifest says of the archive besides its segments."""

    name: str
    language: str
    synonyms: tuple[tuple[str, ...], ...] = ()
    peers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Written:
    """An index as it was written.

    `lead` is the file that every search asks for, and `segments` are the names of its segments.
    """

    manifest: str
    lead: str
    segments: tuple[str, ...]


class Index:
    """An index of some entries, which is made in steps: days posted, the register, files written."""

    def __init__(
        self, entries: Iterable[Entry], facts: Facts, labels: Labels, cache: Cache, workforce: Workforce = HERE
    ) -> None:
        """Share the entries out."""
        self._facts, self._labels = facts, labels
        self._desk = Desk(facts.language, labels, cache, workforce)
        self._shares: list[Share] = []
        self.add(entries)

    def add(self, entries: Iterable[Entry]) -> None:
        """Share out entries that come later. They have no date, and are the first of those."""
        self._shares += [Share.of(part, self._facts.language, self._labels) for part in share_out(entries)]

    def post(self) -> None:
        """Post the spans of days that are not known, so that all else follows from what is kept."""
        self._desk.post(self._shares)

    def share(self, each: Each) -> None:
        """Let the files of segments be made by `each`."""
        self._desk.each = each

    def register(self) -> Register:
        """Return the register of the entries."""
        return self._desk.register(self._shares)

    def write(self, put: Put, is_there: Callable[[str], bool] = lambda _: False) -> Written:
        """Write the index, and return what was written.

        `put` lets the site have a file of the index, by its path in the folder of the index and by what it holds.
        A folder of the index that `is_there` already, by its name, which stands for all that it holds, is not written
        again.
        """
        facts, code = self._facts, language(self._facts.language)
        folders = Folders(put, is_there)
        known = [self._desk.write(share, folders) for share in self._shares]
        self._desk.put_away()
        leads = lead_file([each.lead for each in known])
        # Named by its content, as folders are: a page that is older than the index must not read the lead of another.
        lead = f"lead-{blake2b(leads, digest_size=8).hexdigest()}"
        put(f"{lead}.bin", leads)
        manifest = {
            "format": FORMAT,
            "bundle": BUNDLE,
            "places": PLACES,
            "name": facts.name,
            "language": code.code,
            "small": sorted(code.small_words),
            "synonyms": facts.synonyms,
            "peers": facts.peers,
            "lead": lead,
            "segments": [each.about for each in known],
        }
        text = as_json(manifest)
        put("manifest.bin", packed(text))
        return Written(text.decode(), f"{lead}.bin", tuple(each.name for each in known))
