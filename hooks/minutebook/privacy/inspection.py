"""What stands in one file that should perhaps not be published, and where.

A sighting can be shown to anybody: it holds the mask of what was found and never the thing itself. Its `place` is
a digest of the words around it, by which a waiver holds on to them; it is written into a waiver, whose words are
published anyway, and into no report, since a number of ten digits can be guessed from a digest.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from hashlib import blake2b
from urllib.parse import unquote

from minutebook.personal.cpr import cpr_numbers, masked
from minutebook.personal.finding import Finding
from minutebook.personal.others import Roles, personal_data
from minutebook.privacy.carriers.budget import Budget
from minutebook.privacy.carriers.forms import passages
from minutebook.privacy.passage import Gap, Passage, Step

_AROUND = 60
"""Characters on either side of what was found that a waiver holds on to."""


@dataclass(frozen=True, slots=True, order=True)
class Sighting:
    """Something found in a file: its line, or 0; the way to it inside the file; and what a finding says of itself."""

    line: int
    way: tuple[Step, ...]
    kind: str
    tier: str
    reasons: tuple[str, ...]
    mask: str
    place: str


@dataclass(frozen=True, slots=True)
class Report:
    """What was seen in one file, and what could not be looked at there."""

    sightings: tuple[Sighting, ...] = ()
    gaps: tuple[Gap, ...] = ()

    @property
    def clean(self) -> bool:
        """Tell whether there is nothing to tell of the file."""
        return not self.sightings and not self.gaps


def inspect(data: bytes, name: str, roles: Roles, *, initials: bool = False) -> Report:
    """Look at all text of a file, whose form is told by its content; `name` helps with text files alone."""
    return report(passages(data, name, Budget()), roles, initials=initials)


def report(found: Iterable[Passage | Gap], roles: Roles, *, initials: bool = False) -> Report:
    """Look at passages. What several spellings of one passage show is told once."""
    sightings: dict[tuple[object, ...], Sighting] = {}
    gaps: dict[tuple[object, ...], Gap] = {}
    numbered: set[tuple[str, str]] = set()
    for one in found:
        if isinstance(one, Gap):
            gaps.setdefault((one.reason, tuple(kind for kind, _ in one.way)), Gap(one.reason, _shown(one.way)))
            continue
        for finding in _findings(one.text, roles, initials=initials):
            what = (finding.kind, re.sub(r"[\W_]", "", one.text[finding.start : finding.end]))
            seen = _sighting(one, finding)
            if seen.line:
                numbered.add(what)
            if seen.line or seen.way or what not in numbered:
                sightings.setdefault((*what, seen.line, seen.way), seen)
    told = sorted(gaps.values(), key=lambda gap: (gap.reason, gap.way))
    return Report(tuple(sorted(sightings.values())), tuple(told))


def names(path: str) -> Report:
    """Look at the names of a file and of the folders that it lies in."""
    return Report(tuple(sighting for part in path.split("/") for sighting in _in_name(part)))


@lru_cache(maxsize=1024)
def _in_name(name: str) -> tuple[Sighting, ...]:
    """Look at one name; those of folders come again with every file in them."""
    part = Passage(unquote(name), (("file-name", ""),))
    return tuple(_sighting(part, finding) for finding in cpr_numbers(part.text))


def _findings(text: str, roles: Roles, *, initials: bool) -> Iterator[Finding]:
    numbers = cpr_numbers(text)
    yield from numbers
    yield from (one for one in personal_data(text, roles, initials=initials) if not _within(one, numbers))


def _sighting(passage: Passage, finding: Finding) -> Sighting:
    line = passage.text.count("\n", 0, finding.start) + 1 if passage.numbered and not passage.way else 0
    place, way = _digest(finding, passage.text), _shown(passage.way)
    return Sighting(line, way, finding.kind, finding.tier, finding.reasons, finding.mask, place)


def _within(finding: Finding, numbers: list[Finding]) -> bool:
    return any(number.start < finding.end and finding.start < number.end for number in numbers)


def _shown(way: tuple[Step, ...]) -> tuple[Step, ...]:
    return tuple((kind, masked(name)) for kind, name in way)


def _digest(finding: Finding, text: str) -> str:
    around = text[max(0, finding.start - _AROUND) : finding.end + _AROUND]
    return blake2b(f"{finding.kind}\n{' '.join(around.split())}".encode(), digest_size=8).hexdigest()
