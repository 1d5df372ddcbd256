"""The day on which an archive stands: that of the commit that is built, so that the same commit gives the same site."""

from __future__ import annotations

import subprocess
from datetime import date
from pathlib import Path

from minutebook.model import Archive


def commit_day(root: Path, records: str) -> date | None:
    """Return the date of the commit that is checked out, as its committer's calendar had it.

    It is `None` where there is no git, or where the records are not what this repository keeps. The newest commit
    counts, whatever it changed: a clone without history, as CI makes them, knows no other.
    """
    if not _git(root, "ls-files", "--", f"{records}/municipality.yml"):
        return None
    said = _git(root, "log", "-1", "--format=%cs", "HEAD")
    return date.fromisoformat(said) if said else None


def held_after(today: date, archive: Archive) -> date | None:
    """Return the day of the newest meeting with minutes if it was held after the day on which the archive stands."""
    held = (meeting.start.day for meeting in archive.meetings if meeting.state.startswith("minutes"))
    newest = max(held, default=today)
    return newest if newest > today else None


def _git(root: Path, *command: str) -> str:
    """Return what git says; nothing where it fails, or is not there.

    Whoever builds the archive trusts the folder it lies in, also if it belongs to someone else, as it does in a
    container: otherwise that machine would give another site.
    """
    try:
        run = subprocess.run(  # noqa: S603 - the command is ours, and goes through no shell
            ["git", "-c", "safe.directory=*", *command],  # noqa: S607 - git stands where the PATH says
            cwd=root,
            capture_output=True,
            encoding="utf-8",
            check=False,
        )
    except OSError:
        return ""
    return run.stdout.strip() if run.returncode == 0 else ""
