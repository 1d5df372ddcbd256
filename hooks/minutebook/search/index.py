"""The index written: entries shared out over segments, each analysed once, and one manifest that names them all."""

from __future__ import annotations

import json
import shutil
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path
from typing import Any

from minutebook.search.analysis import Analyst, Analysis, pack, unpack
from minutebook.search.cache import Cache, way_of_working
from minutebook.search.languages import language
from minutebook.search.register import Candidates
from minutebook.search.segments import Segment, name_of, packed
from minutebook.search.units import Entry, Labels

FORMAT = 1
FULL = 8_000
"""Entries. Closed years fill a segment up to this many, the oldest first, so that a full segment never changes again."""


@dataclass(frozen=True, slots=True)
class Facts:
    """What the manifest says of the archive besides its segments."""

    name: str
    language: str
    synonyms: tuple[tuple[str, ...], ...] = ()
    peers: tuple[str, ...] = ()


def write_index(entries: Iterable[Entry], facts: Facts, labels: Labels, folder: Path, cache_folder: Path) -> Written:
    """Write the index of these entries into a folder of the site, and return what was written."""
    cache = Cache(cache_folder)
    analyst = Analyst(language(facts.language))
    pages: dict[bytes, str] = {}
    segments: list[dict[str, Any]] = []
    kept: set[bytes] = set()
    for part in share_out(entries):
        key = _key(part, facts, labels)
        kept |= {_entry_key(entry, facts) for entry in part}
        source = cache.segment(key) or _write(part, labels, facts, analyst, cache, key)
        pages[key] = source.name
        segments.append(json.loads((source / "about").read_bytes()))
        _place(source, folder / source.name)
    cache.close(pages, kept)
    manifest = {
        "format": FORMAT,
        "name": facts.name,
        "language": language(facts.language).code,
        "small": sorted(language(facts.language).small_words),
        "synonyms": facts.synonyms,
        "peers": facts.peers,
        "segments": segments,
    }
    data = json.dumps(manifest, ensure_ascii=False, separators=(",", ":")).encode()
    (folder / "manifest.bin").write_bytes(packed(data))
    candidates = tuple(cache_folder / "segments" / name / "register" for name in pages.values())
    return Written(sum(each["units"] for each in segments), tuple(pages.values()), candidates)


@dataclass(frozen=True, slots=True)
class Written:
    """An index as it was written: how many units, the names of its segments, and their words for the register."""

    units: int
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


def _entry_key(entry: Entry, facts: Facts) -> bytes:
    return blake2b(way_of_working() + facts.language.encode() + entry.key, digest_size=16).digest()


def _key(part: Sequence[Entry], facts: Facts, labels: Labels) -> bytes:
    whole = blake2b(way_of_working() + facts.language.encode() + repr(labels).encode(), digest_size=16)
    for entry in part:
        whole.update(entry.key)
    return whole.digest()


def _write(  # noqa: PLR0913
    part: Sequence[Entry], labels: Labels, facts: Facts, analyst: Analyst, cache: Cache, key: bytes
) -> Path:
    folder = cache.new_segment()
    segment = Segment(labels)
    digests: list[tuple[str, bytes]] = []
    for sub in ("t", "p", "x"):
        (folder / sub).mkdir()

    def write(files: Iterable[tuple[str, bytes]]) -> None:
        for name, data in files:
            (folder / f"{name}.bin").write_bytes(packed(data))
            digests.append((name, blake2b(data, digest_size=16).digest()))

    candidates = Candidates(language(facts.language))
    for entry in part:
        analysis = _analysis(entry, facts, analyst, cache)
        write(segment.add(analysis, entry.day))
        if entry.day:
            candidates.add(analysis, entry.day.toordinal())
    write(segment.files())
    (folder / "register").write_bytes(candidates.file())
    name = name_of(digests)
    about = {"at": name, "units": segment.units, "entries": segment.entries, "firsts": "\n".join(segment.first_terms())}
    (folder / "about").write_text(json.dumps(about, ensure_ascii=False), encoding="utf-8")
    return cache.keep_segment(key, folder, name)


def _analysis(entry: Entry, facts: Facts, analyst: Analyst, cache: Cache) -> Analysis:
    key = _entry_key(entry, facts)
    data = cache.analysis(key)
    if data is not None:
        return unpack(data)
    analysis = analyst.analyse(entry.content())
    cache.keep(key, pack(analysis))
    return analysis


def _place(source: Path, target: Path) -> None:
    """Copy a segment into the site, but for what only the next build reads."""
    shutil.copytree(source, target, ignore=shutil.ignore_patterns("about", "done", "register"), dirs_exist_ok=True)
