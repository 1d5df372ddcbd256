"""A generated archive: the records of a town that does not exist, and the project around them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from textwrap import wrap

from tests.benchmarks.council import COUNCIL, ORGANIZATIONS
from tests.benchmarks.town import Attachment, Item, Meeting, Town

KINDS_OF_ITEM = {"noted": "information", "discussed": "discussion"}
TODAY = date(2025, 1, 31)
LONG_POINT = 160


def write_archive(folder: Path, items: int) -> None:
    """Write the records of so many agenda items, and the project around them, into an empty folder."""
    town = Town(items)
    for name, content in _around(town):
        write(folder / name, content)
    for meeting in town.meetings():
        write_meeting(folder, meeting)


def write_meeting(folder: Path, meeting: Meeting) -> None:
    """Write the records of one meeting into a project."""
    for name, content in _meeting(meeting):
        write(folder / "meetings" / meeting.key / name, content)


def write(file: Path, content: str | bytes) -> None:
    """Write a file, with the folders above it."""
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(content if isinstance(content, bytes) else content.encode())


def _around(town: Town) -> Iterator[tuple[str, str]]:
    yield "docs/index.md", "# Testby\n\nVelkommen.\n"
    yield "mkdocs.yml", SETTINGS
    yield "meetings/municipality.yml", MUNICIPALITY
    yield "meetings/people.yml", "".join(f"- id: {one.id}\n  name: {one.name}\n" for one in town.people)
    yield "meetings/topics.yml", "".join(f"- id: {key}\n  label: {{da: {name}}}\n" for key, name in town.topics.items())
    yield (
        "meetings/matters.yml",
        "".join(f"- id: {one.id}\n  title: {one.title}\n  topics: [{one.topic}]\n" for one in town.matters),
    )
    for key, name in ORGANIZATIONS.items():
        members = (person for person in town.people if person.sits_in(key))
        seats = "".join(
            f"  - {{person: {one.id}, role: member, start: {one.start}-01-01, end: {one.end}-12-31}}\n"
            for one in members
        )
        kind = "council" if key == COUNCIL else "committee"
        yield (
            f"meetings/{key}/organization.yml",
            f"name: {name}\nclassification: {kind}\n" + (f"memberships:\n{seats}" if seats else ""),
        )


def _meeting(meeting: Meeting) -> Iterator[tuple[str, str | bytes]]:
    absent = ", ".join(f"{{person: {one}, kind: excused}}" for one in meeting.absent)
    yield (
        "meeting.yml",
        (
            f"start: {meeting.day} 17:00\nlocation: Rådhuset\nstate: minutes\n"
            f"attendance:\n  chair: {meeting.chair}\n" + (f"  absent: [{absent}]\n" if absent else "")
        ),
    )
    for item in meeting.items:
        yield file_name(item), item_record(meeting, item)
        for attachment in () if item.closed else item.attachments:
            yield f"attachments/{_attached(item, attachment)}", attachment.content or _attachment_record(attachment)


def file_name(item: Item) -> str:
    """Return the name of an item's file in the folder of its meeting."""
    return f"{item.number:02}-sag.md"


def item_record(meeting: Meeting, item: Item) -> str:
    """Return the record of an item: its facts and its prose."""
    lines = [
        f"number: {item.number}",
        f"title: {in_yaml(item.title)}",
        f"kind: {KINDS_OF_ITEM.get(item.outcome, 'decision')}",
    ]
    if item.closed:
        return "\n".join(["---", *lines, "public: false", f"closed_ground: {item.closed}", "---", ""])
    if item.matter:
        lines.append(f"matter: {item.matter}")
    lines.append(f"topics: [{', '.join(item.topics)}]")
    if item.requested_by:
        lines.append(f"requested_by: {{person: {item.requested_by}}}")
    decides = COUNCIL if item.outcome == "recommended" else meeting.organization
    lines += ["authority:", f"  - organization: {decides}", "recommendation:", "  by: Forvaltningen", "  points:"]
    lines += [f"    {number}: {_folded(point)}" for number, point in enumerate(item.points, 1)]
    lines += ["decision:", f"  - outcome: {item.outcome}", f"    text: {item.words}"]
    if item.outcome == "recommended":
        lines.append(f"    to: {COUNCIL}")
    if item.outcome == "adopted-by-vote":
        lines.append("    votes: {in_favour: 7, against: 2}")
    files = [one for one in item.attachments if one.file]
    if files:
        lines.append("attachments:")
        lines += [
            f"  - {{id: {one.id}, title: {one.title}, kind: memo, file: {_attached(item, one)}}}" for one in files
        ]
    return "\n".join(["---", *lines, "---", "", item.body, ""])


def in_yaml(text: str) -> str:
    """Return a text as a value in YAML, in quotation marks where it needs them."""
    return f'"{text}"' if ": " in text else text


def _folded(text: str) -> str:
    """Write a long point over several lines, as clerks do."""
    if len(text) < LONG_POINT:
        return text
    return ">-\n      " + "\n      ".join(wrap(text, 90))


def _attachment_record(attachment: Attachment) -> str:
    marked = "\n\n".join(f"<!-- page {number} -->\n\n{text}" for number, text in enumerate(attachment.pages, 1))
    return f"---\ntitle: {attachment.title}\nkind: memo\n---\n\n{marked}\n"


def _attached(item: Item, attachment: Attachment) -> str:
    return f"{item.number}.{attachment.id}-{attachment.file or 'notat.md'}"


MUNICIPALITY = "format_version: 1\nname: Testby Kommune\ncountry: DK\ntime_zone: Europe/Copenhagen\nlanguages: [da]\n"
SETTINGS = f"""\
site_name: Testby
site_url: https://testby.example/
copyright: Testby Kommune
strict: true
plugins: []
theme: {{ name: material, language: da, font: false, features: [navigation.tabs] }}
hooks: [hooks/archive.py]
extra: {{ archive: {{ today: {TODAY} }} }}
"""
