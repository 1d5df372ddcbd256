"""A quick way for plain YAML: the tree that `marked` builds from the library's events, in less than half of the time.

Records are keys with a text, on their line or folded under it, and lists and records of them. Those are recognised
here by strict patterns; for a text in which there is anything else (a comment, a quoted text over several lines, an
anchor, a key that comes twice) the answer is `None`, and the library reads it. So this is no YAML of its own: what it
answers is what `marked.parse` answers without it, line for line, which `tests/records/test_plain_yaml.py` holds
against each other.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from minutebook.records.nodes import Mapping, Node, Scalar, Sequence

_MOST_INDENT = 16
_LINE = re.compile(r"^( *)(- )?(?:([A-Za-z0-9][A-Za-z0-9_-]{0,60}):(?: +(.+))?|(.*))$", re.MULTILINE)
_BEGINNING = re.compile(r"[^\W_]|[(§»“”„–]")
_QUOTED = re.compile(r"\"([^\"\\]*)\"|'([^']*)'")
_WORDS = r"[^\W_][\w./-]*(?: [^\W_][\w./-]*)*"
_PAIR = re.compile(rf"([A-Za-z0-9][A-Za-z0-9_-]{{0,60}}): ({_WORDS})")
_LIST = re.compile(rf"\[{_WORDS}(?:, {_WORDS})*\]")
_RECORD = re.compile(r"\{[^{}]+\}")
_RECORDS = re.compile(r"\[\{[^{}]+\}(?:, \{[^{}]+\})*\]")


class _NotPlainError(Exception):
    """The text has something in it that the library has to read."""


def read(text: str, first_line: int) -> Node | None:
    """Return the tree of a text that begins on a line of its file, or `None` if not all of it is plain."""
    if not text.replace("\n", "").isprintable() or " \n" in text or text[-1:] in {"", " "}:
        return None
    try:
        return _Lines(text, first_line).tree()
    except _NotPlainError:
        return None


class _Line(NamedTuple):
    """What stands on a line: a key with a text beside it or none, or a text alone; and whether it begins an entry.

    `indent` is that of the key or the text, past the hyphen of an entry.
    """

    number: int
    indent: int
    entry: bool
    key: str
    text: str


_END = _Line(0, -1, entry=False, key="", text="")


class _Lines:
    """The lines of one text that are still to be read, the next one last."""

    def __init__(self, text: str, first_line: int) -> None:
        self.rest = [
            _Line(number, len(blanks) + len(hyphen), bool(hyphen), key, beside or alone)
            for number, (blanks, hyphen, key, beside, alone) in enumerate(_LINE.findall(text), first_line)
            if key or alone or hyphen
        ]
        self.lines, self.first_line = text.split("\n"), first_line
        self.rest.append(_END)
        self.rest.reverse()

    def tree(self) -> Node:
        node = self.node(_begin(self.rest[-1]))
        if self.rest != [_END]:
            raise _NotPlainError
        return node

    def node(self, indent: int) -> Node:
        """Read the list or the record that stands at an indent."""
        if not 0 <= indent <= _MOST_INDENT:
            raise _NotPlainError
        return self.list(indent) if self.rest[-1].entry else self.record(indent)

    def record(self, indent: int) -> Mapping:
        """Read keys that stand at an indent; the first may stand behind the hyphen of an entry."""
        rest = self.rest
        line = rest.pop()
        record = Mapping(line.number)
        while True:
            number, _, _, key, text = line
            if not key or key in record.entries:
                raise _NotPlainError
            if text == ">-":
                record.entries[key] = self.folded(indent, number)
            else:
                record.entries[key] = _value(text, number) if text else self.below(indent)
            record.lines[key] = number
            if rest[-1].indent != indent or rest[-1].entry:
                return record
            line = rest.pop()

    def folded(self, indent: int, line: int) -> Scalar:
        """Read a text over several lines that stand under a key at an indent, all as deep and none of them blank."""
        rest, pieces, last = self.rest, [], line
        deeper = _begin(rest[-1])
        while (begin := _begin(rest[-1])) > indent:
            if begin != deeper or rest[-1].number != last + 1:
                raise _NotPlainError
            last = rest.pop().number
            pieces.append(self.lines[last - self.first_line][deeper:])
        if not pieces:
            raise _NotPlainError
        return Scalar(" ".join(pieces), line, plain=False)

    def below(self, indent: int) -> Node:
        """Read what a key holds that has nothing beside it; a list may stand right under it."""
        deeper = _begin(self.rest[-1])
        if deeper > indent or (deeper == indent and self.rest[-1].entry):
            return self.node(deeper)
        raise _NotPlainError

    def list(self, indent: int) -> Sequence:
        """Read the entries of a list whose hyphens stand at an indent."""
        rest = self.rest
        row = Sequence([], rest[-1].number)
        while rest[-1].entry and rest[-1].indent == indent + 2:
            line = rest[-1]
            row.items.append(self.record(indent + 2) if line.key else _value(rest.pop().text, line.number))
        return row


def _begin(line: _Line) -> int:
    """Return how many blanks stand before all else on a line."""
    return line.indent - 2 if line.entry else line.indent


def _value(text: str, line: int) -> Node:
    """Read what stands beside a key or in an entry of a list."""
    if _BEGINNING.match(text):
        if ": " in text or " #" in text or text[-1] == ":":
            raise _NotPlainError
        return Scalar(text, line)
    if text[:1] == "[":
        return _list(text, line)
    if text[:1] == "{":
        return _record(text, line)
    if quoted := _QUOTED.fullmatch(text):
        return Scalar(quoted[1] if text[0] == '"' else quoted[2], line, plain=False)
    raise _NotPlainError


def _list(text: str, line: int) -> Sequence:
    if _LIST.fullmatch(text):
        return Sequence([Scalar(word, line) for word in text[1:-1].split(", ")], line)
    if _RECORDS.fullmatch(text):
        return Sequence([_record(record, line) for record in _RECORD.findall(text)], line)
    raise _NotPlainError


def _record(text: str, line: int) -> Mapping:
    record = Mapping(line)
    for pair in text[1:-1].split(", "):
        found = _PAIR.fullmatch(pair)
        if text[-1] != "}" or found is None or found[1] in record.entries:
            raise _NotPlainError
        record.entries[found[1]] = Scalar(found[2], line)
        record.lines[found[1]] = line
    return record
