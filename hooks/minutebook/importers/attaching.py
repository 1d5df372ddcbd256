"""Files that come along with a packet: the originals of its attachments, laid beside the records with their text."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from minutebook.importers import layout
from minutebook.importers.account import Account
from minutebook.importers.cutting import Cut
from minutebook.importers.drafts import ItemDraft, ListedDocument
from minutebook.importers.lines import ImportRefusedError, Packet, clean
from minutebook.importers.reading import read
from minutebook.urls import slug

_NAMED = re.compile(r"([0-9a-z-]+)\.(\d+)(?:[-_ .].*)?")
_READ = {".pdf", ".docx", ".txt", ".xlsx", ".xlsm", ".xlsb", ".xls", ".ods", ".pptx", ".odt", ".odp"}
PACKETS = {".txt", ".pdf", ".docx", ".odt", ""}
MOST_LETTERS = 1_500_000
"""The longest text that a page of the archive shows; what is longer, a large spreadsheet for example, stays a file."""


@dataclass(frozen=True)
class Attached:
    """A cut packet with the files that came along, by the names that they get, and those that found no place."""

    cut: Cut
    files: Mapping[str, Path] = field(default_factory=dict)
    refused: tuple[ImportRefusedError, ...] = ()


def sorted_out(files: Sequence[Path]) -> tuple[list[Path], list[Path]]:
    """Tell packets from attachments: `2.1-plan.pdf` is one, and so is what is no text, PDF, DOCX or ODT."""
    packets: list[Path] = []
    documents: list[Path] = []
    for file in files:
        attached = _NAMED.fullmatch(file.stem) or file.suffix.lower() not in PACKETS
        (documents if attached and len(files) > 1 else packets).append(file)
    return packets, documents


def attach(cut: Cut, files: Sequence[Path], *, ocr: bool = False) -> Attached:
    """Give each file to the attachment that it is of. Where the packet has no text of it, the file's is read."""
    named: dict[str, Path] = {}
    refused: list[ImportRefusedError] = []
    for file in files:
        owner = _owner(cut, file)
        if owner is None:
            refused.append(ImportRefusedError("no-owner", file=file.name))
            continue
        item, document = owner
        if not document.public:
            refused.append(ImportRefusedError("withheld", file=file.name))
            continue
        name = slug(document.title)[:48].strip("-") or "bilag"
        document.file = f"{item.key}.{document.number}-{name}{file.suffix.lower()}"
        named[document.file] = file
        if document.text:
            continue
        if file.suffix.lower() in _READ:
            try:
                document.original = _text(cut, read(file, ocr=ocr))
            except ImportRefusedError as refusal:
                if refusal.code not in {"no-text", "not-a-document", "too-many-rows"}:
                    refused.append(refusal)
                document.scan = refusal.code == "no-text"
        if document.original and sum(len(line.text) for line in document.original.lines) > MOST_LETTERS:
            document.original = None
        if document.original is None:
            code = "scanned-file" if document.scan else "unread-file"
            cut.meeting.note(code, "", number=f"{item.number}.{document.number}", file=clean(file.name))
    forgotten = {f"{item.number}.{each.number}" for item in cut.meeting.items for each in item.documents if each.file}
    cut.meeting.notes[:] = [
        note
        for note in cut.meeting.notes
        if note.code != "attachment-without-text" or dict(note.facts)["number"] not in forgotten
    ]
    return Attached(cut, named, tuple(refused))


def _owner(cut: Cut, file: Path) -> tuple[ItemDraft, ListedDocument] | None:
    """Find the attachment of a file by the numbers in its name, or by its title; a number not listed is entered."""
    items = [item for item in cut.meeting.items if item.public]
    if numbered := _NAMED.fullmatch(file.stem):
        item = next((each for each in items if each.key == numbered[1]), None)
        if item is None:
            return None
        for document in item.documents:
            if document.number == numbered[2]:
                return item, document
        stem = clean(file.stem).strip()
        title = stem.partition(".")[2].lstrip("0123456789-_ .") or stem
        item.documents.append(ListedDocument(numbered[2], title))
        return item, item.documents[-1]
    name = slug(file.stem)
    found = [(item, each) for item in items for each in item.documents if slug(each.title) == name]
    return found[0] if len(found) == 1 else None


def _text(cut: Cut, packet: Packet) -> Packet:
    """Return an original without its running heads and page numbers; the lines keep their pages."""
    account = Account(packet.lines)
    layout.clear(packet, account, cut.labels, cut.meeting.identity)
    return replace(packet, lines=account.open(packet.lines))
