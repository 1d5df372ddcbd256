"""The same town as plain Markdown pages for MkDocs with Material and for Zensical.

These have no lists of their own making, so what they build is less than ours: the pages of items, attachments and
meetings, none of them in the navigation, and no search.
"""

from __future__ import annotations

from pathlib import Path

from tests.benchmarks.council import ORGANIZATIONS
from tests.benchmarks.synthetic import write
from tests.benchmarks.town import Town


def write_plain_site(folder: Path, items: int) -> None:
    """Write the pages of so many agenda items, and the settings, into an empty folder."""
    write(folder / "mkdocs.yml", SETTINGS)
    write(folder / "docs/index.md", "# Testby\n\nVelkommen.\n")
    for meeting in Town(items).meetings():
        home = folder / "docs/moeder" / meeting.key
        rows = "\n".join(f"{item.number}. [{item.title}](punkt-{item.number}.md)" for item in meeting.items)
        write(home / "index.md", f"# {ORGANIZATIONS[meeting.organization]} den {meeting.day}\n\n{rows}\n")
        for item in meeting.items:
            points = "\n".join(f"{number}. {point}" for number, point in enumerate(item.points, 1))
            told = item.closed or f"## Beslutning\n\n{item.words}\n\n## Indstilling\n\n{points}\n\n{item.body}"
            write(home / f"punkt-{item.number}.md", f"# {item.title}\n\n{told}\n")
            for one in () if item.closed else item.attachments:
                name = f"punkt-{item.number}-bilag-{one.id}"
                if one.file:
                    write(home / f"{name}-{one.file}", one.content)
                else:
                    write(home / f"{name}.md", f"# {one.title}\n\n" + "\n\n".join(one.pages) + "\n")


SETTINGS = """\
site_name: Testby
site_url: https://testby.example/
plugins: []
theme: { name: material, language: da, font: false, features: [navigation.tabs] }
markdown_extensions: [tables]
validation: { nav: { omitted_files: ignore } }
nav: [index.md]
"""
