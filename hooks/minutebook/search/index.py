"""The index written: entries shared out over segments, years and months, and one manifest that names the segments.

A month is posted on its own, a year is joined from its months, stretches from years and a segment from stretches; each
is kept by a key of all that it is made of. So an entry that has changed costs its own month and three joints.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from contextlib import nullcontext
from dataclasses import dataclass, field
from functools import cached_property
from hashlib import blake2b

from minutebook.search.ahead import MANY, all_posted, posted
from minutebook.search.blocks import Block, framed, unframed
from minutebook.search.cache import Cache
from minutebook.search.encodings import lead_file, packed
from minutebook.search.languages import language
from minutebook.search.lexicon import Lexicon
from minutebook.search.places import PLACES
from minutebook.search.posting import BUNDLE, as_json
from minutebook.search.register import words_of
from minutebook.search.segments import Part, Segment, name_of, named
from minutebook.search.shares import Month, Months, Share, share_out
from minutebook.search.units import Entry, Labels
from minutebook.workforce import HERE, Workforce

FORMAT = 4
TEXTS = "x"
"""The folder with the texts of all segments: a month that has not changed keeps its own, whatever its segment does."""


Put = Callable[[str, bytes], None]


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

    `lead` is the file that every search asks for, `segments` are the names of its segments, and `registers` their words
    for the register.
    """

    manifest: str
    lead: str
    segments: tuple[str, ...]
    registers: tuple[bytes, ...]


def write_index(  # noqa: PLR0913
    entries: Iterable[Entry],
    facts: Facts,
    labels: Labels,
    put: Put,
    cache: Cache,
    *,
    is_there: Callable[[str], bool] = lambda _: False,
    workforce: Workforce = HERE,
) -> Written:
    """Write the index of these entries, and return what was written.

    `put` lets the site have a file of the index, by its path in the folder of the index and by what it holds.
    A folder of the index that `is_there` already, by its name, which stands for all that it holds, is not written
    again.
    """
    desk = _Desk(facts.language, labels, put, cache, is_there, workforce)
    shares = [Share.of(part, facts.language, labels) for part in share_out(entries)]
    desk.post_ahead(shares)
    known = [desk.write(share) for share in shares]
    desk.lexicon.close()
    leads = lead_file([each.lead for each in known])
    # Named by its content, as folders are: a page that is older than the index must not read the lead of another.
    lead = f"lead-{blake2b(leads, digest_size=8).hexdigest()}"
    put(f"{lead}.bin", leads)
    manifest = {
        "format": FORMAT,
        "bundle": BUNDLE,
        "places": PLACES,
        "name": facts.name,
        "language": language(facts.language).code,
        "small": sorted(language(facts.language).small_words),
        "synonyms": facts.synonyms,
        "peers": facts.peers,
        "lead": lead,
        "segments": [each.about for each in known],
    }
    text = as_json(manifest)
    put("manifest.bin", packed(text))
    words = tuple(each.words for each in known if each.words)
    return Written(text.decode(), f"{lead}.bin", tuple(each.name for each in known), words)


@dataclass(frozen=True, slots=True)
class _Known:
    """What is known of a segment that was written.

    `about` is what the manifest says of it, `texts` are the folders of its months' texts, `lead` is what every search
    has to know, and `words` what the register has to.
    """

    about: dict[str, object]
    texts: list[str]
    lead: bytes
    words: bytes

    @property
    def name(self) -> str:
        return str(self.about["at"])


@dataclass
class _Desk:
    """What an index is written with."""

    code: str
    labels: Labels
    put: Put
    cache: Cache
    is_there: Callable[[str], bool]
    workforce: Workforce
    placed: set[str] = field(default_factory=set)

    @cached_property
    def lexicon(self) -> Lexicon:
        return Lexicon.of_user(language(self.code))

    def post_ahead(self, shares: Iterable[Share]) -> None:
        """Post the months that are not known of segments that are not; many of them by all processors."""
        new = [stretch for share in shares if not self._known(share) for stretch in share.stretches]
        months = [month for stretch in new for month in self._unknown(stretch)]
        few = sum(len(month.entries) for month in months) < MANY
        with nullcontext() if few else self.workforce.gathered() as crew:
            if crew:
                done = all_posted(self.code, (month.contents() for month in months), crew)
                for month, (block, texts, news) in zip(months, done, strict=True):
                    self._keep(month, block, texts)
                    self.lexicon.learn(news)

    def _unknown(self, part: Months) -> Iterator[Month]:
        """Yield the months that have to be posted for some to be joined."""
        if self.cache.recall("block", part.key) is not None:
            return
        if isinstance(part, Month):
            yield part
        else:
            for each in part.parts:
                yield from self._unknown(each)

    def _keep(self, month: Month, block: bytes, texts: bytes) -> None:
        self.cache.keep("block", month.key, block)
        self.cache.keep("texts", month.key, texts)

    def write(self, share: Share) -> _Known:
        """Let the site have a segment and its texts; return what is known of it."""
        known, files = self._known(share), None
        if known is None:
            known, files = self._joined(share)
        if not self._has(known.name):
            self._put(known.name, files or self._files(share))
        self.cache.spare("packs", str(share.oldest))
        for part in share.parts:
            self.cache.spare("block", part.key)
        for month, name in zip(share.months, known.texts, strict=True):
            self.cache.spare("texts", month.key)
            if not self._has(f"{TEXTS}/{name}"):
                texts = self.cache.recall("texts", month.key) or self._post(month)[1]
                self._put(f"{TEXTS}/{name}", ((str(at), text) for at, text in enumerate(unframed(texts))))
        return known

    def _put(self, folder: str, files: Iterable[tuple[str, bytes]]) -> None:
        for name, data in files:
            self.put(f"{folder}/{name}.bin", data)

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
        known, lead, words = unframed(data)
        about, texts = json.loads(known)
        return _Known(about, texts, lead, words)

    def _joined(self, share: Share) -> tuple[_Known, list[tuple[str, bytes]]]:
        """Join the blocks of a segment; return what is to be known of it, and its files, packed."""
        block = Block.joined([self._block(stretch) for stretch in share.stretches])
        segment = Segment(block, self.labels)
        parts = self._parts(share, segment)
        files = list(named(parts))
        about: dict[str, object] = {"at": name_of(files), "units": block.shown.units, "entries": block.shown.entries}
        texts = [name for name, _ in block.shown.texts]
        known = _Known(about, texts, segment.lead(parts), words_of(block) if share.oldest else b"")
        self.cache.keep("segment", share.key, framed([as_json([about, texts]), known.lead, known.words]))
        return known, files

    def _parts(self, share: Share, segment: Segment) -> list[Part]:
        """Return the parts of a segment; those that it had the last time are made already."""
        now = list(segment.parts(dict(self._kept_parts(share)[1])))
        pieces = [piece for digest, part in now for piece in (digest, framed(part))]
        self.cache.keep("packs", str(share.oldest), framed([share.key.encode(), *pieces]))
        return [part for _, part in now]

    def _kept_parts(self, share: Share) -> tuple[str, list[tuple[bytes, Part]]]:
        """Return the key of the share whose parts are kept, and those with their digests."""
        key, *kept = unframed(self.cache.recall("packs", str(share.oldest)) or framed([b""]))
        parts = (tuple(unframed(part)) for part in kept[1::2])
        return key.decode(), list(zip(kept[::2], parts, strict=True))

    def _files(self, share: Share) -> list[tuple[str, bytes]]:
        """Return the files of a segment that is known; where they are not kept, it is joined again."""
        key, kept = self._kept_parts(share)
        return list(named(part for _, part in kept)) if key == share.key else self._joined(share)[1]

    def _block(self, part: Months) -> Block:
        data = self.cache.recall("block", part.key)
        if data is not None:
            return Block.read(data)
        if isinstance(part, Month):
            return Block.read(self._post(part)[0])
        block = Block.joined([self._block(each) for each in part.parts])
        self.cache.keep("block", part.key, block.write())
        return block

    def _post(self, month: Month) -> tuple[bytes, bytes]:
        block, texts, news = posted(self.code, month.contents(), self.lexicon)
        self.lexicon.learn(news)
        self._keep(month, block, texts)
        return block, texts
