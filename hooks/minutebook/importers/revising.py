"""Import again: what the packet says now meets what a clerk has made of it since.

A record is a row of blocks: the keys of its front matter, and the sections of its body. Beside the records of a
meeting lies a hidden list of what the import last wrote in each block, as digests. So it can tell who changed a block:
what the packet changed is taken over, what a clerk changed or added stays, and where both did, the clerk's words stay
and the difference is named.
"""

from __future__ import annotations

import difflib
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

MEMORY = ".import.json"
_KEY = re.compile(r"([a-z_]+):")
_HEADING = re.compile(r"## +\S")


@dataclass(frozen=True)
class Change:
    """What an import would do to one file. `kept` names blocks in which a clerk's words stay against the packet's."""

    name: str
    before: str | None
    after: str | None
    kept: tuple[str, ...] = ()

    @property
    def kind(self) -> str:
        """Say what happens: `new`, `same`, `changed` or `removed`."""
        if self.before is None:
            return "new"
        if self.after is None:
            return "removed"
        return "same" if self.before == self.after else "changed"

    def difference(self) -> Iterator[str]:
        """Yield the lines of the difference as `diff -u` shows it."""
        before, after = (self.before or "").splitlines(), (self.after or "").splitlines()
        yield from difflib.unified_diff(before, after, self.name, self.name, lineterm="", n=1)


def blocks(text: str) -> dict[str, str]:
    """Cut a record into its blocks, in order; together they are the text again."""
    found: dict[str, list[str]] = {"": []}
    at, fences, has_body = "", 0, text.startswith("---\n")
    for line in text.splitlines(keepends=True):
        opened = ""
        if has_body and fences < 2 and line.rstrip() == "---":  # noqa: PLR2004
            fences += 1
            opened = f"--- {fences}"
        elif (fences == 1 or not has_body) and (key := _KEY.match(line)):
            opened = key[1]
        elif fences == 2 and _HEADING.match(line):  # noqa: PLR2004
            opened = line.strip()
        if opened:
            at = _unused(opened, found)
            found[at] = []
        found[at].append(line)
    return {key: "".join(lines) for key, lines in found.items() if lines}


def _unused(name: str, found: Mapping[str, object]) -> str:
    again = 1
    while (unique := name if again == 1 else f"{name} ({again})") in found:
        again += 1
    return unique


def digest(text: str) -> str:
    """Return the fingerprint of a block, blank lines at its ends left aside."""
    return sha256(text.strip().encode()).hexdigest()[:16]


def merge(name: str, current: str, new: str, memory: Mapping[str, str]) -> Change:
    """Bring a packet's record and a clerk's together. `memory` holds the digests of what the import last wrote."""
    ours, theirs = blocks(current), blocks(new)
    merged: dict[str, str] = {}
    kept: list[str] = []
    for key, text in theirs.items():
        if key not in ours:
            if memory.get(key) == digest(text):
                kept.append(key)  # a clerk took it out
            else:
                merged[key] = text
        elif digest(ours[key]) == digest(text):
            merged[key] = ours[key]
        elif key in memory and digest(ours[key]) != memory[key]:
            merged[key] = ours[key]
            if digest(text) != memory[key]:
                kept.append(key)
        elif key in memory:
            merged[key] = text
        else:
            merged[key] = ours[key]
            kept.append(key)
    added = {key: text for key, text in ours.items() if key not in theirs and _is_clerks(key, text, memory)}
    after = _joined(_woven(merged, added, list(ours)).values())
    return Change(name, current, current if after.rstrip() == current.rstrip() else after, tuple(kept))


def _joined(parts: Iterable[str]) -> str:
    text = ""
    for part in parts:
        text += "\n" if part.startswith("## ") and not text.endswith("\n\n") else ""
        text += part if part.endswith("\n") else f"{part}\n"
    return f"{text.rstrip()}\n"


def _is_clerks(key: str, text: str, memory: Mapping[str, str]) -> bool:
    return memory.get(key) != digest(text)


def _woven(merged: Mapping[str, str], added: Mapping[str, str], order: list[str]) -> dict[str, str]:
    """Put what a clerk added back where it stood: after the block that it stood after."""
    woven = dict(merged)
    for key in added:
        place = order.index(key)
        before = next((other for other in reversed(order[:place]) if other in woven), None)
        result: dict[str, str] = {} if before else {key: added[key]}
        for other, text in woven.items():
            result[other] = text
            if other == before:
                result[key] = added[key]
        woven = result
    return woven


def remember(files: Mapping[str, str], packet: str) -> str:
    """Return the hidden list of what an import wrote."""
    record = {name: {key: digest(text) for key, text in blocks(written).items()} for name, written in files.items()}
    return json.dumps({"packet": packet, "files": record}, indent=1, sort_keys=True) + "\n"


def recall(folder: Path) -> dict[str, dict[str, str]]:
    """Return what the last import wrote in each file of a meeting's folder, as digests."""
    try:
        memory = json.loads((folder / MEMORY).read_text(encoding="utf-8"))["files"]
        return {str(name): {str(key): str(text) for key, text in kept.items()} for name, kept in memory.items()}
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return {}
