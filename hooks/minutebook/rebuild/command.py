"""The command `minutebook changes`: what the last build changed, for whoever publishes file by file."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path

import click

from minutebook.options import LANGUAGE
from minutebook.rebuild.changes import read_changes
from minutebook.rebuild.exchange import folder_of
from minutebook.rebuild.staging import room_of
from minutebook.text import locale

_MARKS = {"added": "+", "changed": "~", "removed": "-"}


@click.command()
@click.argument("site", type=click.Path(file_okay=False, path_type=Path), default="site")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
@LANGUAGE
def changes(site: Path, form: str, language: str) -> None:
    """List the files of SITE that the last build added (+), changed (~) and removed (-)."""
    words = locale(language)
    found = read_changes(room_of(folder_of(site.absolute())))
    if found is None:
        raise click.BadParameter(words("changes.unknown", found=str(site)), param_hint="SITE")
    if form == "json":
        click.echo(json.dumps(asdict(found), ensure_ascii=False, indent=1))
        return
    for path, mark in sorted((path, mark) for kind, mark in _MARKS.items() for path in getattr(found, kind)):
        click.echo(f"{mark} {path}")
    count = {kind: words.number(len(getattr(found, kind))) for kind in _MARKS}
    click.echo(words("changes.summary", **count), err=True)
