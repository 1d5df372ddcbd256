"""The index written: entries shared out over segments, years and months, and one manifest that names the segments.

A month is posted on its own, a year is joined from its months and a segment from its years; each is kept by a key of
all that it is made of. So an entry that has changed costs its own month and two joints.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from hashlib import blake2b
from itertools import groupby
from pathlib import Path

from minutebook.search.ahead import all_posted, posted, processes
from minutebook.search.blocks import Block, framed, unframed
from minutebook.search.cache import Cache
from minutebook.search.languages import language
from minutebook.search.lexicon import Lexicon
from minutebook.search.posting import BUNDLE, as_json, packed
from minutebook.search.register import words_of
from minutebook.search.segments import PLACES, Segment, name_of
from minutebook.search.units import Content, Entry, Labels

FORMAT = 2
FULL = 8_000
"""Entries. Closed years fill a segment up to this many, the oldest first; a full segment never changes again."""

TEXTS = "x"
"""The folder with the texts of all segments: a month that has not changed keeps its own, whatever its segment does."""


@dataclass(frozen=True, slots=True)
class Facts:
    """What the manifest says of the archive besides its segments."""

    name: str
    language: str
    synonyms: tuple[tuple[str, ...], ...] = ()
    peers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Written:
    """An index as it was written: its manifest, the names of its segments, and their words for the register."""

    manifest: str
    segments: tuple[str, ...]
    registers: tuple[bytes, ...]


def write_index(  # noqa: PLR0913
    entries: Iterable[Entry],
    facts: Facts,
    labels: Labels,
    folder: Path,
    cache: Cache,
    *,
    is_there: Callable[[str], bool] = lambda _: False,
) -> Written:
    """Write the index of these entries into a folder of the site, and return what was written.

    A folder of the index that `is_there` already, by its name, which stands for all that it holds, is not written
    again.
    """
    desk = _Desk(facts.language, labels, folder, cache, is_there)
    segments = [_Segment.of(part, facts.language, labels) for part in share_out(entries)]
    desk.post_ahead(segments)
    known = [desk.write(segment) for segment in segments]
    desk.lexicon.close()
    cache.close()
    manifest = {
        "format": FORMAT,
        "bundle": BUNDLE,
        "places": PLACES,
        "name": facts.name,
        "language": language(facts.language).code,
        "small": sorted(language(facts.language).small_words),
        "synonyms": facts.synonyms,
        "peers": facts.peers,
        "segments": [each.about for each in known],
    }
    text = as_json(manifest)
    (folder / "manifest.bin").write_bytes(packed(text))
    return Written(text.decode(), tuple(each.name for each in known), tuple(each.words for each in known if each.words))


def share_out(entries: Iterable[Entry]) -> Iterator[tuple[Entry, ...]]:
    """Share entries out over segments, the newest first: the current year, closed years, pages without a date."""
    ordered = sorted(entries, key=lambda entry: -entry.day.toordinal() if entry.day else 1)
    years = Counter(entry.day.year for entry in ordered if entry.day)
    if years:
        current = max(years)
        groups: list[set[int]] = [set()]
        for year in sorted(years):
            if year == current:
                break
            if groups[-1] and sum(years[one] for one in groups[-1]) >= FULL:
                groups.append(set())
            groups[-1].add(year)
        for group in ({current}, *reversed(groups)):
            part = tuple(entry for entry in ordered if entry.day and entry.day.year in group)
            if part:
                yield part
    undated = tuple(entry for entry in ordered if entry.day is None)
    if undated:
        yield undated


@dataclass(frozen=True, slots=True)
class _Month:
    """Entries of a month, or all that have no date; the newest comes first."""

    key: str
    entries: tuple[Entry, ...]

    def contents(self) -> list[tuple[int, Content]]:
        return [(entry.day.toordinal() if entry.day else 0, entry.content()) for entry in self.entries]


@dataclass(frozen=True, slots=True)
class _Year:
    key: str
    months: tuple[_Month, ...]


@dataclass(frozen=True)
class _Segment:
    key: str
    years: tuple[_Year, ...]
    dated: bool

    @classmethod
    def of(cls, entries: Sequence[Entry], code: str, labels: Labels) -> _Segment:
        years = []
        for _, of_year in groupby(entries, lambda entry: entry.day.year if entry.day else 0):
            months = []
            for _, of_month in groupby(of_year, lambda entry: entry.day.month if entry.day else 0):
                own = tuple(of_month)
                months.append(_Month(_key(code.encode(), *(entry.key for entry in own)), own))
            years.append(_Year(_key(*(month.key.encode() for month in months)), tuple(months)))
        key = _key(repr(labels).encode(), *(year.key.encode() for year in years))
        return cls(key, tuple(years), entries[0].day is not None)

    @cached_property
    def months(self) -> tuple[_Month, ...]:
        return tuple(month for year in self.years for month in year.months)


def _key(*parts: bytes) -> str:
    whole = blake2b(digest_size=16)
    for part in parts:
        whole.update(len(part).to_bytes(8) + part)
    return whole.hexdigest()


@dataclass(frozen=True, slots=True)
class _Known:
    """What is known of a segment that was written.

    `about` is what the manifest says of it, `texts` are the folders of its months' texts, and `words` is what the
    register has to know.
    """

    about: dict[str, object]
    texts: list[str]
    words: bytes

    @property
    def name(self) -> str:
        return str(self.about["at"])


@dataclass
class _Desk:
    """What an index is written with."""

    code: str
    labels: Labels
    folder: Path
    cache: Cache
    is_there: Callable[[str], bool]
    placed: set[str] = field(default_factory=set)

    @cached_property
    def lexicon(self) -> Lexicon:
        return Lexicon.of_user(language(self.code))

    def post_ahead(self, segments: Iterable[_Segment]) -> None:
        """Post the months that are not known of segments that are not; many of them by all processors."""
        years = [year for segment in segments if not self._known(segment) for year in segment.years]
        new = [year for year in years if self.cache.recall("block", year.key) is None]
        months = [month for year in new for month in year.months if self.cache.recall("block", month.key) is None]
        with processes(sum(len(month.entries) for month in months)) as executor:
            if executor:
                done = all_posted(self.code, (month.contents() for month in months), executor)
                for month, (block, texts, news) in zip(months, done, strict=True):
                    self._keep(month, block, texts)
                    self.lexicon.learn(news)

    def _keep(self, month: _Month, block: bytes, texts: bytes) -> None:
        self.cache.keep("block", month.key, block)
        self.cache.keep("texts", month.key, texts)

    def write(self, segment: _Segment) -> _Known:
        """Let the site have a segment and its texts; return what is known of it."""
        known = self._known(segment)
        if known is None or not self._has(known.name):
            found, files = self._joined(segment)
            if known or not self._has(found.name):
                _write_all(self.folder / found.name, ((name, packed(data)) for name, data in files))
            known = found
        for year in segment.years:
            self.cache.spare("block", year.key)
        for month, name in zip(segment.months, known.texts, strict=True):
            self.cache.spare("block", month.key)
            self.cache.spare("texts", month.key)
            if not self._has(f"{TEXTS}/{name}"):
                texts = self.cache.recall("texts", month.key) or self._post(month)[1]
                _write_all(self.folder / TEXTS / name, ((str(at), text) for at, text in enumerate(unframed(texts))))
        return known

    def _has(self, name: str) -> bool:
        """Tell whether a folder is in the site already, or is written now."""
        if name in self.placed:
            return True
        self.placed.add(name)
        return self.is_there(name)

    def _known(self, segment: _Segment) -> _Known | None:
        data = self.cache.recall("segment", segment.key)
        if data is None:
            return None
        known, words = unframed(data)
        about, texts = json.loads(known)
        return _Known(about, texts, words)

    def _joined(self, segment: _Segment) -> tuple[_Known, list[tuple[str, bytes]]]:
        """Join the blocks of a segment; return what is to be known of it, and its files."""
        block = Block.joined([self._year(year) for year in segment.years])
        files = list(Segment(block, self.labels).files())
        at = name_of((name, blake2b(data, digest_size=16).digest()) for name, data in files)
        about: dict[str, object] = {"at": at, "units": block.shown.units, "entries": block.shown.entries}
        texts = [name for name, _ in block.shown.texts]
        words = words_of(block) if segment.dated else b""
        self.cache.keep("segment", segment.key, framed([as_json([about, texts]), words]))
        return _Known(about, texts, words), files

    def _year(self, year: _Year) -> Block:
        data = self.cache.recall("block", year.key)
        if data is not None:
            return Block.read(data)
        block = Block.joined([self._month(month) for month in year.months])
        self.cache.keep("block", year.key, block.write())
        return block

    def _month(self, month: _Month) -> Block:
        return Block.read(self.cache.recall("block", month.key) or self._post(month)[0])

    def _post(self, month: _Month) -> tuple[bytes, bytes]:
        block, texts, news = posted(self.code, month.contents(), self.lexicon)
        self.lexicon.learn(news)
        self._keep(month, block, texts)
        return block, texts


def _write_all(folder: Path, files: Iterable[tuple[str, bytes]]) -> None:
    for name, data in files:
        file = folder / f"{name}.bin"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(data)
