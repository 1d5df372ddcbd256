"""What is written to while a build runs is not published unless the gate has looked at that very text."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from minutebook.rebuild import meetings, records
from minutebook.rebuild.room import Making
from minutebook.rebuild.texts import ChangedError

from tests.rebuilding import Workplace

FIRST, SECOND = "raad/2024-03-04/01-punkt.md", "raad/2024-05-06/01-punkt.md"
ITEM = "---\nnumber: 1\ntitle: Havnen\nkind: discussion\n---\n\n{text}\n"
NUMBER = "CPR-nr. 070761-4285"


@pytest.fixture
def work(tmp_path: Path) -> Workplace:
    """Two meetings, a register, and a page of the town's, all published."""
    about = tmp_path / "docs" / "about.md"
    work = Workplace(tmp_path, tmp_path / "site", tmp_path / "room", others=(about.parent,))
    work.found()
    work.write("people.yml", "- id: anna\n  name: Anna Ager\n")
    work.write("raad/organization.yml", "name: Raadet\nclassification: committee\n")
    for day in ("2024-03-04", "2024-05-06"):
        work.write(f"raad/{day}/meeting.yml", f"start: {day}\nstate: minutes\n")
        work.write(f"raad/{day}/01-punkt.md", ITEM.format(text="Der bygges."))
    about.parent.mkdir()
    about.write_text("Om byen.", encoding="utf-8")
    assert () == work.build().problems
    return work


def refused(work: Workplace) -> str:
    """Build; return the path that changed meanwhile."""
    before = work.fingerprints()
    with pytest.raises(ChangedError) as error:
        work.build()
    assert before == work.fingerprints()
    return error.value.facts["path"]


def when_all_is_read(monkeypatch: pytest.MonkeyPatch, write: Callable[[], object]) -> None:
    """Write when everything was read, and the gate has not begun to look."""
    examine = records.examine

    def late(*given: object, **named: object) -> object:
        write()
        return examine(*given, **named)

    monkeypatch.setattr(records, "examine", late)


def when_a_meeting_is_read(monkeypatch: pytest.MonkeyPatch, write: Callable[[], object]) -> None:
    read = meetings.read_meeting

    def noting(*given: object) -> object:
        write()
        return read(*given)

    monkeypatch.setattr(meetings, "read_meeting", noting)


def test_a_record_that_loses_its_number_after_it_was_read_is_not_published_with_it(work, monkeypatch):
    work.write(FIRST, ITEM.format(text=NUMBER))
    with monkeypatch.context() as patch:
        when_all_is_read(patch, lambda: work.write(FIRST, ITEM.format(text="Der bygges ikke.")))

        assert f"meetings/{FIRST}" == refused(work)
    assert () == work.build().problems
    assert "Der bygges ikke." in (work.site / "moeder/raad/2024-03-04/punkt-1/index.html").read_text("utf-8")


@pytest.mark.parametrize(
    ("path", "text"),
    [
        (FIRST, ITEM.format(text="Noget andet.")),
        ("raad/2024-03-04/02-nyt.md", ITEM.format(text="Nyt.").replace("number: 1", "number: 2")),
        ("people.yml", "- id: anna\n  name: Anna Bjerg\n"),
        ("plans/plan.yml", "title: Plan\n"),
        ("nyt/organization.yml", "name: Nyt\nclassification: committee\n"),
    ],
)
def test_what_is_written_to_between_the_look_and_the_reading_is_not_published(work, monkeypatch, path, text):
    work.write(FIRST, ITEM.format(text="Der bygges straks."))
    when_a_meeting_is_read(monkeypatch, lambda: work.write(path, text))

    told = f"meetings/{path}"
    assert any(told == found or told.startswith(f"{found}/") for found in [refused(work)])


def test_a_meeting_that_changed_while_another_was_read_is_published_the_next_time(work, monkeypatch):
    work.write(FIRST, ITEM.format(text="Der bygges straks."))
    with monkeypatch.context() as patch:
        when_a_meeting_is_read(patch, lambda: work.write(SECOND, ITEM.format(text="Noget andet.")))
        work.build()  # what was known of the other one is as it was looked at
    assert () == work.build().problems
    assert "Noget andet." in (work.site / "moeder/raad/2024-05-06/punkt-1/index.html").read_text("utf-8")


def test_a_town_page_that_changes_after_the_gate_has_looked_at_it_is_not_published(work, monkeypatch):
    make_pages = Making.make_pages

    def late(making: Making, count: int) -> list[str]:
        (work.root / "docs/about.md").write_text(NUMBER, encoding="utf-8")
        return make_pages(making, count)

    monkeypatch.setattr(Making, "make_pages", late)

    assert "docs/about.md" == refused(work)


def test_files_that_are_waived_or_wrong_are_also_looked_at_as_they_were_read(work, monkeypatch):
    (work.root / "docs/about.md").write_text(NUMBER, encoding="utf-8")
    when_all_is_read(monkeypatch, lambda: (work.root / "docs/about.md").write_text(f"{NUMBER}.", encoding="utf-8"))

    assert "docs/about.md" == refused(work)


def test_pages_of_the_town_may_lie_outside_of_the_project(work, tmp_path):
    project = tmp_path / "project"
    project.mkdir()
    (work.root / "meetings").rename(project / "meetings")
    moved = replace(work, root=project)

    assert () == moved.build().problems
    (tmp_path / "docs/about.md").write_text(NUMBER, encoding="utf-8")
    assert [("../docs/about.md", "cpr-number")] == [(one.path, one.code) for one in moved.build().problems]
