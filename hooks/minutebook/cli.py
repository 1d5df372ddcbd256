"""The `minutebook` command, for clerks, editors and CI. It works without MkDocs.

Exit codes: 0 all well, 1 problems in the records, 2 the command was used wrongly.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path

import click

from minutebook import __version__, scaffold
from minutebook import reference as references
from minutebook.checks import check as check_records
from minutebook.options import LANGUAGE
from minutebook.privacy.command import gate, waive
from minutebook.problems import CODES, Problem, Severity, as_github, as_json, as_text, nearest
from minutebook.rebuild.command import changes
from minutebook.records import schema as schemas
from minutebook.records.loading import load
from minutebook.text import Locale, locale

RECORDS = click.Path(file_okay=False, path_type=Path)
FOLDER = click.option(
    "--records", type=RECORDS, default="meetings", show_default=True, help="The folder of the records."
)


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="minutebook")
def main() -> None:
    """Turn a folder of meeting records into a public archive."""


@main.command()
@click.argument("records", type=RECORDS, default="meetings")
@click.option("--format", "form", type=click.Choice(["text", "json", "github"]), default="text", show_default=True)
@click.option("--allow-warnings", is_flag=True, help="Exit with 0 if there is nothing worse than warnings.")
@LANGUAGE
@click.pass_context
def check(context: click.Context, records: Path, form: str, language: str, *, allow_warnings: bool) -> None:
    """Say what is wrong in RECORDS: where, why, and how to mend it."""
    if not records.is_dir():
        raise click.BadParameter(locale(language)("check.no-folder", found=str(records)), param_hint="RECORDS")
    folder = Path(os.path.abspath(records))  # noqa: PTH100 - `.` and `..` have no name, and a link keeps its own
    root = folder.parent
    reading = load(root, folder.name)
    problems = check_records(reading, root)
    _tell(problems, form, locale(language), items=len(reading.archive.items))
    failing = [one for one in problems if one.severity is Severity.ERROR or not allow_warnings]
    context.exit(1 if failing else 0)


def _tell(problems: list[Problem], form: str, words: Locale, *, items: int) -> None:
    if form == "json":
        click.echo(as_json(problems, words))
        return
    for one in problems:
        click.echo(as_github(one, words) if form == "github" else as_text(one, words))
    summary = words.plural("check.problems", len(problems)) if problems else words.plural("check.clean", items)
    click.echo(summary, err=True)


main.add_command(gate)
main.add_command(waive)
main.add_command(changes)


@main.command()
@click.argument("code")
@LANGUAGE
def explain(code: str, language: str) -> None:
    """Tell what a problem's CODE means and how to mend it."""
    words = locale(language)
    if code not in CODES:
        meant = nearest(code, CODES)
        hint = words("problem.nearest", nearest=meant) if meant else ""
        raise click.BadParameter(f"{code}{hint}", param_hint="CODE")
    click.echo(f"{code} ({words(f'severity.{CODES[code]}')})\n{words(f'problem.{code}.title')}\n")
    click.echo(f"{words(f'problem.{code}.cause')}\n\n{words(f'problem.{code}.cure')}")


@main.command()
@click.argument("kind", type=click.Choice(schemas.KINDS), required=False)
@click.option("--into", type=RECORDS, help="Write the schemas of all kinds into this folder.")
@LANGUAGE
def schema(kind: str | None, into: Path | None, language: str) -> None:
    """Print the JSON Schema of a KIND of record, or write all of them, for editors that complete and check."""
    if into is None and kind is None:
        raise click.UsageError(locale(language)("schema.what"))
    if into is None:
        click.echo(_schema_text(str(kind), language), nl=False)
        return
    into.mkdir(parents=True, exist_ok=True)
    for each in schemas.KINDS:
        (into / f"{each}.json").write_text(_schema_text(each, language), encoding="utf-8", newline="\n")


def _schema_text(kind: str, language: str) -> str:
    return json.dumps(schemas.schema(kind, locale(language)), ensure_ascii=False, indent=2) + "\n"


@main.command("import")
@click.argument("files", nargs=-1, required=True, type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--into", type=RECORDS, default="meetings", show_default=True, help="The folder of the records.")
@click.option("--organization", metavar="ID", help="The organization whose meeting it is, if the packet does not say.")
@click.option("--dry-run", is_flag=True, help="Show the plan and the account, and write nothing.")
@click.option("--yes", "approved", is_flag=True, help="Overwrite what has changed without asking.")
@click.option("--ocr", is_flag=True, help="Let Tesseract read pages that are pictures, where it is installed.")
@LANGUAGE
@click.pass_context
def import_(  # noqa: PLR0913 - each option is an argument
    context: click.Context,
    files: tuple[Path, ...],
    into: Path,
    organization: str | None,
    language: str,
    *,
    dry_run: bool,
    approved: bool,
    ocr: bool,
) -> None:
    """Turn published packets FILES (text, PDF, DOCX or ODT) into records, and account for every line.

    A file named `2.1-plan.pdf` is taken for the original of attachment 1 of item 2 of the packet that it comes with.
    """
    from minutebook.importers.command import Import  # noqa: PLC0415 - the other commands do without it

    run = Import(into, locale(language), organization, dry=dry_run, approved=approved, ocr=ocr)
    context.exit(run.run(files))


@main.command()
@click.option("--into", type=RECORDS, default="docs/manual", show_default=True, help="The folder of the manual.")
def reference(into: Path) -> None:
    """Write the manual's chapters of reference anew, in all languages."""
    into.mkdir(parents=True, exist_ok=True)
    for name, text in references.chapters():
        (into / name).write_text(text, encoding="utf-8", newline="\n")


@main.group()
def new() -> None:
    """Start a record that `minutebook check` accepts."""


def _start(language: str, prepare: Callable[..., scaffold.Scaffold], *facts: Path | str | None) -> None:
    words = locale(language)
    try:
        written = prepare(*facts).write(words)
    except scaffold.ScaffoldError as error:
        raise click.UsageError(words(f"new.{error.code}", **error.facts)) from error
    click.echo(words("new.written", path=written.as_posix()))


@new.command("organization")
@click.argument("organization")
@click.argument("name")
@FOLDER
@LANGUAGE
def new_organization(organization: str, name: str, records: Path, language: str) -> None:
    """Start the organization ORGANIZATION (`ebu`), called NAME."""
    _start(language, scaffold.organization, records, organization, name)


@new.command("meeting")
@click.argument("organization")
@click.argument("date")
@FOLDER
@LANGUAGE
def new_meeting(organization: str, date: str, records: Path, language: str) -> None:
    """Start a meeting of ORGANIZATION on DATE (`2014-09-09`, or `2014-09-09-ekstraordinaert` for a second one)."""
    _start(language, scaffold.meeting, records, organization, date)


@new.command("item")
@click.argument("meeting")
@click.argument("title")
@click.option("--number", help="The number as printed; the next one if you say nothing.")
@FOLDER
@LANGUAGE
def new_item(meeting: str, title: str, number: str | None, records: Path, language: str) -> None:
    """Start an agenda item of MEETING (`ebu/2014-09-09`), called TITLE."""
    _start(language, scaffold.item, records, meeting, title, number)


@new.command("attachment")
@click.argument("item")
@click.argument("title")
@FOLDER
@LANGUAGE
def new_attachment(item: str, title: str, records: Path, language: str) -> None:
    """Start an attachment in Markdown of ITEM (`ebu/2014-09-09/2`), called TITLE."""
    _start(language, scaffold.attachment, records, item, title)


@new.command("person")
@click.argument("name")
@FOLDER
@LANGUAGE
def new_person(name: str, records: Path, language: str) -> None:
    """Enter the person NAME in people.yml."""
    _start(language, scaffold.person, records, name)


@new.command("matter")
@click.argument("title")
@FOLDER
@LANGUAGE
def new_matter(title: str, records: Path, language: str) -> None:
    """Enter the matter TITLE in matters.yml."""
    _start(language, scaffold.matter, records, title)
