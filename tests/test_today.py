"""The day of an archive is that of the commit that is built, or else of its newest record."""

from __future__ import annotations

import os
import subprocess
from datetime import date

import pytest
from minutebook.today import commit_day

from tests.building import SMALL_TOWN, Project

MINUTES = {
    "meetings/raad/organization.yml": "name: Testby Råd\nclassification: council\n",
    "meetings/raad/2024-05-01/meeting.yml": "start: 2024-05-01\nstate: minutes\n",
    "meetings/raad/2024-05-01/01-skole.md": (
        "---\nnumber: 1\ntitle: Ny skole\nkind: decision\ndecision:\n  - {outcome: adopted, text: Godkendt.}\n"
        "deadlines:\n  - {date: 2024-06-01, what: Skolen er tegnet., who: Testby}\n---\n"
    ),
}


def commit(folder, when: str) -> None:
    stamps = {"GIT_AUTHOR_DATE": "2001-01-01T00:00:00+0000", "GIT_COMMITTER_DATE": when}
    me = ["-c", "user.name=Anna", "-c", "user.email=anna@testby.example", "-c", "commit.gpgsign=false"]
    for command in (["init", "-q"], ["add", "--all"], [*me, "commit", "-q", "--allow-empty", "-m", "Records"]):
        subprocess.run(["git", *command], cwd=folder, check=True, env={**os.environ, **stamps})


@pytest.fixture
def town(project) -> Project:
    return project(MINUTES)


def test_the_day_is_that_of_the_commit_on_its_committers_calendar(town):
    commit(town.folder, "2024-05-31T23:30:00-0700")

    assert date(2024, 5, 31) == commit_day(town.folder, "meetings")


def test_without_git_no_day_is_known(town):
    assert commit_day(town.folder, "meetings") is None


def test_a_repository_that_does_not_keep_the_records_says_nothing_of_their_day(town):
    (town.folder / ".gitignore").write_text("meetings/\n", encoding="utf-8")
    commit(town.folder, "2024-05-31T12:00:00+0200")

    assert commit_day(town.folder, "meetings") is None


def test_a_machine_without_git_builds_all_the_same(town, monkeypatch):
    monkeypatch.setenv("PATH", "")

    assert commit_day(town.folder, "meetings") is None


def test_the_same_commit_gives_the_same_bytes_and_a_later_one_another_day(town):
    (town.folder / ".gitignore").write_text("site/\n.site.*\nhooks\n", encoding="utf-8")
    commit(town.folder, "2024-05-31T12:00:00+0200")
    first = town.publish(SOURCE_DATE_EPOCH="1000000000").fingerprints()
    again = town.publish(SOURCE_DATE_EPOCH="2000000000", TZ="Pacific/Auckland").fingerprints()
    before = town.publish().text("aabne-sager/")
    commit(town.folder, "2024-06-02T12:00:00+0200")
    after = town.publish().text("aabne-sager/")

    assert first == again
    assert "opgjort 31. maj 2024" in before
    assert "Fristen er passeret" not in before
    assert "opgjort 2. juni 2024" in after
    assert "Fristen er passeret" in after


def test_the_setting_goes_before_the_commit(project):
    settings = (
        "site_name: Testby\nsite_url: https://testby.example/\ntheme: {name: material, language: da, font: false}\n"
        "hooks: [hooks/archive.py]\nextra: {archive: {today: 2024-05-20}}\n"
    )
    town = project({**MINUTES, "mkdocs.yml": settings})
    commit(town.folder, "2024-05-31T12:00:00+0200")

    assert "opgjort 20. maj 2024" in town.publish().text("aabne-sager/")


@pytest.mark.parametrize(("today", "told"), [("2024-04-30", True), ("2024-05-01", False)])
def test_a_fixed_day_that_a_meeting_has_passed_is_told(town, today, told):
    settings = f"extra:\n  archive:\n    today: {today}\n"
    town.write({"mkdocs.yml": SMALL_TOWN["mkdocs.yml"] + settings})

    assert told == (f"mkdocs.yml: extra.archive.today: fandt {today}, men arkivet har referat" in town.build().log)
