"""A quick way for plain YAML: the tree that `marked` builds from the library's events, in less than half of the time.

Records are keys with a text, lists and records of them, one to a line. Those are recognised here by strict patterns;
for a text in which there is anything else (a comment, a text over several lines, an anchor, a key that comes twice)
the answer is `None`, and the library reads it. So this is no YAML of its own: what it answers is what `marked.parse`
answers without it, line for line, which `tests/records/test_plain_yaml.py` holds against each other.
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
        self.rest.append(_END)
        self.rest.reverse()

    def tree(self) -> Node:
        first = self.rest[-1]
        node = self.node(first.indent - 2 if first.entry else first.indent)
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
            record.entries[key] = _value(text, number) if text else self.below(indent)
            record.lines[key] = number
            if rest[-1].indent != indent or rest[-1].entry:
                return record
            line = rest.pop()

    def below(self, indent: int) -> Node:
        """Read what a key holds that has nothing beside it; a list may stand right under it."""
        line = self.rest[-1]
        deeper = line.indent - 2 if line.entry else line.indent
        if deeper > indent or (deeper == indent and line.entry):
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
