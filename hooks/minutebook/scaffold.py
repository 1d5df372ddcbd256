"""New records: files with what has to be in them, and hints for the rest. `minutebook check` has nothing to object."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from minutebook.model import covers
from minutebook.problems import one_line
from minutebook.records import marked, tables
from minutebook.records.desk import ID_FOLDER, Desk
from minutebook.records.loading import ITEM_FILE, MEETING_FOLDER, PARTNERS, PLANS, REGISTERS, load_meeting
from minutebook.text import Locale
from minutebook.urls import slug

LONGEST_SLUG = 48


class ScaffoldError(Exception):
    """A record cannot be started. `code` and `facts` say why, in the locales under `new.<code>`."""

    def __init__(self, code: str, **facts: str) -> None:
        self.code, self.facts = code, facts
        super().__init__(code)


@dataclass(frozen=True, slots=True)
class Scaffold:
    """A record to be started: its file, and the template with what to fill in. A register gets an entry at its end."""

    file: Path
    template: str
    facts: Mapping[str, str] = field(default_factory=dict)
    register: bool = False

    def write(self, locale: Locale) -> Path:
        """Write the record in the locale's language and return its file; what exists is never overwritten."""
        text = locale(f"new.{self.template}", **{key: _quoted(value) for key, value in self.facts.items()})
        self.file.parent.mkdir(parents=True, exist_ok=True)
        if self.register:
            text = _joined(self.file, text)
        try:
            with self.file.open("a" if self.register else "x", encoding="utf-8", newline="\n") as stream:
                stream.write(text)
        except FileExistsError as error:
            raise ScaffoldError("exists", path=self.file.as_posix()) from error
        return self.file


def _quoted(text: str) -> str:
    """Write a text as YAML takes it whatever is in it; JSON's strings are YAML's double-quoted ones."""
    node, problems = marked.parse(f"- {text}", "")
    read = node.items[0] if isinstance(node, marked.Sequence) and not problems else None
    is_plain = isinstance(read, marked.Scalar) and read.plain and read.text == text and not read.empty
    return text if is_plain else json.dumps(text, ensure_ascii=False)


def _joined(file: Path, entry: str) -> str:
    """Return an entry as it can be put at the end of a register, if it can."""
    before = file.read_bytes().decode(errors="replace") if file.exists() else ""
    entry = entry if not before or before.endswith("\n") else f"\n{entry}"
    node, problems = marked.parse(f"{before}{entry}", "")
    if problems or not isinstance(node, marked.Sequence):
        raise ScaffoldError("no-end", path=file.as_posix(), entry=one_line(entry))
    return entry


def organization(records: Path, name: str, title: str) -> Scaffold:
    """Start an organization in a folder of its own."""
    _require_archive(records)
    if not ID_FOLDER.fullmatch(name) or name in {PLANS, PARTNERS}:
        raise ScaffoldError("bad-id", found=name, example=slug(title) or "ebu")
    return Scaffold(records / name / "organization.yml", "organization", {"name": _title(title)})


def meeting(records: Path, of: str, folder: str) -> Scaffold:
    """Start a meeting in a folder named by its day."""
    file = records / of / "organization.yml"
    if not ID_FOLDER.fullmatch(of) or not file.is_file():
        raise ScaffoldError("no-organization", found=of)
    try:
        day = date.fromisoformat(folder[:10]) if MEETING_FOLDER.fullmatch(folder) else None
    except ValueError:
        day = None
    if day is None:
        raise ScaffoldError("bad-day", found=folder)
    stated = Desk(records).values(file, tables.ORGANIZATION_SHAPE)
    if not covers(stated.get("start"), stated.get("end"), day):
        raise ScaffoldError("inactive", found=of, day=str(day))
    return Scaffold(records / of / folder / "meeting.yml", "meeting", {"day": str(day)})


def item(records: Path, of: str, title: str, number: str | None = None) -> Scaffold:
    """Start an agenda item after those that the meeting has."""
    folder = _meeting_folder(records, of)
    items = load_meeting(folder).items
    prefixes = [int(match[1]) for entry in folder.iterdir() if (match := ITEM_FILE.fullmatch(entry.name))]
    numbers = [int(one.number) for one in items if one.number.isdecimal()]
    number = one_line(number) if number else str(max(numbers, default=0) + 1)
    if not slug(number) or slug(number) in {one.id for one in items} or number in {one.number for one in items}:
        raise ScaffoldError("number-taken", found=number)
    file = folder / f"{max(prefixes, default=0) + 1:02}-{_short(title)}.md"
    return Scaffold(file, "item", {"number": number, "title": _title(title)})


def attachment(records: Path, of: str, title: str) -> Scaffold:
    """Start an attachment in Markdown after those that the item has."""
    meeting_key, _, item_id = of.rpartition("/")
    folder = _meeting_folder(records, meeting_key)
    named = next((one for one in load_meeting(folder).items if one.id == item_id), None)
    if named is None:
        raise ScaffoldError("no-item", found=of)
    if not named.public:
        raise ScaffoldError("closed", found=of)
    taken = [int(one.id) for one in named.attachments if one.id.isdecimal()]
    file = folder / "attachments" / f"{item_id}.{max(taken, default=0) + 1}-{_short(title)}.md"
    return Scaffold(file, "attachment", {"title": _title(title)})


def person(records: Path, name: str) -> Scaffold:
    """Enter a person in the register."""
    return _entry(records, "people", "person", {"id": slug(name), "name": _title(name)})


def matter(records: Path, title: str) -> Scaffold:
    """Enter a matter in the register."""
    return _entry(records, "matters", "matter", {"id": _short(title), "title": _title(title)})


def _entry(records: Path, register: str, template: str, facts: Mapping[str, str]) -> Scaffold:
    _require_archive(records)
    file = records / f"{register}.yml"
    known = {entry.id for entry in Desk(records).entries(file, REGISTERS[register]) or ()}
    if facts["id"] in known:
        raise ScaffoldError("exists", path=f"{file.as_posix()}: {facts['id']}")
    return Scaffold(file, template, facts, register=True)


def _require_archive(records: Path) -> None:
    """Refuse to start records in a folder that is no archive, which is most often the wrong folder."""
    if not (records / "municipality.yml").is_file():
        raise ScaffoldError("no-archive", path=records.as_posix())


def _meeting_folder(records: Path, key: str) -> Path:
    of, _, folder = key.partition("/")
    if not ID_FOLDER.fullmatch(of) or not MEETING_FOLDER.fullmatch(folder):
        raise ScaffoldError("no-meeting", found=key)
    if not (records / key / "meeting.yml").is_file():
        raise ScaffoldError("no-meeting", found=key)
    return records / key


def _title(text: str) -> str:
    if not slug(text):
        raise ScaffoldError("no-name", found=one_line(text))
    return one_line(text)


def _short(title: str) -> str:
    """Make a name for a file or an id of a title: whole words, as many as fit."""
    whole = slug(_title(title))
    return whole if len(whole) <= LONGEST_SLUG else whole[:LONGEST_SLUG].rpartition("-")[0] or whole[:LONGEST_SLUG]
