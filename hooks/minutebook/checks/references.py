"""Whatever a record names by its id has to exist. The table of fields says which values are references, and to what."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from minutebook.checks.spellings import Spellings
from minutebook.model import Archive
from minutebook.problems import Problem, problem
from minutebook.records import tables
from minutebook.records.fields import Shape, walk
from minutebook.records.loading import REGISTERS, Reading
from minutebook.records.scalars import Reference

_REGISTERS = {"person": "people", "topic": "topics", "matter": "matters"}


def check(reading: Reading) -> Iterator[Problem]:
    """Yield a problem for every reference to nothing."""
    known = _known(reading.archive)
    spellings = {kind: Spellings(names) for kind, names in known.items()}
    broken = {kind for kind, register in _REGISTERS.items() if not _is_whole(reading, register)}
    for path, way, shape, record in _records(reading):
        for field, kind, value in walk(shape, record, way, only=Reference):
            if isinstance(kind, Reference) and value and kind.to not in broken and value not in known[kind.to]:
                yield from _unknown(path, field, kind, value, spellings[kind.to])


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
    attachments = {
        f"{item.key}/{attachment.id}" for _, item in archive.handled_items() for attachment in item.attachments
    }
    return {
        "person": archive.people,
        "organization": archive.organizations,
        "topic": archive.topics,
        "matter": archive.matters,
        "partner": archive.partners,
        "goal": {f"{plan.id}/{goal.id}" for plan in archive.plans.values() for goal in plan.goals},
        "item": archive.items,
        "attachment": attachments,
        "document": archive.items.keys() | attachments,
    }


def _records(reading: Reading) -> Iterator[tuple[str, str, Shape, object]]:
    """Yield every record that was read through a shape, with its file and where it stands in it."""
    archive = reading.archive
    folder = archive.municipality.path.rpartition("/")[0]
    for name, entries in reading.registers.items():
        for index, entry in enumerate(entries):
            yield f"{folder}/{name}.yml", f"[{index}]", REGISTERS[name], entry
    for organization in archive.organizations.values():
        yield organization.path, "", tables.ORGANIZATION_SHAPE, organization
    for meeting in archive.meetings:
        yield meeting.path, "", tables.MEETING, meeting
        for item in meeting.items:
            yield item.path, "", tables.ITEM_SHAPE, item
    for plan in archive.plans.values():
        yield plan.path, "", tables.PLAN, plan
    for partner in archive.partners.values():
        yield partner.path, "", tables.PARTNER_SHAPE, partner
    for survey in archive.surveys.values():
        yield survey.path, "", tables.SURVEY, survey
