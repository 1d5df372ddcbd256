"""What leaves in the company of the records: the town's pages, its settings, and its part of the theme."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any, Protocol


class Patterns(Protocol):
    """The patterns of `exclude_docs`; `check_file` says of a path below the pages whether one of them leaves it out."""

    patterns: Any

    def check_file(self, file: str) -> Any: ...  # noqa: ANN401


def company(
    settings_file: Path,
    docs: Path,
    theme: str | None,
    left_out: Patterns | None,
    parsed: Callable[[str], Mapping[str, Any]],
) -> tuple[Path, ...]:
    """Return the files and folders that leave with the records.

    These are the folder of the town's pages, the file of its settings and those that it inherits from, as `parsed`
    reads them, and the folder of its part of the theme, of which MkDocs copies whatever is no template. Hidden files
    belong to tools, but for those that the patterns of what is `left_out` expressly let through.
    """
    folders = (docs, Path(theme)) if theme else (docs,)
    return (*folders, settings_file, *_inherited(settings_file, parsed), *_let_through(docs, left_out))


def _inherited(settings_file: Path, parsed: Callable[[str], Mapping[str, Any]]) -> Iterator[Path]:
    text = settings_file.read_text(encoding="utf-8")
    if "INHERIT" in text and (name := parsed(text).get("INHERIT")):
        parent = Path(os.path.normpath(settings_file.parent / name))
        yield parent
        yield from _inherited(parent, parsed)


def _let_through(docs: Path, left_out: Patterns | None) -> Iterator[Path]:
    if left_out is None or all(one.include is not False for one in left_out.patterns):
        return
    for path in sorted(docs.rglob(".*")):
        if path.is_file() and left_out.check_file(path.relative_to(docs).as_posix()).include is False:
            yield path
