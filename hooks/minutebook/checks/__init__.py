"""Rules across records: what one file alone cannot show to be wrong."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from minutebook.checks import (
    attachments,
    contradictions,
    decisions,
    identity,
    links,
    meetings,
    openness,
    references,
    sources,
    surroundings,
)
from minutebook.problems import Problem, hush
from minutebook.records.loading import Reading
from minutebook.records.locating import locate


def check(reading: Reading, root: Path) -> list[Problem]:
    """Return every problem of the records, those of reading them included, sorted by file and line."""
    return sorted(set(hush(locate((*reading.problems, *_found(reading, root)), root), reading.closed)))


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
    yield from surroundings.check(archive)
