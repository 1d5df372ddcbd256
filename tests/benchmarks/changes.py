"""What happens to an archive between two builds: records and settings change, and nothing that was built."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from random import Random
from shutil import rmtree

from tests.benchmarks.synthetic import TODAY, write_meeting
from tests.benchmarks.town import Town
from tests.benchmarks.wording import body, phrase

Change = Callable[[Path, int], None]
"""Changes a project, differently in each round."""


def nothing(_project: Path, _round: int) -> None:
    """Leave everything as it is."""


def body_of_one_item(project: Path, number: int) -> None:
    """Write other prose below the facts of an item."""
    item = _some_item(project, number)
    facts, mark, _ = item.read_text(encoding="utf-8").partition("\n---\n")
    item.write_text(f"{facts}{mark}\n{body(Random(f'body {number}'))}\n", encoding="utf-8")


def title_of_one_item(project: Path, number: int) -> None:
    """Give an item another title, which lists show."""
    item = _some_item(project, number)
    text = item.read_text(encoding="utf-8")
    before, title, rest = text.partition("\ntitle: ")
    name = phrase(Random(f"title {number}"), 5)
    item.write_text(f"{before}{title}{name}{rest[rest.index(chr(10)) :]}", encoding="utf-8")


def new_meeting(project: Path, number: int) -> None:
    """Add a meeting of seven items, the newest of all."""
    meeting = max(Town(60).meetings(), key=lambda one: len(one.items))
    day = TODAY - timedelta(days=20 - number % 20)
    items = tuple(replace(item, matter="", requested_by="") for item in meeting.items[:7])
    chair = _newest_chair(project / "meetings" / meeting.organization)
    write_meeting(project, replace(meeting, day=day, chair=chair, absent=(), items=items))


def _newest_chair(organization: Path) -> str:
    """Return who chaired the newest meeting: whoever did so in the first term may have left the council long ago."""
    newest = max(organization.glob("*/meeting.yml"))
    return newest.read_text(encoding="utf-8").partition("\n  chair: ")[2].partition("\n")[0]


def meeting_deleted(project: Path, number: int) -> None:
    """Delete a meeting from the middle of the archive."""
    meetings = sorted(project.glob("meetings/*/*/meeting.yml"))
    rmtree(meetings[(len(meetings) // 2 + number) % len(meetings)].parent)


def all_time_stamps(project: Path, _round: int) -> None:
    """Give every file of the project a new time, as a fresh checkout does."""
    for folder in (project / "meetings", project / "docs"):
        for file in folder.rglob("*"):
            os.utime(file)
    os.utime(project / "mkdocs.yml")


def shell(project: Path, number: int) -> None:
    """Change the line at the foot of every page."""
    settings = project / "mkdocs.yml"
    lines = settings.read_text(encoding="utf-8").splitlines()
    changed = [f"copyright: Testby Kommune {number + 1}" if line.startswith("copyright:") else line for line in lines]
    settings.write_text("\n".join([*changed, ""]), encoding="utf-8")


CHANGES: Mapping[str, Change] = {
    "nothing": nothing,
    "body": body_of_one_item,
    "title": title_of_one_item,
    "new-meeting": new_meeting,
    "meeting-deleted": meeting_deleted,
    "time-stamps": all_time_stamps,
    "shell": shell,
}
"""Every change by its name, in the order in which they follow each other in a round."""


def _some_item(project: Path, number: int) -> Path:
    """Return an open item of any meeting, another one for each round."""
    meetings = sorted(project.glob("meetings/*/*/meeting.yml"))
    return Random(f"item {number}").choice(meetings).with_name("01-sag.md")
