"""The index written: entries shared out over segments, each analysed once, and one manifest that names them all."""

from __future__ import annotations

import json
import shutil
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path

from minutebook.search.ahead import all_analysed, processes
from minutebook.search.analysis import Analysis, analyse, pack, unpack
from minutebook.search.cache import Cache, way_of_working
from minutebook.search.encodings import PLACES
from minutebook.search.languages import language
from minutebook.search.lexicon import Lexicon
from minutebook.search.register import Candidates
from minutebook.search.segments import BUNDLE, Segment, name_of, packed
from minutebook.search.units import Entry, Labels

FORMAT = 2
FULL = 8_000
"""Entries. Closed years fill a segment up to this many, the oldest first; a full segment never changes again."""


@dataclass(frozen=True, slots=True)
class Facts:
    """What the manifest says of the archive besides its segments."""

    name: str
    language: str
    synonyms: tuple[tuple[str, ...], ...] = ()
    peers: tuple[str, ...] = ()


def write_index(  # noqa: PLR0913
    entries: Iterable[Entry],
    facts: Facts,
    labels: Labels,
    folder: Path,
    cache_folder: Path,
    *,
    is_there: Callable[[str], bool] = lambda _: False,
) -> Written:
    """Write the index of these entries into a folder of the site, and return what was written.

    A segment that `is_there` already, by its name, which stands for all that it holds, is not written again.
    """
    lexicon = Lexicon.of_user(language(facts.language))
    desk = _Desk(facts, labels, lexicon, Cache(cache_folder))
    kept: set[bytes] = set()
    sources: dict[bytes, Path] = {}
    parts = {desk.segment_key(part): part for part in share_out(entries)}
    desk.analyse_ahead([entry for key, part in parts.items() if not desk.cache.segment(key) for entry in part])
    for key, part in parts.items():
        kept |= {desk.entry_key(entry) for entry in part}
        sources[key] = desk.cache.segment(key) or desk.write(part, key)
    lexicon.close()
    desk.cache.close({key: source.name for key, source in sources.items()}, kept)
    abouts = [json.loads((source / "about").read_bytes()) for source in sources.values()]
    for source in sources.values():
        if not is_there(source.name):
            _place(source, folder / source.name)
    manifest = {
        "format": FORMAT,
        "bundle": BUNDLE,
        "places": PLACES,
        "name": facts.name,
        "language": language(facts.language).code,
        "small": sorted(language(facts.language).small_words),
        "synonyms": facts.synonyms,
        "peers": facts.peers,
        "segments": abouts,
    }
    text = json.dumps(manifest, ensure_ascii=False, separators=(",", ":"))
    (folder / "manifest.bin").write_bytes(packed(text.encode()))
    return Written(
        text,
        tuple(source.name for source in sources.values()),
        tuple(source / "register" for source in sources.values()),
    )


@dataclass(frozen=True, slots=True)
class Written:
    """An index as it was written: its manifest, the names of its segments, and their words for the register."""

    manifest: str
    segments: tuple[str, ...]
    registers: tuple[Path, ...]


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
class _Desk:
    """What an index is written with."""

    facts: Facts
    labels: Labels
    lexicon: Lexicon
    cache: Cache

    def entry_key(self, entry: Entry) -> bytes:
        return blake2b(way_of_working() + self.facts.language.encode() + entry.key, digest_size=16).digest()

    def segment_key(self, part: Sequence[Entry]) -> bytes:
        known = way_of_working() + self.facts.language.encode() + repr(self.labels).encode()
        whole = blake2b(known, digest_size=16)
        for entry in part:
            whole.update(entry.key)
        return whole.digest()

    def analyse_ahead(self, entries: Sequence[Entry]) -> None:
        """Where many entries are new, analyse them by all processors before they are needed."""
        new = [entry for entry in entries if not self.cache.has(self.entry_key(entry))]
        with processes(len(new)) as executor:
            for entry, data, news in all_analysed(self.facts.language, new, executor) if executor else ():
                self.cache.keep(self.entry_key(entry), data)
                self.lexicon.learn(news)

    def write(self, part: Sequence[Entry], key: bytes) -> Path:
        """Write a segment into the cache and return its folder there."""
        folder = self.cache.new_segment()
        segment = Segment(self.labels)
        candidates = Candidates(self.lexicon)
        digests: list[tuple[str, bytes]] = []
        for sub in ("t", "p", "x"):
            (folder / sub).mkdir()

        def publish(files: Iterable[tuple[str, bytes]]) -> None:
            for name, data in files:
                (folder / f"{name}.bin").write_bytes(packed(data))
                digests.append((name, blake2b(data, digest_size=16).digest()))

        for entry in part:
            analysis = self._analysis(entry)
            publish(segment.add(analysis, entry.day))
            if entry.day:
                candidates.add(analysis, entry.day.toordinal(), segment.entries - 1)
        publish(segment.files())
        (folder / "register").write_bytes(candidates.file(segment))
        name = name_of(digests)
        about = {"at": name, "units": segment.units, "entries": segment.entries}
        (folder / "about").write_text(json.dumps(about, ensure_ascii=False), encoding="utf-8")
        return self.cache.keep_segment(key, folder, name)

    def _analysis(self, entry: Entry) -> Analysis:
        key = self.entry_key(entry)
        data = self.cache.analysis(key)
        if data is not None:
            return unpack(data)
        analysis = analyse(entry.content(), self.lexicon.terms)
        self.cache.keep(key, pack(analysis))
        return analysis


def _place(source: Path, target: Path) -> None:
    """Copy a segment into the site, but for what only the next build reads."""
    shutil.copytree(source, target, ignore=shutil.ignore_patterns("about", "done", "register"), dirs_exist_ok=True)
