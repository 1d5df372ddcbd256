"""Strict YAML: text in, a tree of values with line marks out. The only place that parses YAML.

The tree is built from the parser's events and not by a YAML constructor. So nothing is guessed (`no`, `17:30` and
`1.10` stay text until a field reads them), a duplicate key is seen, and no anchor, merge or nesting can grow the tree
beyond the size of its text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import yaml

from minutebook.problems import Problem, problem, quote
from minutebook.records import plain_yaml
from minutebook.records.nodes import Mapping, Node, Scalar, Sequence

__all__ = ["MOST_NESTING", "Mapping", "Node", "Scalar", "Sequence", "parse"]

MOST_NESTING = 20
_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_NO_TEXT = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")
"""Characters that belong in no text; YAML lets them in as escapes (`"\\0"`)."""


_LEFT_OPEN = {"while scanning a quoted scalar", "while parsing a flow sequence", "while parsing a flow mapping"}
"""What the parser was reading when it missed an end; the beginning then shows where to mend."""


class _RefusalError(Exception):
    """The document cannot be read any further."""

    def __init__(self, code: str, line: int, **facts: str) -> None:
        self.code, self.line, self.facts = code, line, facts
        super().__init__(code)


def parse(text: str, path: str, first_line: int = 1, *, quick: bool = True) -> tuple[Node | None, list[Problem]]:
    """Parse one YAML document.

    Return its tree, or `None` if it is empty or cannot be read, and the problems found. `first_line` is the line of the
    file on which the text begins. Plain YAML takes a quick way, unless it is not wanted.
    """
    if quick and (plain := plain_yaml.read(text, first_line)):
        return plain, []
    tree = _Tree(path, first_line)
    try:
        node = tree.build(yaml.parse(text, Loader=_Loader))
    except _RefusalError as refusal:
        tree.problems.append(problem(path, refusal.code, line=refusal.line, **refusal.facts))
        return None, tree.problems
    except yaml.YAMLError as error:
        tree.problems.append(_syntax_problem(error, text, path, first_line))
        return None, tree.problems
    except (OverflowError, ValueError):
        # PyYAML without its C library stumbles over an escape that is no character.
        tree.problems.append(problem(path, "bad-yaml", line=first_line, reason="no text"))
        return None, tree.problems
    return node, tree.problems


def _syntax_problem(error: yaml.YAMLError, text: str, path: str, first_line: int) -> Problem:
    mark = getattr(error, "problem_mark", None)
    if getattr(error, "context", None) in _LEFT_OPEN or not mark:
        mark = getattr(error, "context_mark", None)
    before = mark.line if mark else text.count("\n", 0, getattr(error, "position", 0))
    line = min(before, text.count("\n")) + first_line
    reason = getattr(error, "problem", None) or getattr(error, "reason", None) or "?"
    return problem(path, "bad-yaml", line=line, reason=str(reason))


class _Tree:
    """Builds the tree of one document from its events, without recursion."""

    def __init__(self, path: str, first_line: int) -> None:
        self.path = path
        self.first_line = first_line
        self.problems: list[Problem] = []
        self.open: list[Sequence | Mapping] = []
        self.keys: list[tuple[str, int] | None] = []
        self.way: list[str] = []
        self.root: Node | None = None

    def build(self, events: Iterator[yaml.Event]) -> Node | None:
        documents = 0
        for event in events:
            line = (event.start_mark.line if event.start_mark else 0) + self.first_line
            if isinstance(event, yaml.NodeEvent):
                self._refuse_cleverness(event, line)
            if isinstance(event, yaml.ScalarEvent):
                self._refuse_no_text(event.value, line)
                self._place(Scalar(event.value, line, plain=not event.style), line)
            elif isinstance(event, yaml.SequenceStartEvent):
                self._enter(Sequence([], line), line)
            elif isinstance(event, yaml.MappingStartEvent):
                self._enter(Mapping(line), line)
            elif isinstance(event, yaml.CollectionEndEvent):
                self.open.pop()
                self.keys.pop()
                self.way.pop()
            elif isinstance(event, yaml.DocumentStartEvent):
                documents += 1
                if documents > 1:
                    raise _RefusalError("bad-yaml", line, reason="second document")
        return None if isinstance(self.root, Scalar) and self.root.empty else self.root

    def _refuse_cleverness(self, event: yaml.NodeEvent, line: int) -> None:
        if event.anchor is not None:
            raise _RefusalError("yaml-anchor", line, found=quote(event.anchor))
        if getattr(event, "tag", None) is not None:
            raise _RefusalError("yaml-tag", line, found=quote(event.tag.replace("tag:yaml.org,2002:", "!!")))  # type: ignore[attr-defined]

    def _refuse_no_text(self, text: str, line: int) -> None:
        if _NO_TEXT.search(text):
            raise _RefusalError("bad-yaml", line, reason="no text")

    def _enter(self, node: Sequence | Mapping, line: int) -> None:
        step = self._place(node, line)
        if len(self.open) >= MOST_NESTING:
            raise _RefusalError("too-deep", line, expected=str(MOST_NESTING))
        self.open.append(node)
        self.keys.append(None)
        self.way.append(step)

    def _place(self, node: Node, line: int) -> str:
        """Put a node where it belongs, and return the step from its parent to it."""
        if not self.open:
            self.root = node
            return ""
        parent = self.open[-1]
        if isinstance(parent, Sequence):
            parent.items.append(node)
            return f"[{len(parent.items) - 1}]"
        key = self.keys[-1]
        if key is None:
            if not isinstance(node, Scalar):
                raise _RefusalError("bad-yaml", line, reason="key of several parts")
            self.keys[-1] = (node.text, line)
            return ""
        self.keys[-1] = None
        name, key_line = key
        if name in parent.entries:
            field = "".join((*self.way, f".{quote(name)}")).lstrip(".")
            first = str(parent.lines[name])
            self.problems.append(
                problem(self.path, "duplicate-key", line=key_line, field=field, found=quote(name), first=first)
            )
        else:
            parent.entries[name] = node
            parent.lines[name] = key_line
        return f".{name}"
