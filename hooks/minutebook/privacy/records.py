"""The records before the gate: which of their files leave, and what they say themselves of people and waivers."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import UTC, date, datetime
from pathlib import Path, PurePosixPath

from minutebook.addresses import attached_path
from minutebook.model import Archive, Waiver
from minutebook.personal.others import Roles
from minutebook.privacy.cleared import Cleared, kept_for_user
from minutebook.privacy.examination import Desk, Examination, files_below, judge
from minutebook.privacy.rules import Rules
from minutebook.records.desk import seen_from
from minutebook.records.loading import Reading
from minutebook.workforce import HERE, Workforce

WAIVERS = "waivers.yml"


def examine(  # noqa: PLR0913
    reading: Reading,
    root: Path,
    others: Iterable[Path] = (),
    *,
    rules: Rules | None = None,
    today: date | None = None,
    cleared: Cleared | None = None,
    workforce: Workforce = HERE,
    below: Callable[[str], Iterable[str]] | None = None,
) -> Examination:
    """Let the records, and other files and folders that leave with them, pass the gate.

    Return what is wrong with them and what was waived. Of a folder nothing hidden is looked at. A waiver expires by
    `today`, or else by the calendar. What is `cleared` need not be looked at again. `below` tells which files lay in
    the folder of the records when it was read; that folder and the files are seen from the root.
    """
    usual = rules or Rules()
    desk = Desk(usual, roles(reading.archive), workforce, cleared=cleared or Cleared(kept_for_user()))
    kept = withheld(reading.archive)
    own = below(str(folder(reading))) if below else _seen_below(root / folder(reading), root)
    files = dict.fromkeys([path for path in own if path not in kept and not _is_hidden(path)])
    for path in others:
        if path.is_dir():
            files |= dict.fromkeys(within for within in _seen_below(path, root) if not _is_hidden(within))
        else:
            files[seen_from(str(root), str(path))] = None
    examined = desk.look([(root / path, path) for path in files if not desk.cleared.knows(path, desk.whom)])
    day = today or datetime.now(tz=UTC).date()
    return judge(examined, usual, waivers(reading), waivers_file(reading), day)


def _seen_below(folder: Path, root: Path) -> Iterator[str]:
    return (seen for _, seen in files_below(folder, root))


def _is_hidden(path: str) -> bool:
    """Tell whether a file, by its path with slashes, belongs to tools."""
    return path.startswith(".", path.rfind("/") + 1)


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
                (leaving if shown else kept).add(attached_path(item, attachment.file))
    return kept - leaving


def roles(archive: Archive) -> Roles:
    """Return who is known to hold a public role, and the addresses that the municipality gives as its own."""
    contact = archive.municipality.contact
    addresses = [contact.email] if contact and contact.email else []
    return Roles.of((person.name for person in archive.people.values()), addresses)
