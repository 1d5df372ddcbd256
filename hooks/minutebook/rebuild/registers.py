"""Registers as they were read, kept by the bytes they were read from: people, topics, matters and waivers."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

from minutebook.problems import Problem
from minutebook.rebuild import memory
from minutebook.rebuild.sources import Sources
from minutebook.records.desk import Desk
from minutebook.records.fields import Shape


class Register(NamedTuple):
    """What was read of a file with this digest, and what is wrong with it."""

    digest: bytes
    entries: tuple[Any, ...] | None
    problems: list[Problem]


@dataclass
class Registers:
    """All registers by the path of their file, seen from the root. `kept` is the file where they are kept."""

    sources: Sources
    kept: Path
    _before: dict[str, Register] = field(default_factory=dict)
    _now: dict[str, Register] = field(default_factory=dict)

    def begin(self) -> None:
        """Recall those of the last time."""
        if not self._before:
            known = memory.recall(self.kept)
            self._before = known if isinstance(known, dict) else {}
        self._now = {}

    def read(self, desk: Desk, file: Path, shape: Shape) -> tuple[Any, ...] | None:
        """Read a register, or take what is known of it, and tell the desk what is wrong; `None` if it is unreadable."""
        path = desk.path(file)
        if file.is_symlink() or not file.is_file():
            return desk.entries(file, shape)
        digest = self.sources.digest(path)
        known = self._before.get(path)
        if known is None or known.digest != digest:
            others = len(desk.problems)
            entries = desk.entries(file, shape)
            if not self.sources.is_steady(path):
                return entries  # nobody knows what was read
            known = Register(digest, entries, desk.problems[others:])
        else:
            desk.problems += known.problems
        self._now[path] = known
        return known.entries

    def follow(self) -> None:
        """Take those that were read last for known when it begins again."""
        self._before = {**self._before, **self._now}

    def save(self) -> None:
        """Keep what was read, once it is published."""
        if self._now != self._before:
            memory.keep(self.kept, self._now)
