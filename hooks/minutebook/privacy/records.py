"""The records before the gate: which of their files leave, and what they say themselves of people and waivers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, date, datetime
from pathlib import Path, PurePosixPath

from minutebook.model import Archive, Waiver
from minutebook.personal.others import Roles
from minutebook.privacy.cleared import Cleared, kept_for_user
from minutebook.privacy.examination import Desk, Examination, files_below, judge
from minutebook.privacy.rules import Rules
from minutebook.records.loading import Reading

WAIVERS = "waivers.yml"


def examine(  # noqa: PLR0913
    reading: Reading,
    root: Path,
    others: Iterable[Path] = (),
    *,
    rules: Rules | None = None,
    today: date | None = None,
    cleared: Cleared | None = None,
) -> Examination:
    """Let the records, and other files and folders that leave with them, pass the gate.

    Return what is wrong with them and what was waived. A waiver expires by `today`, or else by the calendar. What is
    `cleared` need not be looked at again.
    """
    usual = rules or Rules()
    desk = Desk(usual, roles(reading.archive), cleared=cleared or Cleared(kept_for_user()))
    files = dict(files_that_leave(reading, root))
    for path in others:
        found = files_below(path, root) if path.is_dir() else [(path, path.relative_to(root).as_posix())]
        files |= {file: shown for file, shown in found if not file.name.startswith(".")}
    examined = desk.look(list(files.items()))
    day = today or datetime.now(tz=UTC).date()
    return judge(examined, usual, waivers(reading), waivers_file(reading), day)


def files_that_leave(reading: Reading, root: Path) -> Iterator[tuple[Path, str]]:
    """Yield the files of the records, but for those that are withheld; hidden ones belong to tools."""
    kept = withheld(reading.archive)
    for file, path in files_below(root / folder(reading), root):
        if path not in kept and not file.name.startswith("."):
            yield file, path


def folder(reading: Reading) -> PurePosixPath:
    """Return the folder of the records as it is seen from the root."""
    return PurePosixPath(reading.archive.municipality.path).parent


def waivers_file(reading: Reading) -> str:
    """Return the path of the file that waivers stand in, seen from the root."""
    return str(folder(reading) / WAIVERS)


def waivers(reading: Reading) -> Sequence[Waiver]:
    """Return the waivers as they were read."""
    return reading.registers.get("waivers", ())


def withheld(archive: Archive) -> set[str]:
    """Return the paths of files that do not leave: attached to what is closed or withheld, and to nothing else."""
    kept: set[str] = set()
    leaving: set[str] = set()
    for _, item in archive.handled_items():
        for attachment in item.attachments:
            shown = item.public and attachment.public and attachment.withheld_reason is None
            if attachment.file:
                path = f"{attachment.path.rpartition('/')[0]}/attachments/{attachment.file}"
                (leaving if shown else kept).add(path)
    return kept - leaving


def roles(archive: Archive) -> Roles:
    """Return who is known to hold a public role, and the addresses that the municipality gives as its own."""
    contact = archive.municipality.contact
    addresses = [contact.email] if contact and contact.email else []
    return Roles.of((person.name for person in archive.people.values()), addresses)
