"""Rules across records: what one file alone cannot show to be wrong."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Protocol

from minutebook.checks import (
    attachments,
    cited_pages,
    contradictions,
    decisions,
    identity,
    links,
    meetings,
    openness,
    plans,
    sources,
    surroundings,
)
from minutebook.checks.landmarks import Landmarks
from minutebook.checks.references import References
from minutebook.model import Meeting
from minutebook.privacy import records as privacy
from minutebook.privacy.examination import Examination
from minutebook.problems import Problem, hush
from minutebook.records.loading import Reading
from minutebook.records.locating import locate
from minutebook.records.status_sheet import in_cells


class Passed(Protocol):
    """The meetings in which an earlier check has found nothing."""

    def holds(self, meeting: Meeting, landmarks: Landmarks) -> bool:
        """Tell whether nothing can be wrong with a meeting, since nothing was and all it depends on is the same."""

    def note(self, meeting: Meeting, landmarks: Landmarks) -> None:
        """Note that nothing is wrong with a meeting, and what was asked of the landmarks to find that."""


def check(
    reading: Reading, root: Path, examination: Examination | None = None, passed: Passed | None = None
) -> list[Problem]:
    """Return every problem of the records, those of reading them included, sorted by file and line.

    `examination` is what the publication gate found, for a build that lets more than the records pass through it.
    Meetings that have `passed` are not checked again.
    """
    found = find(reading, root, passed)
    return all_told(reading, root, found, examination or privacy.examine(reading, root))


def find(reading: Reading, root: Path, passed: Passed | None = None) -> list[Problem]:
    """Return what the rules across records find, which does not depend on what the publication gate finds."""
    return list(_found(reading, root, passed))


def all_told(reading: Reading, root: Path, found: Iterable[Problem], examination: Examination) -> list[Problem]:
    """Return what was found in reading, by the rules and by the publication gate, sorted by file and line."""
    told = in_cells((*reading.problems, *found), reading.rows)
    links = {problem.path for problem in reading.problems if problem.code == "link-not-allowed"}
    gate_found = (problem for problem in examination.problems if problem.path not in links)
    return sorted(set(hush(locate((*told, *gate_found), root), reading.closed)))


def _found(reading: Reading, root: Path, passed: Passed | None) -> Iterator[Problem]:
    archive = reading.archive
    landmarks = Landmarks(archive)
    references = References(reading, landmarks)
    for meeting in archive.meetings:
        if passed and passed.holds(meeting, landmarks):
            continue
        landmarks.asked = {}
        found = list(_of_meeting(meeting, reading, root, landmarks, references))
        yield from found
        if passed and not found:
            passed.note(meeting, landmarks)
    yield from references.check()
    yield from identity.check(reading)
    yield from meetings.check(archive)
    yield from contradictions.check(archive)
    yield from openness.check(archive)
    yield from sources.check(reading)
    yield from plans.check(reading)
    yield from cited_pages.check(archive)
    yield from surroundings.check(archive)


def _of_meeting(
    meeting: Meeting, reading: Reading, root: Path, landmarks: Landmarks, references: References
) -> Iterator[Problem]:
    """Check a meeting. What this asks of other meetings, it asks of the landmarks, and of nobody else."""
    yield from references.check_meeting(meeting)
    yield from identity.check_meeting(meeting)
    yield from meetings.check_meeting(meeting, reading)
    yield from decisions.check_meeting(meeting, reading)
    yield from contradictions.check_meeting(meeting, reading, landmarks)
    yield from openness.check_meeting(meeting)
    yield from attachments.check_meeting(meeting, reading, root)
    yield from links.check_meeting(meeting, landmarks)
    yield from sources.check_meeting(meeting, reading)
