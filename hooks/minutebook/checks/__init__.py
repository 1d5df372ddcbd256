"""Rules across records: what one file alone cannot show to be wrong."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

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
    references,
    sources,
    surroundings,
)
from minutebook.privacy import records as privacy
from minutebook.privacy.examination import Examination
from minutebook.problems import Problem, hush
from minutebook.records.loading import Reading
from minutebook.records.locating import locate
from minutebook.records.status_sheet import in_cells


def check(reading: Reading, root: Path, examination: Examination | None = None) -> list[Problem]:
    """Return every problem of the records, those of reading them included, sorted by file and line.

    `examination` is what the publication gate found, for a build that lets more than the records pass through it.
    """
    gate = examination or privacy.examine(reading, root)
    found = in_cells((*reading.problems, *_found(reading, root)), reading.rows)
    links = {problem.path for problem in reading.problems if problem.code == "link-not-allowed"}
    gate_found = (problem for problem in gate.problems if problem.path not in links)
    return sorted(set(hush(locate((*found, *gate_found), root), reading.closed)))


def _found(reading: Reading, root: Path) -> Iterator[Problem]:
    archive = reading.archive
    yield from references.check(reading)
    yield from identity.check(archive)
    yield from meetings.check(reading)
    yield from decisions.check(reading)
    yield from contradictions.check(reading)
    yield from openness.check(archive)
    yield from attachments.check(reading, root)
    yield from links.check(archive)
    yield from sources.check(reading)
    yield from plans.check(reading)
    yield from cited_pages.check(archive)
    yield from surroundings.check(archive)
