"""Options that several commands take alike."""

from __future__ import annotations

import click

from minutebook.text import DEFAULT_LANGUAGE, LANGUAGES

LANGUAGE = click.option(
    "--language",
    type=click.Choice(LANGUAGES),
    envvar="MINUTEBOOK_LANGUAGE",
    default=DEFAULT_LANGUAGE,
    show_default=True,
    help="The language of messages and texts.",
)
