"""New records: files with what has to be in them, and hints for the rest. `minutebook check` has nothing to object."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from minutebook.records.desk import ID_FOLDER
from minutebook.records.loading import ATTACHMENT_FILE, ITEM_FILE, MEETING_FOLDER
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
            before = self.file.read_text(encoding="utf-8") if self.file.exists() else ""
            separator = "" if not before or before.endswith("\n") else "\n"
            self.file.write_text(f"{before}{separator}{text}", encoding="utf-8", newline="\n")
            return self.file
        if self.file.exists():
            raise ScaffoldError("exists", path=self.file.as_posix())
        self.file.write_text(text, encoding="utf-8", newline="\n")
        return self.file


def _quoted(text: str) -> str:
    """Write a text as YAML takes it whatever is in it; JSON's strings are YAML's double-quoted ones."""
    return text if re.fullmatch(r"[A-Za-zÆØÅæøå0-9][\w ./-]*", text) else json.dumps(text, ensure_ascii=False)


def organization(records: Path, name: str, title: str) -> Scaffold:
    """Start an organization in a folder of its own."""
    if not ID_FOLDER.fullmatch(name):
        raise ScaffoldError("bad-id", found=name, example=slug(name) or "ebu")
    return Scaffold(records / name / "organization.yml", "organization", {"name": title})


def meeting(records: Path, of: str, folder: str) -> Scaffold:
    """Start a meeting in a folder named by its day."""
    if not (records / of / "organization.yml").is_file():
        raise ScaffoldError("no-organization", found=of)
    if not MEETING_FOLDER.fullmatch(folder):
        raise ScaffoldError("bad-day", found=folder)
    return Scaffold(records / of / folder / "meeting.yml", "meeting", {"day": folder[:10]})


def item(records: Path, of: str, title: str, number: str | None = None) -> Scaffold:
    """Start an agenda item after those that the meeting has."""
    folder = _meeting_folder(records, of)
    taken = [int(match[1]) for entry in folder.iterdir() if (match := ITEM_FILE.fullmatch(entry.name))]
    place = max(taken, default=0) + 1
    file = folder / f"{place:02}-{_short(title)}.md"
    return Scaffold(file, "item", {"number": number or str(place), "title": title})


def attachment(records: Path, of: str, title: str) -> Scaffold:
    """Start an attachment in Markdown after those that the item has."""
    meeting_key, _, item_id = of.rpartition("/")
    folder = _meeting_folder(records, meeting_key) / "attachments"
    matches = [ATTACHMENT_FILE.fullmatch(entry.name) for entry in folder.iterdir()] if folder.is_dir() else []
    taken = [int(match[2]) for match in matches if match and match[1] == item_id and match[2].isdigit()]
    file = folder / f"{item_id}.{max(taken, default=0) + 1}-{_short(title)}.md"
    return Scaffold(file, "attachment", {"title": title})


def person(records: Path, name: str) -> Scaffold:
    """Enter a person in the register."""
    return _entry(records / "people.yml", "person", slug(name), {"name": name})


def matter(records: Path, title: str) -> Scaffold:
    """Enter a matter in the register."""
    return _entry(records / "matters.yml", "matter", _short(title), {"title": title})


def _entry(file: Path, template: str, entry: str, facts: Mapping[str, str]) -> Scaffold:
    known = file.read_text(encoding="utf-8") if file.exists() else ""
    if re.search(rf"^- +id: *{re.escape(entry)} *$", known, re.MULTILINE):
        raise ScaffoldError("exists", path=f"{file.as_posix()}: {entry}")
    return Scaffold(file, template, {"id": entry, **facts}, register=True)


def _meeting_folder(records: Path, key: str) -> Path:
    folder = records / key
    if not (folder / "meeting.yml").is_file():
        raise ScaffoldError("no-meeting", found=key)
    return folder


def _short(title: str) -> str:
    """Make a name for a file or an id of a title: whole words, as many as fit."""
    whole = slug(title)
    if not whole:
        raise ScaffoldError("no-name", found=title)
    return whole if len(whole) <= LONGEST_SLUG else whole[:LONGEST_SLUG].rpartition("-")[0] or whole[:LONGEST_SLUG]
