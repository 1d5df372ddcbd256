"""Meetings that had nothing wrong are checked again only when something else can be true of them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from minutebook import checks
from minutebook.rebuild import records, trees
from minutebook.rebuild.texts import ChangedError
from minutebook.text import locale
from minutebook.workforce import asked

from tests.rebuilding import Workplace

ITEM = "---\nnumber: 1\ntitle: {title}\nkind: discussion\n{facts}---\n\n## {heading}\n\n{text}\n"


@pytest.fixture
def work(tmp_path: Path) -> Workplace:
    """Two meetings: the second one's item follows the first one's, asks for a person, and links to a heading there."""
    work = Workplace(tmp_path, tmp_path / "site", tmp_path / "room")
    work.found()
    work.write("people.yml", "- id: anna\n  name: Anna Ager\n- id: bo\n  name: Bo Bæk\n")
    work.write("raad/organization.yml", "name: Raadet\nclassification: committee\n")
    for day in ("2024-03-04", "2024-05-06"):
        work.write(f"raad/{day}/meeting.yml", f"start: {day}\nstate: minutes\n")
    first(work, "Havnens fremtid")
    second = ITEM.format(
        title="Ny havn",
        facts="follows: [raad/2024-03-04/1]\nrequested_by: {person: anna}\n",
        heading="Sagsfremstilling",
        text="Se [dengang](../2024-03-04/01-punkt.md#havnens-fremtid).",
    )
    work.write("raad/2024-05-06/01-punkt.md", second)
    assert () == work.build().problems
    return work


def first(work: Workplace, heading: str, text: str = "Der bygges.") -> None:
    work.write("raad/2024-03-04/01-punkt.md", ITEM.format(title="Havnen", facts="", heading=heading, text=text))


def told(work: Workplace) -> list[tuple[str, str]]:
    return [(one.path, one.code) for one in work.build().problems]


def test_a_meeting_that_is_deleted_is_missed_by_one_that_stayed_as_it_was(work):
    (work.root / "meetings/raad/2024-03-04/01-punkt.md").unlink()

    path = "meetings/raad/2024-05-06/01-punkt.md"
    assert [(path, "unknown-item"), (path, "broken-link")] == told(work)


def test_a_heading_that_is_renamed_is_missed_by_a_meeting_that_links_to_it(work):
    first(work, "Havnens fortid")

    assert [("meetings/raad/2024-05-06/01-punkt.md", "unknown-anchor")] == told(work)


def test_a_person_who_is_no_longer_known_is_told_of_in_a_meeting_that_stayed_as_it_was(work):
    work.write("people.yml", "- id: bo\n  name: Bo Bæk\n")

    assert [("meetings/raad/2024-05-06/01-punkt.md", "unknown-person")] == told(work)


def test_a_meeting_that_moves_behind_what_follows_it_is_told_of(work):
    work.write("raad/2024-03-04/meeting.yml", "start: 2024-06-01\nstate: minutes\n")

    assert [
        ("meetings/raad/2024-03-04/meeting.yml", "date-differs"),
        ("meetings/raad/2024-05-06/01-punkt.md", "follows-later"),
    ] == told(work)


def test_only_a_meeting_that_changed_is_checked_again(work, monkeypatch):
    checked = []
    monkeypatch.setattr(checks, "_of_meeting", lambda meeting, *_: checked.append(meeting.key) or iter(()))
    first(work, "Havnens fremtid", "Der bygges ikke.")
    work.build()

    assert ["raad/2024-03-04"] == checked


def test_many_meetings_are_checked_in_a_process_beside_the_gate_and_the_same_is_told(work, monkeypatch):
    (work.root / "meetings/raad/2024-03-04/01-punkt.md").unlink()
    beside = []

    def note(look: Callable[[], object]) -> Callable[[], object]:
        beside.append(look)
        return asked(look)

    monkeypatch.setattr(records, "asked", note)
    monkeypatch.setattr(records, "MANY", 0)
    first_built = work.anew(work.root / "anew")

    path = "meetings/raad/2024-05-06/01-punkt.md"
    assert [(path, "unknown-item"), (path, "broken-link")] == told(first_built) == told(work)
    assert len(beside) == 2


def test_an_attached_file_that_changes_after_the_gate_has_looked_at_it_is_not_published(work, monkeypatch):
    work.write("raad/2024-03-04/attachments/kort.txt", "Et kort.")
    facts = "attachments:\n  - {id: 1, title: Kort, kind: map, file: kort.txt}\n"
    work.write(
        "raad/2024-03-04/01-punkt.md",
        ITEM.format(title="Havnen", facts=facts, heading="Havnens fremtid", text="Der bygges."),
    )
    before, copy_in = work.fingerprints(), trees.copy_in

    def written_to_meanwhile(source: str, root: str, path: str) -> trees.Print:
        Path(source).write_text("Noget andet.", encoding="utf-8")
        return copy_in(source, root, path)

    monkeypatch.setattr(trees, "copy_in", written_to_meanwhile)

    with pytest.raises(ChangedError) as refused:
        work.build()
    said = locale("da")(refused.value.text, **refused.value.facts)
    assert said.startswith("meetings/raad/2024-03-04/attachments/kort.txt: blev ændret, mens arkivet blev bygget")
    assert before == work.fingerprints()
