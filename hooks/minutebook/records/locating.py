"""On which line a value stands, looked up only when a problem has to say so.

Rules across records find their problems in the model, which knows no lines: keeping one for every value of a large
archive would cost all builds for the sake of the few that fail.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from minutebook.problems import Problem
from minutebook.records import marked, prose


def locate(problems: Iterable[Problem], root: Path) -> Iterator[Problem]:
    """Fill in the line of every problem that names a field but no line; each file is read once."""
    trees: dict[str, marked.Node | None] = {}
    for told in problems:
        if told.line or not told.field:
            yield told
            continue
        if told.path not in trees:
            trees[told.path] = _tree(root / told.path, told.path)
        yield replace(told, line=_line(trees[told.path], told.field))


def _tree(file: Path, path: str) -> marked.Node | None:
    text, _ = prose.read_text(file.read_bytes(), path) if file.is_file() and not file.is_symlink() else (None, [])
    if text is None:
        return None
    if file.suffix != ".md":
        return marked.parse(text, path)[0]
    parts, _ = prose.split_front_matter(text, path)
    return marked.parse(parts.yaml, path, parts.yaml_line)[0] if parts else None


def _line(node: marked.Node | None, field: str) -> int:
    """Follow a way such as `decision[0].to` as far as the tree goes, and return the line of the last step."""
    line = 0
    for step in re.findall(r"[^.\[\]]+", field):
        if isinstance(node, marked.Mapping) and step in node.entries:
            line, node = node.lines[step], node.entries[step]
        elif isinstance(node, marked.Sequence) and step.isdigit() and int(step) < len(node.items):
            node = node.items[int(step)]
            line = node.line
        else:
            break
    return line or 1
