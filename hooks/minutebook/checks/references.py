"""Whatever a record names by its id has to exist. The table of fields says which values are references, and to what."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from minutebook.checks.landmarks import Landmarks
from minutebook.checks.spellings import Spellings
from minutebook.model import Archive, Meeting
from minutebook.problems import Problem, problem
from minutebook.records import tables
from minutebook.records.fields import Shape, walk
from minutebook.records.loading import REGISTERS, Reading
from minutebook.records.scalars import Reference

_REGISTERS = {"person": "people", "topic": "topics", "matter": "matters"}
_TO_ITEMS, _TO_ATTACHMENTS = {"item", "document"}, {"attachment", "document"}


class References:
    """The references of an archive, and what its ids are."""

    def __init__(self, reading: Reading, landmarks: Landmarks) -> None:
        """Take the records; references to items and attachments are looked up among the landmarks."""
        self._reading, self._landmarks = reading, landmarks
        self._known = _known(reading.archive)
        self._spellings: dict[str, Spellings] = {}
        self._broken = {kind for kind, register in _REGISTERS.items() if not _is_whole(reading, register)}

    def check(self) -> Iterator[Problem]:
        """Yield a problem for every reference to nothing outside of meetings."""
        for path, way, shape, record in _records(self._reading):
            yield from self._check(path, way, shape, record)

    def check_meeting(self, meeting: Meeting) -> Iterator[Problem]:
        """Yield a problem for every reference to nothing in a meeting and its items."""
        yield from self._check(meeting.path, "", tables.MEETING, meeting)
        for item in meeting.items:
            yield from self._check(item.path, "", tables.ITEM_SHAPE, item)

    def _check(self, path: str, way: str, shape: Shape, record: object) -> Iterator[Problem]:
        for field, kind, value in walk(shape, record, way, only=Reference):
            if isinstance(kind, Reference) and value and kind.to not in self._broken and not self._leads(kind, value):
                yield from _unknown(path, field, kind, value, self._among(kind.to))

    def _leads(self, kind: Reference, value: str) -> bool:
        """Tell whether there is what a reference names."""
        if kind.to in self._known:
            return value in self._known[kind.to]
        landmarks = self._landmarks
        to_item = kind.to in _TO_ITEMS and landmarks.day_of(value) is not None
        return to_item or (kind.to in _TO_ATTACHMENTS and landmarks.has_attachment(value))

    def _among(self, kind: str) -> Spellings:
        """Return the known ids of a kind, to tell which of them was meant."""
        if kind not in self._spellings:
            items = self._reading.archive.items.keys() if kind in _TO_ITEMS else frozenset()
            attachments = self._landmarks.attachments if kind in _TO_ATTACHMENTS else frozenset()
            self._spellings[kind] = Spellings(self._known.get(kind) or items | attachments)
        return self._spellings[kind]


def _is_whole(reading: Reading, register: str) -> bool:
    """Tell whether all ids of a register are known; while they are not, nobody in it counts as unknown."""
    return register in reading.registers and all(entry.id for entry in reading.registers[register])


def _unknown(path: str, field: str, kind: Reference, value: str, known: Spellings) -> Iterator[Problem]:
    meant = known.slip(value) if kind.to == "matter" else known.nearest(value)
    if kind.to == "matter" and not meant:
        return  # A matter may live from its items alone; only what looks like a slip of the pen is a problem.
    code = "unknown-attachment" if value.count("/") == len(("meeting", "item", "attachment")) else f"unknown-{kind.to}"
    code = {"unknown-document": "unknown-item", "unknown-goal": "unknown-predecessor"}.get(code, code)
    yield problem(path, code, field=field, found=value, nearest=meant)


def _known(archive: Archive) -> Mapping[str, Collection[str]]:
    """Return the ids of all that lies outside of meetings, by kind."""
    return {
        "person": archive.people,
        "organization": archive.organizations,
        "topic": archive.topics,
        "matter": archive.matters,
        "partner": archive.partners,
        "goal": {f"{plan.id}/{goal.id}" for plan in archive.plans.values() for goal in plan.goals},
    }


def _records(reading: Reading) -> Iterator[tuple[str, str, Shape, object]]:
    """Yield every record outside of meetings that was read through a shape, with its file and where it stands in it."""
    archive = reading.archive
    folder = archive.municipality.path.rpartition("/")[0]
    for name, entries in reading.registers.items():
        for index, entry in enumerate(entries):
            yield f"{folder}/{name}.yml", f"[{index}]", REGISTERS[name], entry
    for organization in archive.organizations.values():
        yield organization.path, "", tables.ORGANIZATION_SHAPE, organization
    for plan in archive.plans.values():
        yield plan.path, "", tables.PLAN, plan
    for partner in archive.partners.values():
        yield partner.path, "", tables.PARTNER_SHAPE, partner
    for survey in archive.surveys.values():
        yield survey.path, "", tables.SURVEY, survey
