"""From a folder of records to the model: every file read, every problem gathered, nothing thrown away.

A file that cannot be read leaves a record with blanks behind, so that what refers to it is not called unknown as well.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import Any

from minutebook.model import (
    AgendaItem,
    Archive,
    Attachment,
    Meeting,
    Municipality,
    Organization,
    Section,
)
from minutebook.problems import Problem, hush, nearest
from minutebook.records import prose, tables
from minutebook.records.desk import ID_FOLDER, Desk
from minutebook.records.fields import Place, Shape
from minutebook.records.plan_loading import load_partners, load_plans
from minutebook.records.scalars import folder_day
from minutebook.records.status_sheet import Row
from minutebook.urls import slug

MEETING_FOLDER = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}(-[a-z0-9]+)*")
ITEM_FILE = re.compile(r"([0-9]{2,4})-[a-z0-9]+(?:-[a-z0-9]+)*\.md")
ATTACHMENT_FILE = re.compile(r"([a-z0-9-]+)\.([a-z0-9]+)-[a-z0-9-]+\.md")
REGISTERS = {
    "people": tables.PERSON_SHAPE,
    "topics": tables.TOPIC_SHAPE,
    "matters": tables.MATTER_SHAPE,
    "waivers": tables.WAIVER_SHAPE,
}
PLANS, PARTNERS = "plans", "partners"


@dataclass(frozen=True)
class Reading:
    """What came out of a folder of records.

    `registers` holds the entries of people, topics, matters and waivers as they were written; one that could not be
    read is missing, and nothing that would stand in it counts as unknown. `listed` holds the ids of the attachments
    that an item's file lists, in its order, by the file's path. `files` are the attached files that records claim, and
    `closed` the records that are not public, and entries of records, whose text no problem may quote. `rows` are the
    rows of the status tables, by the file of their plan and their place among its reports. Paths are seen from the
    project's root.
    """

    archive: Archive
    problems: tuple[Problem, ...]
    registers: Mapping[str, tuple[Any, ...]] = field(default_factory=dict)
    listed: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    files: frozenset[str] = frozenset()
    closed: frozenset[str] = frozenset()
    rows: Mapping[str, Mapping[int, Row]] = field(default_factory=dict)

    def doubts(self, path: str, *fields: str) -> bool:
        """Tell whether a file, or something in one of its fields, could not be read: then nothing follows from it."""
        return any(not told or _is_within(told, fields) for told in self._unread.get(path, ()))

    def placed_attachments(self, item: AgendaItem) -> Iterator[tuple[Attachment, str]]:
        """Yield an item's attachments, each with its place in the item's file; empty if it is a file of its own."""
        listed = dict(enumerate(self.listed.get(item.path, ())))
        for attachment in item.attachments:
            if attachment.path == item.path:
                index = next(index for index, listed_id in listed.items() if listed_id == attachment.id)
                del listed[index]
                yield attachment, f"attachments[{index}]"
            else:
                yield attachment, ""

    @cached_property
    def _unread(self) -> Mapping[str, list[str]]:
        unread: dict[str, list[str]] = {}
        for told in self.problems:
            unread.setdefault(told.path, []).append(told.field)
        return unread


def _is_within(told: str, fields: Iterable[str]) -> bool:
    return any(told == field or told.startswith((f"{field}.", f"{field}[")) for field in fields)


def read_meeting(desk: Desk, folder: Path, organization: str) -> Meeting:
    """Read the meeting in a folder, with its items and attachments; the desk keeps what is wrong with it.

    All that is read lies in the folder, so that who knows its bytes knows what comes of it.
    """
    return _load_meeting(desk, folder, organization)


MeetingReader = Callable[[Desk, Path, str], Meeting]
RegisterReader = Callable[[Desk, Path, Shape], tuple[Any, ...] | None]


def load(
    root: Path,
    records: str = "meetings",
    reader: MeetingReader = read_meeting,
    register: RegisterReader = Desk.entries,
) -> Reading:
    """Read all records below `root / records`. Problems come sorted; files outside the format are problems too.

    `reader` reads a meeting and `register` a register, or they know them already.
    """
    desk = Desk(root)
    folder = root / records
    if not folder.is_dir():
        desk.report(folder, "missing-file")
        return Reading(_empty(desk, folder), tuple(desk.problems))
    read = {name: register(desk, folder / f"{name}.yml", shape) for name, shape in REGISTERS.items()}
    registers = {name: entries for name, entries in read.items() if entries is not None}
    organizations: dict[str, Organization] = {}
    meetings: list[Meeting] = []
    known = {"README.md", "municipality.yml", *(f"{name}.yml" for name in REGISTERS)}
    for entry in desk.listing(folder):
        if desk.is_folder(entry) and entry.name not in {PLANS, PARTNERS, *known}:
            organizations[entry.name] = _load_organization(desk, entry)
            meetings += _load_meetings(desk, entry, reader)
        elif not desk.is_folder(entry) and entry.name not in known:
            desk.report(entry, "unexpected-file", found=entry.name, nearest=nearest(entry.name, known))
    partners, surveys = load_partners(desk, folder / PARTNERS)
    archive = Archive(
        municipality=_load_municipality(desk, folder),
        people=_by_id(desk, folder, "people", registers),
        topics=_by_id(desk, folder, "topics", registers),
        matters=_by_id(desk, folder, "matters", registers),
        organizations=organizations,
        meetings=tuple(sorted(meetings, key=lambda meeting: (meeting.start.day, meeting.organization, meeting.folder))),
        plans=load_plans(desk, folder / PLANS),
        partners=partners,
        surveys=surveys,
    )
    problems = sorted(hush(desk.problems, desk.closed))
    files, closed = frozenset(desk.files), frozenset(desk.closed)
    return Reading(archive, tuple(problems), registers, desk.listed, files, closed, desk.rows)


def load_meeting(folder: Path) -> Meeting:
    """Read one meeting alone, for whoever adds to it; what is wrong with it is left for `load` to tell."""
    return _load_meeting(Desk(folder.parent.parent), folder, folder.parent.name)


def _by_id(desk: Desk, folder: Path, name: str, registers: Mapping[str, tuple[Any, ...]]) -> Mapping[str, Any]:
    known: dict[str, Any] = {}
    file = folder / f"{name}.yml"
    for index, entry in enumerate(registers.get(name, ())):
        if entry.id in known:
            desk.place(file).at(index).at("id").report("duplicate-id", 0, found=entry.id, other=file.name)
        elif entry.id:
            known[entry.id] = entry
    return known


def _empty(desk: Desk, folder: Path) -> Archive:
    blanks = tables.MUNICIPALITY.read(None, Place("", []))
    return Archive(Municipality(path=desk.path(folder / "municipality.yml"), **blanks))


def _load_municipality(desk: Desk, folder: Path) -> Municipality:
    file = folder / "municipality.yml"
    return Municipality(path=desk.path(file), **desk.values(file, tables.MUNICIPALITY))


def _load_organization(desk: Desk, folder: Path) -> Organization:
    if not ID_FOLDER.fullmatch(folder.name):
        desk.report(folder, "bad-folder-name", found=folder.name, example=slug(folder.name) or "ebu")
    file = folder / "organization.yml"
    return Organization(path=desk.path(file), id=folder.name, **desk.values(file, tables.ORGANIZATION_SHAPE))


def _load_meetings(desk: Desk, folder: Path, reader: MeetingReader) -> Iterator[Meeting]:
    for entry in desk.listing(folder):
        if desk.is_folder(entry) and MEETING_FOLDER.fullmatch(entry.name):
            if folder_day(entry.name) is None:
                desk.report(entry, "bad-folder-name", found=entry.name, example="2014-09-09")
            yield reader(desk, entry, folder.name)
        elif desk.is_folder(entry):
            desk.report(entry, "bad-folder-name", found=entry.name, example="2014-09-09")
        elif entry.name != "organization.yml":
            desk.report(entry, "unexpected-file", found=entry.name, nearest=nearest(entry.name, {"organization.yml"}))


def _load_meeting(desk: Desk, folder: Path, organization: str) -> Meeting:
    file = folder / "meeting.yml"
    values = desk.values(file, tables.MEETING)
    key = f"{organization}/{folder.name}"
    items = []
    before = len(desk.problems)
    for entry in _listing_with_texts(desk, folder):
        match = ITEM_FILE.fullmatch(entry.name)
        if match and desk.is_folder(entry):
            desk.report(entry, "folder-for-file")
        elif match:
            items.append(_load_item(desk, entry, key, int(match[1])))
        elif entry.suffix == ".md":
            desk.report(entry, "bad-file-name", found=entry.name, example="02-beskaeftigelsesplan-2015.md")
        elif entry.name not in {"meeting.yml", "attachments"}:
            meant = nearest(entry.name, {"meeting.yml", "attachments"})
            desk.report(entry, "unexpected-file", found=entry.name, nearest=meant)
    items.sort(key=lambda item: (item.order, item.path))
    claims_known = not any(_is_within(told.field, ("", "attachments")) for told in desk.problems[before:])
    attached = _attach(desk, folder / "attachments", items, claims_known=claims_known)
    return Meeting(path=desk.path(file), organization=organization, folder=folder.name, items=attached, **values)


def _listing_with_texts(desk: Desk, folder: Path) -> list[Path]:
    """Return what lies in a folder, the texts in it fetched."""
    entries = list(desk.listing(folder))
    desk.fetch(entry for entry in entries if entry.name.endswith(".md") and not desk.is_folder(entry))
    return entries


def _load_item(desk: Desk, file: Path, meeting: str, prefix: int) -> AgendaItem:
    values, parts = desk.prose(file, tables.ITEM_SHAPE)
    path = desk.path(file)
    item_id = values.pop("id", "") or slug(values["number"])
    if values["number"] and not item_id:
        desk.place(file).at("number").report("bad-id", 0, found=values["number"], example=f"id: {prefix}")
    entries = tuple(replace(entry, path=path) for entry in values.pop("attachments", ()))
    desk.listed[path] = tuple(entry.id for entry in entries)
    sections: tuple[Section, ...] = ()
    if parts:
        sections = prose.cut_sections(parts.body, parts.body_line, announcements=values["kind"] == "announcements")
    return AgendaItem(
        path=path,
        key=f"{meeting}/{item_id or prefix}",
        id=item_id or str(prefix),
        order=values.pop("order", prefix),
        attachments=entries,
        sections=sections,
        **values,
    )


def _attach(desk: Desk, folder: Path, items: list[AgendaItem], *, claims_known: bool) -> tuple[AgendaItem, ...]:
    """Give each item its attachments, from its own list and from the Markdown files that bear its id.

    Unless `claims_known`, what the items claim could not be read in full, and a file may be claimed after all.
    """
    found: dict[str, list[Attachment]] = {item.id: [] for item in items}
    claimed = {attachment.file for item in items for attachment in item.attachments if attachment.file}
    others: list[tuple[Path, re.Match[str] | None]] = []
    for entry in _listing_with_texts(desk, folder):
        match = ATTACHMENT_FILE.fullmatch(entry.name)
        if entry.name in claimed:
            continue
        if match and match[1] in found and not desk.is_folder(entry):
            attachment = _load_attachment(desk, entry, match[2])
            found[match[1]].append(attachment)
            claimed.update({attachment.file} if attachment.file else ())
        else:
            others.append((entry, match))
    desk.files.update(desk.path(folder / name) for name in claimed)
    for entry, match in others:
        if desk.is_folder(entry):
            desk.report(entry, "unexpected-file", found=entry.name)
        elif claims_known and entry.name not in claimed:
            code = "unclaimed-file" if match or entry.suffix != ".md" else "bad-file-name"
            desk.report(entry, code, found=entry.name, example=_attachment_name(items))
    return tuple(_with(item, found.pop(item.id, [])) for item in items)


def _with(item: AgendaItem, found: list[Attachment]) -> AgendaItem:
    attachments = tuple(sorted((*item.attachments, *found), key=_natural))
    return replace(item, attachments=attachments) if attachments != item.attachments else item


def _attachment_name(items: list[AgendaItem]) -> str:
    return f"{items[-1].id if items else 1}.1-notat.md"


def _load_attachment(desk: Desk, file: Path, attachment_id: str) -> Attachment:
    values, parts = desk.prose(file, tables.ATTACHMENT_PROSE)
    sections = prose.cut_sections(parts.body, parts.body_line) if parts else ()
    return Attachment(path=desk.path(file), id=attachment_id, sections=sections, **values)


def _natural(attachment: Attachment) -> tuple[int, str]:
    number = re.match(r"[0-9]+", attachment.id)
    return (int(number[0]) if number else 10**9, attachment.id)
