"""The prose of records apart from them: it stays in files until a page, a check or the index asks to read it.

It is most of what an archive holds, and few of those who pass records around look into it. So a build holds the facts
of all records and the prose of those it is at.
"""

from __future__ import annotations

import copyreg
import os
import pickle
from array import array
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from functools import lru_cache
from hashlib import blake2b
from io import BytesIO
from pathlib import Path
from typing import Any, overload

from minutebook import program
from minutebook.model import AgendaItem, Attachment, Meeting, Section

DIGEST = 16
"""Bytes."""

_AT_HAND = 64
"""Texts. A page reads one record's several times."""


class ChangedError(Exception):
    """A file is no longer what the publication gate has looked at. `text` and `facts` say which, in the locales."""

    text = "build.file-changed"

    def __init__(self, path: str) -> None:
        self.facts = {"path": path}
        super().__init__(path)


@dataclass(frozen=True)
class Shelf:
    """A folder of files, each with the texts of a meeting, named by what it holds.

    A file that is lost or damaged is written again from what `read` gives: it reads the meeting in a folder once more.
    Nothing new is laid on one that is `full`.
    """

    folder: Path
    read: Callable[[str], Meeting]
    full: bool = False

    def lay(self, meetings: Iterable[tuple[str, Meeting]]) -> list[tuple[Leaf, Meeting]]:
        """Put the texts of meetings away, each given with its folder.

        Return their leaves, and the meetings with texts that are read from these.
        """
        if self.full:
            return [(self._leaf(folder), meeting) for folder, meeting in meetings]
        cut = [self._cut(folder, meeting) for folder, meeting in meetings]
        for leaf, _, pieces in cut:
            self._write(leaf, pieces)
        return [(leaf, bare) for leaf, bare, _ in cut]

    def _leaf(self, folder: str) -> Leaf:
        leaf = Leaf(folder)
        leaf.shelf = self
        return leaf

    def _cut(self, folder: str, meeting: Meeting) -> tuple[Leaf, Meeting, list[bytes]]:
        """Return the leaf of a meeting, the meeting with texts that are read from it, and their bytes."""
        pieces: list[bytes] = []
        leaf = self._leaf(folder)

        def away(record: AgendaItem | Attachment) -> Texts | tuple[()]:
            if not record.sections:
                return ()
            pieces.append(pickle.dumps(tuple(record.sections), 5))
            return Texts(leaf, len(pieces) - 1, len(record.sections))

        def bare(item: AgendaItem) -> AgendaItem:
            attachments = tuple(replace(one, sections=away(one)) for one in item.attachments)
            return replace(item, sections=away(item), attachments=attachments)

        bare_meeting = replace(meeting, items=tuple(map(bare, meeting.items)))
        leaf.lengths = array("I", map(len, pieces))
        leaf.digests = b"".join(map(_digest, pieces))
        return leaf, bare_meeting, pieces

    def lay_again(self, leaf: Leaf) -> None:
        """Write a file anew; raise `ChangedError` where its meeting is no longer what it was."""
        try:
            again, _, pieces = self._cut(leaf.folder, self.read(leaf.folder))
        except OSError as error:
            raise ChangedError(leaf.folder) from error
        if again.digests != leaf.digests:
            raise ChangedError(leaf.folder)
        self._write(again, pieces)

    def _write(self, leaf: Leaf, pieces: Sequence[bytes]) -> None:
        if not pieces:
            return
        fresh = f"{leaf.file}.{os.getpid()}"
        try:
            stream = open(fresh, "wb")  # noqa: PTH123, SIM115 - by the thousands
        except FileNotFoundError:
            self.folder.mkdir(parents=True, exist_ok=True)
            stream = open(fresh, "wb")  # noqa: PTH123, SIM115
        with stream:
            stream.writelines(pieces)
        os.replace(fresh, leaf.file)  # noqa: PTH105

    def clear(self, leaves: Iterator[Leaf]) -> None:
        """Remove what belongs to none of these leaves."""
        kept = {leaf.name for leaf in leaves}
        with suppress(OSError):
            for name in os.listdir(self.folder):  # noqa: PTH208
                if name not in kept:
                    os.unlink(self.folder / name)  # noqa: PTH108


@dataclass(eq=False)
class Leaf:
    """The texts of a meeting in one file, one after the other: how long each is, and a digest of each.

    `folder` is that of the meeting, seen from the root.
    """

    folder: str
    lengths: array[int] = field(default_factory=lambda: array("I"))
    digests: bytes = b""
    shelf: Shelf = field(init=False, repr=False)

    @property
    def name(self) -> str:
        """The name of the file."""
        return blake2b(self.digests, digest_size=DIGEST, key=program.digest()).hexdigest()

    @property
    def file(self) -> str:
        """The path of the file."""
        return f"{self.shelf.folder}/{self.name}"

    def digest(self, place: int) -> bytes:
        """Return the digest of the text at a place."""
        return self.digests[place * DIGEST : (place + 1) * DIGEST]

    def text(self, place: int) -> tuple[Section, ...]:
        """Read the text at a place."""
        data = self._read(place)
        if data is None:
            self.shelf.lay_again(self)
            _whole.cache_clear()
            data = self._read(place)
        if data is None:
            raise ChangedError(self.folder)
        found: tuple[Section, ...] = pickle.loads(data)  # noqa: S301 - it is ours
        return found

    def _read(self, place: int) -> bytes | None:
        """Read the bytes of a text; `None` if they are not what they were."""
        start = sum(self.lengths[:place])
        data = _whole(self)[start : start + self.lengths[place]]
        return data if _digest(data) == self.digest(place) else None

    def __getstate__(self) -> tuple[str, array[int], bytes]:
        return self.folder, self.lengths, self.digests

    def __setstate__(self, state: tuple[str, array[int], bytes]) -> None:
        self.folder, self.lengths, self.digests = state


@lru_cache(maxsize=1)
def _whole(leaf: Leaf) -> bytes:
    """Read the texts of a meeting: pages ask for those of one item after the other. Nothing comes of a lost file."""
    try:
        with open(leaf.file, "rb", buffering=0) as stream:  # noqa: PTH123
            return stream.read()
    except OSError:
        return b""


class Texts(Sequence[Section]):
    """The sections of one record, read when they are looked at. How many there are is known without."""

    __slots__ = ("_count", "leaf", "place")

    def __init__(self, leaf: Leaf, place: int, count: int) -> None:
        """Take the place among those of a leaf."""
        self.leaf, self.place, self._count = leaf, place, count

    def __len__(self) -> int:
        return self._count

    @overload
    def __getitem__(self, at: int) -> Section: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[Section]: ...
    def __getitem__(self, at: int | slice) -> Section | Sequence[Section]:
        return self._read()[at]

    def __iter__(self) -> Iterator[Section]:
        return iter(self._read())

    def __eq__(self, other: object) -> bool:
        if isinstance(other, Texts):
            return self.digest == other.digest
        return isinstance(other, tuple) and self._read() == other

    __hash__ = None  # type: ignore[assignment]

    def __repr__(self) -> str:
        return f"Texts({self.digest.hex()})"

    def __reduce__(self) -> tuple[Any, ...]:
        """Travel as what is read: where it goes, nobody has the file."""
        return tuple, (list(self),)

    @property
    def digest(self) -> bytes:
        """A digest of what is read."""
        return self.leaf.digest(self.place)

    @property
    def fact(self) -> tuple[str, int]:
        """What to ask an archive for by `leaves_of`, to know whether it is the same text."""
        return self.leaf.folder, self.place

    def _read(self) -> tuple[Section, ...]:
        if _noted is not None:
            _noted(self)
        return _text(self.leaf, self.place)


_text = lru_cache(_AT_HAND)(Leaf.text)

_noted: Callable[[Texts], None] | None = None


@contextmanager
def noted(note: Callable[[Texts], None] | None) -> Iterator[None]:
    """Let whoever takes notes know of each text that is read meanwhile; with `None`, let nobody."""
    global _noted  # noqa: PLW0603 - texts are read by code that knows of no notes
    former, _noted = _noted, note
    try:
        yield
    finally:
        _noted = former


def leaves_of(meetings: Sequence[Meeting]) -> Mapping[str, Leaf]:
    """Return the leaves that the texts of some meetings are read from, by folder."""
    found = (next((texts.leaf for texts in _texts_of(meeting)), None) for meeting in meetings)
    return {leaf.folder: leaf for leaf in found if leaf}


def _texts_of(meeting: Meeting) -> Iterator[Texts]:
    for item in meeting.items:
        for sections in (item.sections, *(attachment.sections for attachment in item.attachments)):
            if isinstance(sections, Texts):
                yield sections


_BY_PLACE = {**copyreg.dispatch_table, Texts: lambda texts: (Texts, (texts.leaf, texts.place, len(texts)))}


def packed(value: object) -> bytes:
    """Pickle something for this machine, its texts as places on the shelf."""
    out = BytesIO()
    packer = pickle.Pickler(out, 5)
    packer.dispatch_table = _BY_PLACE
    packer.dump(value)
    return out.getvalue()


def _digest(data: bytes) -> bytes:
    return blake2b(data, digest_size=DIGEST).digest()
