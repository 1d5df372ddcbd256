"""An attachment has an id of its own and something in it; one that is withheld has a reason, and nothing gets out."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from minutebook.model import AgendaItem, Attachment
from minutebook.problems import Problem, nearest, problem
from minutebook.records.loading import Reading


def check(reading: Reading, root: Path) -> Iterator[Problem]:
    """Yield the problems of every item's attachments."""
    for _, item in reading.archive.handled_items():
        ids: set[str] = set()
        for attachment, way in _placed(item, reading):
            if attachment.id and attachment.id in ids:
                yield problem(attachment.path, "duplicate-id", field=f"{way}.id" if way else "", found=attachment.id)
            ids.add(attachment.id)
            yield from _check_openness(attachment, way)
            yield from _check_content(attachment, way, root)


def _placed(item: AgendaItem, reading: Reading) -> Iterator[tuple[Attachment, str]]:
    """Yield each attachment with its place in the item's file; it has none there if it is a file of its own."""
    listed = dict(enumerate(reading.listed.get(item.path, ())))
    for attachment in item.attachments:
        if attachment.path != item.path:
            yield attachment, ""
            continue
        index = next(index for index, listed_id in listed.items() if listed_id == attachment.id)
        del listed[index]
        yield attachment, f"attachments[{index}]"


def _check_openness(attachment: Attachment, way: str) -> Iterator[Problem]:
    if attachment.public:
        return
    if not attachment.withheld_reason:
        yield problem(attachment.path, "withheld-without-reason", field=_below(way, "public"))
    if attachment.sections:
        yield problem(attachment.path, "withheld-text", line=attachment.sections[0].line)


def _check_content(attachment: Attachment, way: str, root: Path) -> Iterator[Problem]:
    if attachment.completeness != "complete" and not attachment.source:
        field, found = _below(way, "completeness"), attachment.completeness
        yield problem(attachment.path, "partial-without-source", field=field, found=found)
    held = attachment.sections or attachment.file or attachment.url
    if attachment.public and not held and attachment.completeness == "complete":
        yield problem(attachment.path, "no-content", field=way)
    if attachment.file:
        folder = (root / attachment.path).parent / "attachments"
        if not (folder / attachment.file).is_file():
            there = sorted(entry.name for entry in folder.iterdir()) if folder.is_dir() else []
            meant = nearest(attachment.file, there)
            yield problem(attachment.path, "file-not-found", field=f"{way}.file", found=attachment.file, nearest=meant)


def _below(way: str, key: str) -> str:
    return f"{way}.{key}" if way else key
