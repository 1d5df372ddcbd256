"""HTML, SVG and other XML: the text in it however it is cut up by tags, its comments, and its attributes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from urllib.parse import unquote
from xml.parsers import expat

from minutebook.privacy.carriers.budget import Budget
from minutebook.privacy.carriers.plain import decoded, spellings
from minutebook.privacy.passage import Gap, Passage


def _names(written: str) -> frozenset[str]:
    return frozenset(written.split())


_INLINE = _names(
    "a abbr b bdi bdo big cite code del dfn em font i ins kbd mark q s samp small span strike strong sub sup tt u var "
    "wbr tspan textPath r t delText"
)
_BLOCKS = _names("p h tr row c cell si td th tc br cr line-break li title table-cell list-item text comment")
_TELLING = _names(
    "descr desc title name author initials Target href alt tooltip content value string-value label text comment "
    "display-name date-value placeholder aria-label src action data"
)
"""Attributes that say something to people. Others hold measures and keys, of which only what may be a number counts."""
_NUMBER = re.compile(r"(?<!\d)\d{6}\W{0,3}\d{4}(?!\d)")
_KEY = re.compile(r"id$|^uid|^crossAx$", re.IGNORECASE)
_LEAST_NUMBER, _LEAST_TELLING, _LEAST_NAME = 10, 6, 3
_CHARACTERS = {"tab": "\t", "noBreakHyphen": "\u2011", "softHyphen": "\u00ad"}
"""Elements that stand for a character."""
_DELETED, _INSERTED = {"del", "moveFrom"}, {"ins", "moveTo"}


def read_html(data: bytes, name: str, budget: Budget) -> Iterator[Passage | Gap]:  # noqa: ARG001
    """Yield the text of an HTML page, shown or hidden."""
    text = decoded(data)
    yield from spellings(text)
    page = _Page()
    page.feed(text)
    page.close()
    yield Passage("".join(page.text))
    yield Passage("\n\n".join(page.notes), (("attributes", ""),))


class _Page(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.text: list[str] = []
        self.notes: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in _INLINE:
            self.text.append("\n")
        self.notes += [unquote(value) for _, value in attrs if value]

    def handle_endtag(self, tag: str) -> None:
        if tag not in _INLINE:
            self.text.append("\n")

    def handle_data(self, data: str) -> None:
        self.text.append(data)

    def handle_comment(self, data: str) -> None:
        self.notes.append(data)


def read_xml(data: bytes, name: str, budget: Budget) -> Iterator[Passage | Gap]:  # noqa: ARG001
    """Yield the text of an XML document; one that declares entities, or is not well-formed, is read as plain text."""
    yield from spellings(decoded(data))
    yield from xml_text(data)


def xml_text(data: bytes, *, blocks: bool = False) -> Iterator[Passage]:
    """Yield the text of XML: as it is, as it was before tracked changes, and what its attributes say.

    Words are cut at every element that is not known to stand within a line, or, with `blocks`, as in Office documents,
    only where an element is known to end one.
    """
    document = _Document(blocks=blocks)
    document.parse(data)
    yield Passage("".join(document.now))
    if document.changed:
        yield Passage("".join(document.before), (("tracked-change", ""),))
    if document.notes:
        yield Passage("\n\n".join(document.notes), (("attributes", ""),))


class _Document:
    """Gathers the text of one XML document. No entity is ever expanded, no other file ever opened."""

    def __init__(self, *, blocks: bool) -> None:
        self.blocks = blocks
        self.now: list[str] = []
        self.before: list[str] = []
        self.notes: list[str] = []
        self.changed = False
        self._deleted = self._inserted = 0

    def parse(self, data: bytes) -> None:
        parser = expat.ParserCreate()
        parser.buffer_text = True
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._data
        parser.CommentHandler = self.notes.append
        parser.EntityDeclHandler = self._refuse
        try:
            parser.Parse(data, True)  # noqa: FBT003
        except (expat.ExpatError, _EntityError, ValueError):
            text = decoded(data)
            self.notes += [passage.text for passage in spellings(text)]

    def _refuse(self, *_: object) -> None:
        raise _EntityError

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        name = tag.rpartition(":")[2]
        self._deleted += name in _DELETED
        self._inserted += name in _INSERTED
        if name in _CHARACTERS:
            self._add(_CHARACTERS[name])
        elif self._breaks(name):
            self._add("\n")
        for key, value in attributes.items():
            if len(value) < _LEAST_TELLING:
                continue
            if (said := key.rpartition(":")[2]) in _TELLING:
                self.notes.append(unquote(value))
            elif len(value) >= _LEAST_NUMBER and _NUMBER.search(value) and not (_KEY.search(name) or _KEY.search(said)):
                self.notes.append(_noted(said, value, attributes))

    def _end(self, tag: str) -> None:
        name = tag.rpartition(":")[2]
        self._deleted -= name in _DELETED
        self._inserted -= name in _INSERTED
        if self._breaks(name):
            self._add("\n")

    def _breaks(self, name: str) -> bool:
        return name in _BLOCKS if self.blocks else name not in _INLINE

    def _data(self, text: str) -> None:
        self.changed = self.changed or bool(self._deleted or self._inserted)
        if not self._deleted:
            self.now.append(text)
        if not self._inserted:
            self.before.append(text)

    def _add(self, blank: str) -> None:
        self.now.append(blank)
        self.before.append(blank)


def _noted(key: str, value: str, attributes: dict[str, str]) -> str:
    """Return the value of an attribute behind what says of it what it is: its own name and the `name` beside it."""
    names = [other for known, other in attributes.items() if known.rpartition(":")[2] == "name"]
    return " ".join((*names, key if len(key) >= _LEAST_NAME else "", value))


class _EntityError(Exception):
    """The document declares an entity."""
