"""The desk where record files are opened: the one place that takes them from disk, and keeps what is wrong in them."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from minutebook.problems import Problem, within
from minutebook.records import marked, prose
from minutebook.records.fields import Place, Shape
from minutebook.records.status_sheet import Row

ID_FOLDER = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
"""What a folder or file is called whose name is an id."""

_CLOSING = re.compile(r"public|closed|withheld", re.IGNORECASE)
"""What stands in a record that is not public, in whatever way it is written."""


def seen_from(root: str, path: str) -> str:
    """Return a path as it is seen from the root, with slashes, whether it lies below it or not."""
    below = path[len(root) + 1 :] if path.startswith(f"{root}{os.sep}") else os.path.relpath(path, root)
    return below.replace(os.sep, "/")


@dataclass
class Desk:
    """Reads files below `root` and names them as people see them from there.

    It keeps what the model does not hold: `problems`; the files that say they are not public, or do not say clearly
    that they are, as `closed`, with the entries of other files that say so; the attached `files` that records claim;
    and, as `listed`, the ids of the attachments that each item's file lists, in its order; and the `rows` of status
    tables, by their plan's file.
    """

    root: Path
    problems: list[Problem] = field(default_factory=list)
    closed: set[str] = field(default_factory=set)
    files: set[str] = field(default_factory=set)
    listed: dict[str, tuple[str, ...]] = field(default_factory=dict)
    rows: dict[str, Mapping[int, Row]] = field(default_factory=dict)
    _links: set[Path] = field(default_factory=set)
    _folders: set[Path] = field(default_factory=set)
    _fetched: dict[Path, bytes] = field(default_factory=dict)

    def path(self, file: Path) -> str:
        return seen_from(str(self.root), str(file))

    def place(self, file: Path) -> Place:
        return Place(self.path(file), self.problems)

    def report(self, file: Path, code: str, **facts: str) -> None:
        """Note that something is wrong with a file as such."""
        self.place(file).report(code, 0, **facts)

    def listing(self, folder: Path) -> Iterator[Path]:
        """Yield what lies in a folder in the order of the names; hidden entries belong to tools, not to the archive.

        A link is a problem and is not followed: it could publish any file of the machine that builds.
        """
        if not folder.is_dir() or folder in self._links:
            return
        with os.scandir(folder) as found:
            entries = sorted(found, key=lambda entry: entry.name)
        for entry in entries:
            if entry.name.startswith("."):
                continue
            file = folder / entry.name
            if entry.is_symlink():
                self._links.add(file)
                self.report(file, "link-not-allowed", found=entry.name)
            else:
                if entry.is_dir(follow_symlinks=False):
                    self._folders.add(file)
                yield file

    def is_folder(self, listed: Path) -> bool:
        """Tell whether something that was listed is a folder."""
        return listed in self._folders

    def fetch(self, files: Iterable[Path]) -> None:
        """Read the bytes of files that will be asked for, if they can be read.

        By system calls one after another, each takes half its time.
        """
        for file in files:
            with suppress(OSError), open(file, "rb", buffering=0) as stream:  # noqa: PTH123 - by the tens of thousands
                self._fetched[file] = stream.read()

    def text(self, file: Path) -> str | None:
        fetched = self._fetched.pop(file, None)
        text, found = prose.read_text(file.read_bytes() if fetched is None else fetched, self.path(file))
        self.problems += found
        return text

    def tree(self, file: Path) -> marked.Node | None:
        """Parse a YAML file; `None` if there is nothing to read in it, which has then been reported."""
        if file.is_symlink():
            return None  # whoever lists its folder tells
        if not file.is_file():
            self.report(file, "folder-for-file" if file.is_dir() else "missing-file")
            return None
        text = self.text(file)
        if text is None:
            return None
        node, found = marked.parse(text, self.path(file))
        self.problems += found
        if node is None and not found:
            self.report(file, "empty-file")
        return node

    def values(self, file: Path, shape: Shape) -> dict[str, Any]:
        """Read a YAML file that holds one record."""
        return shape.read(self.tree(file), self.place(file))

    def entries(self, file: Path, shape: Shape) -> tuple[Any, ...] | None:
        """Read a register, a YAML file with a list of records; `None` if it cannot be read."""
        if not file.exists() and not file.is_symlink():
            return ()
        node = self.tree(file)
        if not isinstance(node, marked.Sequence):
            if node is not None:
                found = "mapping" if isinstance(node, marked.Mapping) else "text"
                self.place(file).report("wrong-type", node.line, found=found, expected="list", example="- id: …")
            return None
        place = self.place(file)
        return tuple(shape.model(**shape.read(entry, place.at(index))) for index, entry in enumerate(node.items))

    def prose(self, file: Path, shape: Shape) -> tuple[dict[str, Any], prose.FrontMatter | None]:
        """Read a Markdown record: the values of its front matter, and its two parts."""
        place = self.place(file)
        text = self.text(file)
        if text is None:
            return shape.read(None, place), None
        parts, found = prose.split_front_matter(text, place.path)
        self.problems += found
        if parts is None:
            return shape.read(None, place), None
        self.problems += prose.find_nesting(parts.body, parts.body_line, place.path)
        node, found = marked.parse(parts.yaml, place.path, parts.yaml_line)
        self.problems += found
        if node is None and not found:
            node = marked.Mapping(1)
        self._note_closed(node, parts.yaml, place.path)
        return shape.read(node, place), parts

    def _note_closed(self, node: marked.Node | None, text: str, path: str) -> None:
        """Note what is not public: a record that says so, or may say so and cannot be read, and what it lists."""
        if not isinstance(node, marked.Mapping):
            if _CLOSING.search(text):
                self.closed.add(path)
            return
        if _is_closed(node):
            self.closed.add(path)
        listed = node.entries.get("attachments")
        for index, entry in enumerate(listed.items if isinstance(listed, marked.Sequence) else ()):
            if isinstance(entry, marked.Mapping) and _is_closed(entry):
                self.closed.add(within(path, f"attachments[{index}]"))


def _is_closed(node: marked.Mapping) -> bool:
    """Tell whether a record does not say clearly that it is public."""
    said = node.entries.get("public")
    is_public = said is None or (isinstance(said, marked.Scalar) and said.text == "true")
    return not is_public or "withheld_reason" in node.entries
