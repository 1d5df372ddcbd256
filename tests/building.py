"""Whole sites for tests: a project in a folder of its own, built as everybody builds it, and what comes out."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from pathlib import Path

from justhtml import JustHTML

from tests import forking

REPOSITORY = Path(__file__).parent.parent
HAS_THE_SAMPLE = (REPOSITORY / "meetings" / "ebu" / "2014-09-09" / "meeting.yml").is_file()
"""A town that has put its own records in place of the sample keeps the tests; those that ask the sample are skipped."""

EVERY_PAGE = bool(os.environ.get("EVERY_PAGE"))
"""`make pages` looks at all pages, where `make test` looks at one of each kind."""

SMALL_TOWN = {
    "mkdocs.yml": """\
site_name: Testby
site_url: https://testby.example/
theme:
  name: material
  language: da
  font: false
plugins: []
hooks: [hooks/archive.py]
""",
    "docs/index.md": "# Testby\n",
    "meetings/municipality.yml": """\
format_version: 1
name: Testby Kommune
country: DK
time_zone: Europe/Copenhagen
languages: [da]
""",
}
"""What every small project has unless a test says otherwise."""


@dataclass(frozen=True)
class Site:
    """A built site. Pages are named by their addresses, `moeder/ebu/2014-09-09/`; that of the front page is empty."""

    folder: Path

    def file(self, address: str) -> Path:
        """Return the file that a web server hands out for an address."""
        return self.folder / (f"{address}index.html" if address.endswith("/") or not address else address)

    def html(self, address: str) -> str:
        return self.file(address).read_text(encoding="utf-8")

    def document(self, address: str) -> JustHTML:
        """Parse a page as browsers do."""
        return JustHTML(self.html(address), sanitize=False)

    def text(self, address: str) -> str:
        """Return the words that stand in the main part of a page, without the shell around it."""
        document = self.document(address)
        return (document.query_one("article") or document.root).to_text()

    @cached_property
    def addresses(self) -> tuple[str, ...]:
        """Every page of the site in order, those that are no folder (`404.html`) under their file name."""
        found = (path.relative_to(self.folder).as_posix() for path in self.folder.rglob("*.html"))
        return tuple(sorted(name.removesuffix("index.html") for name in found))

    def fingerprints(self) -> dict[str, str]:
        """Return a digest of every file, which is all that two sites must have in common to be the same."""
        return {
            path.relative_to(self.folder).as_posix(): sha256(path.read_bytes()).hexdigest()
            for path in sorted(self.folder.rglob("*"))
            if path.is_file()
        }


@dataclass(frozen=True)
class Build:
    """What a build ended with and said."""

    ok: bool
    log: str
    site: Site


@dataclass(frozen=True)
class Project:
    """A project folder like that of a town."""

    folder: Path

    @classmethod
    def of_small_town(cls, folder: Path, files: Mapping[str, str]) -> Project:
        """Lay out a project of these files, with the least that a project needs where they leave it out."""
        project = cls(folder)
        project.write({**SMALL_TOWN, **files})
        (folder / "hooks").symlink_to(REPOSITORY / "hooks")
        return project

    @classmethod
    def of_this_repository(cls, folder: Path, *, settings: str = "") -> Project:
        """Lay out this repository's own archive, with settings laid over its `mkdocs.yml`.

        It is a copy, so that a test neither finds what an earlier build has cached nor leaves anything behind. The
        settings are a file that inherits the real one: relative paths count from the file that inherits.
        """
        project = cls(folder)
        for name in ("docs", "meetings"):
            shutil.copytree(REPOSITORY / name, folder / name)
        (folder / "hooks").symlink_to(REPOSITORY / "hooks")
        shutil.copy(REPOSITORY / "mkdocs.yml", folder / "town.yml")
        project.write({"mkdocs.yml": f"INHERIT: town.yml\n{settings}"})
        return project

    def write(self, files: Mapping[str, str]) -> None:
        for name, text in files.items():
            path = self.folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8", newline="\n")

    def build(self, **environment: str) -> Build:
        """Run `mkdocs build --strict` here, in a process of its own.

        With an environment of its own that process is started, as a town starts it; else it is a fork of one that has
        the libraries loaded, which takes half the time.
        """
        whole = {**os.environ, "NO_MKDOCS_2_WARNING": "1", **environment}
        if not environment and forking.CAN_FORK:
            code, log = forking.build(self.folder, whole)
            return Build(ok=code == 0, log=log, site=Site(self.folder / "site"))
        run = subprocess.run(
            [Path(sys.executable).with_name("mkdocs"), "build", "--strict"],
            cwd=self.folder,
            env=whole,
            capture_output=True,
            encoding="utf-8",
            check=False,
        )
        return Build(ok=run.returncode == 0, log=run.stdout + run.stderr, site=Site(self.folder / "site"))

    def publish(self, **environment: str) -> Site:
        """Build, and fail with all that the build said if it fails."""
        build = self.build(**environment)
        assert build.ok, build.log
        return build.site
