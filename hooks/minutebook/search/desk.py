"""Where an index is put together: spans posted, years joined from spans, and segments from years.

Each is kept by a key of all that it is made of. So an entry that has changed costs its own span and three joints.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import nullcontext
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, TypeVar

from minutebook.search.ahead import MANY, Posted, all_posted, glossary_of, posted
from minutebook.search.blocks import Block, framed, unframed
from minutebook.search.cache import Cache
from minutebook.search.encodings import as_json
from minutebook.search.keywords import Keywords
from minutebook.search.languages import language
from minutebook.search.lexicon import Lexicon
from minutebook.search.register import MOST_HITS, Register, most_hits
from minutebook.search.segments import Each, Part, Segment, name_of, named
from minutebook.search.shares import Piece, Share, Span, all_parts, key_of, parts_of
from minutebook.search.units import Labels
from minutebook.workforce import Workforce

if TYPE_CHECKING:
    from minutebook.search.glossary import Glossary

TEXTS = "x"
"""The folder with the texts of all segments: a span that has not changed keeps its own, whatever its segment does."""

Put = Callable[[str, bytes], None]

Joint = TypeVar("Joint", Block, Keywords)
"""What is kept of a span, and joined."""


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of a segment that was written.

    `about` is what the manifest says of it, `texts` are the folders of its spans' texts, and `lead` is what every
    search has to know.
    """

    about: dict[str, object]
    texts: list[str]
    lead: bytes

    @property
    def name(self) -> str:
        return str(self.about["at"])


@dataclass
class Folders:
    """The folders of an index in a site.

    `put` lets the site have a file of the index, by its path in the folder of the index and by what it holds. A folder
    that `is_there` already, by its name, which stands for all that it holds, is not written again.
    """

    put: Put
    is_there: Callable[[str], bool] = lambda _: False
    _placed: set[str] = field(default_factory=set, init=False)

    def have(self, name: str) -> bool:
        """Tell whether a folder is in the site already, or was asked for before, and so is written by now."""
        if name in self._placed:
            return True
        self._placed.add(name)
        return self.is_there(name)

    def write(self, name: str, files: Iterable[tuple[str, bytes]]) -> None:
        """Write a folder."""
        for file, data in files:
            self.put(f"{name}/{file}.bin", data)


@dataclass
class Desk:
    """What an index is put together with; `each` has the files of segments made."""

    code: str
    labels: Labels
    cache: Cache
    workforce: Workforce
    each: Each = map

    @cached_property
    def lexicon(self) -> Lexicon:
        return Lexicon.of_user(language(self.code))

    @cached_property
    def _glossary(self) -> Glossary:
        return glossary_of(self.lexicon)

    def post(self, shares: Iterable[Share]) -> None:
        """Post the spans that are not known of segments that are not; many of them by all processors."""
        new = [stretch for share in shares if not self._known(share) for stretch in share.stretches]
        spans = [span for stretch in new for span in self._unknown(stretch)]
        few = sum(len(span.entries) for span in spans) < MANY
        with nullcontext() if few else self.workforce.gathered() as crew:
            contents = (span.contents() for span in spans)
            done = all_posted(self.code, contents, crew) if crew else (self._posted(span) for span in spans)
            for span, each in zip(spans, done, strict=True):
                self._keep(span, each)
        self.put_away()

    def put_away(self) -> None:
        """Keep the words that were looked up. No other process may use a lexicon that is open here."""
        if "lexicon" in self.__dict__:
            self.__dict__.pop("lexicon").close()
            self.__dict__.pop("_glossary", None)

    def _unknown(self, part: Piece) -> Iterator[Span]:
        """Yield the spans that have to be posted for some to be joined. What is damaged shows when it is needed."""
        if self.cache.has("block", part.key):
            return
        if isinstance(part, Span):
            yield part
        else:
            for each in part.parts:
                yield from self._unknown(each)

    def _posted(self, span: Span) -> Posted:
        return posted(self.code, span.contents(), self._glossary)

    def _keep(self, span: Span, done: Posted) -> Mapping[str, bytes]:
        """Keep what came of a span, and return it by the kinds that it is kept as."""
        block, keywords, texts, news = done
        kept = {"block": block, "keywords": keywords, "texts": texts}
        for kind, data in kept.items():
            self.cache.keep(kind, span.key, data)
        self.lexicon.learn(news)
        return kept

    def _of_span(self, kind: str, span: Span) -> bytes:
        return self.cache.recall(kind, span.key) or self._keep(span, self._posted(span))[kind]

    def _of(self, what: type[Joint], kind: str, part: Piece) -> Joint:
        """Return what is kept of a part as one kind; where it is not, it is joined from what is kept of its parts."""
        if isinstance(part, Span):
            return what.read(self._of_span(kind, part))
        data = self.cache.recall(kind, part.key)
        if data is not None:
            return what.read(data)
        joined = what.joined([self._of(what, kind, each) for each in part.parts])
        self.cache.keep(kind, part.key, joined.write())
        return joined

    def register(self, shares: Sequence[Share]) -> Register:
        """Return the register, which lists nothing that has no date."""
        most = most_hits(sum(len(span.entries) for share in shares for span in share.spans))
        dated = [stretch for share in shares if share.oldest for stretch in share.stretches]
        summaries = [self._summary(stretch) for stretch in dated]
        key = key_of(str(most).encode(), *(stretch.key.encode() for stretch in dated))
        words = self.cache.recall("register", key)
        if words is not None:
            return Register.read(summaries, words)
        register = Register.chosen(summaries, most)
        self.cache.keep("register", key, register.write())
        return register

    def _summary(self, stretch: Piece) -> bytes:
        """Return what the register has to know of a stretch."""
        summary = self.cache.recall("summary", stretch.key)
        if summary is None:
            parts = parts_of(stretch)
            summary = Keywords.joined(self._of(Keywords, "keywords", part) for part in parts).summary(MOST_HITS)
            self.cache.keep("summary", stretch.key, summary)
        for part in all_parts(stretch):
            self.cache.spare("keywords", part.key)
        return summary

    def write(self, share: Share, folders: Folders) -> Known:
        """Let a site have a segment and its texts; return what is known of it."""
        known, files = self._known(share), None
        if known is None:
            known, files = self._joined(share)
        if not folders.have(known.name):
            folders.write(known.name, files or self._files(share))
        self.cache.spare("packs", str(share.oldest))
        for part in share.parts:
            self.cache.spare("block", part.key)
        for span, name in zip(share.spans, known.texts, strict=True):
            self.cache.spare("texts", span.key)
            if not folders.have(f"{TEXTS}/{name}"):
                texts = unframed(self._of_span("texts", span))
                folders.write(f"{TEXTS}/{name}", ((str(at), text) for at, text in enumerate(texts)))
        return known

    def _known(self, share: Share) -> Known | None:
        data = self.cache.recall("segment", share.key)
        if data is None:
            return None
        known, lead = unframed(data)
        about, texts = json.loads(known)
        return Known(about, texts, lead)

    def _joined(self, share: Share) -> tuple[Known, list[tuple[str, bytes]]]:
        """Join the blocks of a segment; return what is to be known of it, and its files, packed."""
        block = Block.joined([self._of(Block, "block", stretch) for stretch in share.stretches])
        segment = Segment(block, self.labels)
        parts = self._parts(share, segment)
        files = list(named(parts))
        about: dict[str, object] = {"at": name_of(files), "units": block.shown.units, "entries": block.shown.entries}
        texts = [name for name, _ in block.shown.texts]
        known = Known(about, texts, segment.lead(parts))
        self.cache.keep("segment", share.key, framed([as_json([about, texts]), known.lead]))
        return known, files

    def _parts(self, share: Share, segment: Segment) -> list[Part]:
        """Return the parts of a segment; those that it had the last time are made already."""
        now = list(segment.parts(dict(self._kept_parts(share)[1]), self.each))
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
