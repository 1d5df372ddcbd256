"""The gate's own commands: `minutebook gate`, which examines any folder of documents, and `minutebook waive`."""

from __future__ import annotations

import sys
from collections import Counter
from datetime import UTC, date, datetime
from pathlib import Path

import click

from minutebook.options import LANGUAGE
from minutebook.privacy import waivers as waiving
from minutebook.privacy.cleared import Cleared, kept_for_user
from minutebook.privacy.examination import Desk, files_below
from minutebook.privacy.listing import Row, as_line, rows, write_csv
from minutebook.privacy.records import folder, roles, waivers, waivers_file
from minutebook.privacy.rules import Rules
from minutebook.privacy.supervision import Limits
from minutebook.records.loading import load
from minutebook.text import Locale, locale
from minutebook.workforce import Workforce

FOLDER = click.Path(path_type=Path)


@click.command()
@click.argument("folder", type=FOLDER)
@click.option("--csv", "table", type=click.Path(dir_okay=False, path_type=Path), help="Write the report as CSV.")
@click.option("--all", "everything", is_flag=True, help="Also tell what nothing would be done about.")
@click.option("--initials", is_flag=True, help="Also look for initials of employees.")
@click.option("--records", type=FOLDER, help="A folder of records whose people and waivers count, such as meetings.")
@click.option("--jobs", type=click.IntRange(0), default=0, help="How many files at once; 0: one for each processor.")
@click.option("--seconds", type=click.FloatRange(1), default=60, show_default=True, help="The longest for one file.")
@click.option("--anew", is_flag=True, help="Look again at files that held nothing the last time.")
@LANGUAGE
@click.pass_context
def gate(  # noqa: PLR0913, PLR0917
    context: click.Context,
    folder: Path,
    table: Path | None,
    records: Path | None,
    jobs: int,
    seconds: float,
    language: str,
    *,
    everything: bool,
    initials: bool,
    anew: bool,
) -> None:
    """Look for CPR numbers and other personal data in every document below FOLDER, and change nothing."""
    words = locale(language)
    if not folder.is_dir():
        raise click.BadParameter(words("gate.no-folder", found=str(folder)), param_hint="FOLDER")
    files = list(files_below(folder, folder))
    rules = Rules(low="warning" if everything else "none", initials=initials)
    reading = load(records.absolute().parent, records.name) if records else None
    known = roles(reading.archive) if reading else None
    cleared = Cleared(None if anew else kept_for_user())
    with click.progressbar(length=len(files), label=words("gate.progress"), file=sys.stderr) as bar:
        desk = Desk(
            rules, known or Desk().roles, Workforce(count=jobs), Limits(seconds), cleared, lambda: bar.update(1)
        )
        examined = list(desk.look(files))
    waived = waivers(reading) if reading else ()
    found = [row for row in rows(examined, rules, waived, _today(), words) if row.verdict != "none"]
    for row in found:
        click.echo(as_line(row, words))
    if table:
        with table.open("w", encoding="utf-8-sig", newline="") as stream:
            write_csv(stream, found, words)
    click.echo(_summary(len(files), found, words), err=True)
    context.exit(1 if any(row.verdict != "waived" for row in found) else 0)


def _summary(files: int, found: list[Row], words: Locale) -> str:
    counts = Counter(row.verdict for row in found)
    return words(
        "gate.summary-files",
        files=words.plural("gate.files", files),
        errors=words.plural("gate.errors", counts["error"]),
        warnings=words.plural("gate.warnings", counts["warning"]),
        waived=words.plural("gate.waivers", counts["waived"]),
    )


@click.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--reason", required=True, help="Why it is right to publish what was found.")
@click.option("--decided-by", required=True, help="Who decided so.")
@click.option("--expires", required=True, type=click.DateTime(["%Y-%m-%d"]), help="The last day of the waiver.")
@click.option("--records", type=FOLDER, default="meetings", show_default=True, help="The folder of the records.")
@click.option("--initials", is_flag=True, help="Initials of employees count, as in the settings.")
@LANGUAGE
def waive(  # noqa: PLR0913, PLR0917
    file: Path, reason: str, decided_by: str, expires: datetime, records: Path, language: str, *, initials: bool
) -> None:
    """Write a waiver for everything that the gate finds in FILE into the records."""
    words = locale(language)
    root = records.absolute().parent
    if not file.absolute().is_relative_to(root):
        raise click.BadParameter(words("gate.outside", found=str(file)), param_hint="FILE")
    reading = load(root, records.name)
    path = file.absolute().relative_to(root).as_posix()
    rules = Rules(initials=initials)
    [examined] = Desk(rules, roles(reading.archive)).look([(file.absolute(), path)])
    known = {(waiver.file, waiver.place) for waiver in waivers(reading)}
    decision = {"reason": reason, "decided_by": decided_by, "expires": f"{expires:%Y-%m-%d}"}
    written = list(waiving.entries(examined, rules, known, decision))
    if not written:
        raise click.UsageError(words("gate.nothing-to-waive", found=path))
    target = root / waivers_file(reading)
    before = target.read_text(encoding="utf-8") if target.is_file() else ""
    gap = "" if not before or before.endswith("\n") else "\n"
    target.write_text(before + gap + "".join(written), encoding="utf-8", newline="\n")
    count = words.plural("gate.waivers", len(written))
    click.echo(words("gate.wrote-waivers", count=count, path=f"{folder(reading)}/{target.name}"))


def _today() -> date:
    return datetime.now(tz=UTC).date()
