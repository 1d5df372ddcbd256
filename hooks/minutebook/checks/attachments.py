"""An attachment has an id of its own and something in it; one that is withheld has a reason, and nothing gets out."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from posixpath import basename

from minutebook.model import Attachment, Meeting
from minutebook.problems import Problem, nearest, problem
from minutebook.records.loading import Reading


def check_meeting(meeting: Meeting, reading: Reading, root: Path) -> Iterator[Problem]:
    """Yield the problems of the attachments of a meeting's items."""
    for item in meeting.items:
        first: dict[str, Attachment] = {}
        for attachment, way in reading.placed_attachments(item):
            other = first.setdefault(attachment.id, attachment)
            if attachment.id and other is not attachment:
                facts = {"found": attachment.id, "other": basename(other.path)}
                yield problem(attachment.path, "duplicate-id", line=0, field=f"{way}.id" if way else "", **facts)
            yield from _check_openness(attachment, way)
            yield from _check_content(reading, attachment, way, root)


def _check_openness(attachment: Attachment, way: str) -> Iterator[Problem]:
    if attachment.public:
        return
    if not attachment.withheld_reason:
        yield problem(attachment.path, "withheld-without-reason", field=_below(way, "public"))
    if attachment.sections:
        yield problem(attachment.path, "withheld-text", line=attachment.sections[0].line)


def _check_content(reading: Reading, attachment: Attachment, way: str, root: Path) -> Iterator[Problem]:
    held = attachment.sections or attachment.file or attachment.url
    doubted = reading.doubts(attachment.path, _below(way, "file"), _below(way, "url"), _below(way, "completeness"))
    if attachment.public and not held and attachment.completeness == "complete" and not doubted:
        yield problem(attachment.path, "no-content", field=way)
    if attachment.file:
        beside = (root / attachment.path).parent
        folder = beside if beside.name == "attachments" else beside / "attachments"
        if not (folder / attachment.file).is_file():
            there = (
                sorted(entry.name for entry in folder.iterdir()) if folder.is_dir() and not folder.is_symlink() else []
            )
            meant = nearest(attachment.file, there)
            field = _below(way, "file")
            yield problem(attachment.path, "file-not-found", field=field, found=attachment.file, nearest=meant)


def _below(way: str, key: str) -> str:
    return f"{way}.{key}" if way else key
