"""Meetings that were checked and had nothing wrong, so that a build checks those that can be otherwise by now."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from posixpath import dirname

from minutebook.checks.landmarks import Landmarks, Question
from minutebook.model import Meeting
from minutebook.rebuild import memory

Clean = tuple[bytes, Mapping[Question, Hashable]]
"""The print of a meeting in which nothing was wrong, and what was asked of other meetings to find that."""


@dataclass
class Checked:
    """The clean meetings of an archive by their folder, kept in a file of this very program.

    `prints` has the print of each meeting's folder as it is now, empty where nobody knows what was read; `frame` is a
    print of everything outside of meetings.
    """

    kept: Path
    prints: Mapping[str, bytes]
    frame: bytes
    _before: Mapping[str, Clean] = field(init=False)
    _now: dict[str, Clean] = field(default_factory=dict, init=False)

    def __post_init__(self) -> None:
        known = memory.recall(self.kept)
        frame, clean = known if isinstance(known, tuple) else (b"", {})
        self._before = clean if frame == self.frame else {}

    def holds(self, meeting: Meeting, landmarks: Landmarks) -> bool:
        """Tell whether a meeting was clean, and is what it was, and is told the same of others as it was then."""
        folder = dirname(meeting.path)
        known = self._before.get(folder)
        if known is None or known[0] != self.prints[folder] or not landmarks.still_say(known[1]):
            return False
        self._now[folder] = known
        return True

    def note(self, meeting: Meeting, landmarks: Landmarks) -> None:
        """Note that a meeting is clean."""
        folder = dirname(meeting.path)
        if self.prints[folder]:
            self._now[folder] = self.prints[folder], dict(landmarks.asked)

    def save(self) -> None:
        """Keep what was noted; it holds whatever becomes of the build."""
        if self._now != self._before:
            memory.keep(self.kept, (self.frame, self._now))
