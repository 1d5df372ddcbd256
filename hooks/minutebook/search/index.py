"""The index written: entries shared out over segments, years and months, and one manifest that names the segments.

A month is posted on its own, a year is joined from its months and a segment from its years; each is kept by a key of
all that it is made of. So an entry that has changed costs its own month and two joints.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import nullcontext
from dataclasses import dataclass, field
from functools import cached_property
from hashlib import blake2b
from pathlib import Path

from minutebook.search.ahead import MANY, all_posted, posted
from minutebook.search.blocks import Block, framed, unframed
from minutebook.search.cache import Cache
from minutebook.search.encodings import PLACES
from minutebook.search.languages import language
from minutebook.search.lexicon import Lexicon
from minutebook.search.posting import BUNDLE, as_json, packed
from minutebook.search.register import words_of
from minutebook.search.segments import Segment, name_of
from minutebook.search.shares import Month, Share, Year, share_out
from minutebook.search.units import Entry, Labels
from minutebook.workforce import HERE, Workforce

FORMAT = 2
TEXTS = "x"
"""The folder with the texts of all segments: a month that has not changed keeps its own, whatever its segment does."""


_DIGEST = 16
_File = tuple[str, bytes, bytes]
"""A file's name, a digest of what it holds, and what it holds."""


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
    workforce: Workforce = HERE,
) -> Written:
    """Write the index of these entries into a folder of the site, and return what was written.

    A folder of the index that `is_there` already, by its name, which stands for all that it holds, is not written
    again.
    """
    desk = _Desk(facts.language, labels, folder, cache, is_there, workforce)
    shares = [Share.of(part, facts.language, labels) for part in share_out(entries)]
    desk.post_ahead(shares)
    known = [desk.write(share) for share in shares]
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
    workforce: Workforce
    placed: set[str] = field(default_factory=set)

    @cached_property
    def lexicon(self) -> Lexicon:
        return Lexicon.of_user(language(self.code))

    def post_ahead(self, shares: Iterable[Share]) -> None:
        """Post the months that are not known of segments that are not; many of them by all processors."""
        years = [year for share in shares if not self._known(share) for year in share.years]
        new = [year for year in years if self.cache.recall("block", year.key) is None]
        months = [month for year in new for month in year.months if self.cache.recall("block", month.key) is None]
        few = sum(len(month.entries) for month in months) < MANY
        with nullcontext() if few else self.workforce.gathered() as crew:
            if crew:
                done = all_posted(self.code, (month.contents() for month in months), crew)
                for month, (block, texts, news) in zip(months, done, strict=True):
                    self._keep(month, block, texts)
                    self.lexicon.learn(news)

    def _keep(self, month: Month, block: bytes, texts: bytes) -> None:
        self.cache.keep("block", month.key, block)
        self.cache.keep("texts", month.key, texts)

    def write(self, share: Share) -> _Known:
        """Let the site have a segment and its texts; return what is known of it."""
        known = self._known(share)
        if known is None or not self._has(known.name):
            found, files = self._joined(share)
            if known or not self._has(found.name):
                _write_all(self.folder / found.name, self._packed(share, files))
            known = found
        self.cache.spare("packs", str(share.oldest))
        for year in share.years:
            self.cache.spare("block", year.key)
        for month, name in zip(share.months, known.texts, strict=True):
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

    def _known(self, share: Share) -> _Known | None:
        data = self.cache.recall("segment", share.key)
        if data is None:
            return None
        known, words = unframed(data)
        about, texts = json.loads(known)
        return _Known(about, texts, words)

    def _joined(self, share: Share) -> tuple[_Known, list[_File]]:
        """Join the blocks of a segment; return what is to be known of it, and its files."""
        block = Block.joined([self._year(year) for year in share.years])
        files = [
            (name, blake2b(data, digest_size=_DIGEST).digest(), data)
            for name, data in Segment(block, self.labels).files()
        ]
        at = name_of((name, digest) for name, digest, _ in files)
        about: dict[str, object] = {"at": at, "units": block.shown.units, "entries": block.shown.entries}
        texts = [name for name, _ in block.shown.texts]
        words = words_of(block) if share.oldest else b""
        self.cache.keep("segment", share.key, framed([as_json([about, texts]), words]))
        return _Known(about, texts, words), files

    def _packed(self, share: Share, files: Sequence[_File]) -> Iterator[tuple[str, bytes]]:
        """Yield the files of a segment packed; those that it had the last time are packed already."""
        digests, *packs = unframed(self.cache.recall("packs", str(share.oldest)) or framed([b""]))
        before = {digests[at * _DIGEST : (at + 1) * _DIGEST]: pack for at, pack in enumerate(packs)}
        now = {digest: before.get(digest) or packed(data) for _, digest, data in files}
        self.cache.keep("packs", str(share.oldest), framed([b"".join(now), *now.values()]))
        return ((name, now[digest]) for name, digest, _ in files)

    def _year(self, year: Year) -> Block:
        data = self.cache.recall("block", year.key)
        if data is not None:
            return Block.read(data)
        block = Block.joined([self._month(month) for month in year.months])
        self.cache.keep("block", year.key, block.write())
        return block

    def _month(self, month: Month) -> Block:
        return Block.read(self.cache.recall("block", month.key) or self._post(month)[0])

    def _post(self, month: Month) -> tuple[bytes, bytes]:
        block, texts, news = posted(self.code, month.contents(), self.lexicon)
        self.lexicon.learn(news)
        self._keep(month, block, texts)
        return block, texts


def _write_all(folder: Path, files: Iterable[tuple[str, bytes]]) -> None:
    for name, data in files:
        file = folder / f"{name}.bin"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(data)
