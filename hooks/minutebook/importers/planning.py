"""The plan of an import: which files it would write, and what it would change in those that are there."""

from __future__ import annotations

import filecmp
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from minutebook.importers import proof, revising, scaffolding
from minutebook.importers.cutting import Cut
from minutebook.importers.lines import ImportRefusedError, shown
from minutebook.importers.revising import Change
from minutebook.importers.scaffolding import Known
from minutebook.importers.writing import Writer
from minutebook.importers.yaml_text import yaml
from minutebook.records.desk import ID_FOLDER
from minutebook.records.loading import ATTACHMENT_FILE, ITEM_FILE
from minutebook.records.prose import LARGEST_FILE
from minutebook.text import Locale

_NUMBER = re.compile(r"^(?:id|number): *[\"']?([^\"'\n]*?)[\"']? *$", re.MULTILINE)


@dataclass(frozen=True)
class Plan:
    """What an import would do. `files` are originals to be laid beside the records, by the name that they get."""

    cut: Cut
    folder: Path
    changes: tuple[Change, ...]
    memory: str
    files: Mapping[str, Path] = field(default_factory=dict)

    @property
    def overwriting(self) -> tuple[Change, ...]:
        """The changes to what is already there, which somebody has to approve."""
        return tuple(change for change in self.changes if change.kind in {"changed", "removed"})

    @cached_property
    def originals(self) -> Mapping[str, str]:
        """What happens to each original, by its name beside the records: `new`, `same`, or `changed` as in records."""
        return {name: _kind(self.folder / "attachments" / name, original) for name, original in self.files.items()}

    @property
    def asks(self) -> bool:
        """Whether somebody has to approve, since something that is there would become another."""
        return bool(self.overwriting) or "changed" in self.originals.values()

    def carry_out(self, records: Path) -> None:
        """Write everything; what is the same is not touched."""
        for change in self.changes:
            file = records / change.name
            if change.kind == "removed":
                file.unlink(missing_ok=True)
            elif change.kind != "same" and change.after is not None:
                file.parent.mkdir(parents=True, exist_ok=True)
                file.write_text(change.after, encoding="utf-8", newline="\n")
        for name, kind in self.originals.items():
            target = self.folder / "attachments" / name
            target.parent.mkdir(parents=True, exist_ok=True)
            if kind != "same":
                target.write_bytes(self.files[name].read_bytes())
        memory = self.folder / revising.MEMORY
        if not memory.is_file() or memory.read_bytes() != self.memory.encode():
            memory.write_text(self.memory, encoding="utf-8", newline="\n")


def plan(
    cut: Cut, records: Path, locale: Locale, organization: str | None = None, files: Mapping[str, Path] | None = None
) -> Plan:
    """Plan what a cut packet becomes in a folder of records."""
    if organization and not ID_FOLDER.fullmatch(organization):
        raise ImportRefusedError("bad-organization", found=organization)
    known = Known.of(records)
    given = known.organization(cut.meeting.identity.organization, organization)
    if not ID_FOLDER.fullmatch(given):
        raise ImportRefusedError("no-organization", file=cut.packet.name)
    folder = records / given / str(cut.meeting.identity.day)
    writer = Writer(cut, known, locale, given)
    fresh = writer.files()
    before = {person.id: person.name for person in known.archive.people.values()}
    missing = proof.lost(cut, {**fresh, "people.yml": _people(known, writer, "")}, before)
    if missing:
        raise ImportRefusedError("lost", file=cut.packet.name, lines=shown(missing))
    for text in fresh.values():
        if (size := len(text.encode())) > LARGEST_FILE:
            raise ImportRefusedError("too-large", file=cut.packet.name, found=str(size), expected=str(LARGEST_FILE))
    named = _as_named_before(fresh, folder)
    memory = revising.recall(folder)
    changes = [
        _change(f"{given}/{folder.name}/{name}", records, text, memory.get(name, {})) for name, text in named.items()
    ]
    changes += _removed(f"{given}/{folder.name}", records, named, memory)
    changes += _around(records, cut, known, writer)
    return Plan(cut, folder, tuple(changes), revising.remember(named, cut.packet.sha256), files or {})


def _kind(target: Path, original: Path) -> str:
    if not target.exists():
        return "new"
    return "same" if filecmp.cmp(target, original, shallow=False) else "changed"


def _change(name: str, records: Path, text: str, memory: Mapping[str, str]) -> Change:
    current = _text(records / name)
    return Change(name, None, text) if current is None else revising.merge(name, current, text, memory)


def _text(file: Path) -> str | None:
    """Return what a record says, or nothing where there is none; without the mark that Windows sets before UTF-8."""
    try:
        return file.read_text(encoding="utf-8-sig") if file.is_file() else None
    except UnicodeDecodeError as error:
        raise ImportRefusedError(
            "not-utf-8", file=file.as_posix(), found=f"0x{error.object[error.start]:02x}"
        ) from error


def _as_named_before(fresh: Mapping[str, str], folder: Path) -> dict[str, str]:
    """Keep the names of files that are there already: their numbers tell which they are, titles may have changed."""
    items = {}
    for file in sorted(folder.glob("*.md")):
        if ITEM_FILE.fullmatch(file.name):
            items.update(dict.fromkeys(_NUMBER.findall(_text(file) or ""), file.name))
    documents = {}
    for file in sorted((folder / "attachments").glob("*.md")):
        if match := ATTACHMENT_FILE.fullmatch(file.name):
            documents[match[1], match[2]] = f"attachments/{file.name}"
    named = {}
    for name, text in fresh.items():
        attached = ATTACHMENT_FILE.fullmatch(name.removeprefix("attachments/"))
        if name.startswith("attachments/") and attached:
            named[documents.get((attached[1], attached[2]), name)] = text
        elif number := _NUMBER.search(text) if name.endswith(".md") else None:
            named[items.get(number[1], name)] = text
        else:
            named[name] = text
    return named


def _removed(
    meeting: str, records: Path, named: Mapping[str, str], memory: Mapping[str, Mapping[str, str]]
) -> Iterable[Change]:
    """Remove what an earlier import wrote and this one does not, unless a clerk has written in it."""
    for name, digests in sorted(memory.items()):
        current = _text(records / meeting / name) if name not in named else None
        if current is None:
            continue
        untouched = {key: revising.digest(text) for key, text in revising.blocks(current).items()} == dict(digests)
        yield Change(f"{meeting}/{name}", current, None if untouched else current, () if untouched else ("",))


def _around(records: Path, cut: Cut, known: Known, writer: Writer) -> Iterable[Change]:
    """Enter what is not known yet: the municipality, organizations and people."""
    if not (records / "municipality.yml").is_file():
        record = scaffolding.municipality(cut.packet, cut.labels)
        record["name"] = record["name"] or writer.locale("import.no-municipality")
        yield Change("municipality.yml", None, yaml({**record, "source": writer.source}))
    for organization, name in known.organizations.items():
        record = scaffolding.organization_record(name, cut.labels, writer.source)
        current = _text(records / organization / "organization.yml")
        if current is None:
            yield Change(f"{organization}/organization.yml", None, yaml(record))
    if known.people:
        current = _text(records / "people.yml")
        yield Change("people.yml", current, _people(known, writer, current or ""))


def _people(known: Known, writer: Writer, current: str) -> str:
    text = current if not current or current.endswith("\n") else f"{current}\n"
    for person, who in known.people.items():
        first, *rest = yaml(scaffolding.person_entry(person, who, writer.source)).splitlines()
        text += "\n".join((f"- {first}", *(f"  {line}" for line in rest))) + "\n"
    return text
