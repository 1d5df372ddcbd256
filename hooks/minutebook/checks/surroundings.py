"""What the records as a whole state of themselves: the version of their format."""

from __future__ import annotations

from collections.abc import Iterator

from minutebook import FORMAT_VERSION
from minutebook.model import Archive
from minutebook.problems import Problem, problem
from minutebook.records.scalars import NO_NUMBER


def check(archive: Archive) -> Iterator[Problem]:
    """Yield a problem for a format of another version."""
    municipality = archive.municipality
    if municipality.format_version not in {NO_NUMBER, FORMAT_VERSION}:
        found, expected = str(municipality.format_version), str(FORMAT_VERSION)
        yield problem(
            municipality.path, "unknown-format-version", field="format_version", found=found, expected=expected
        )
