"""The real packet, where it is at hand: a folder `shared/packets` beside the project. Its sentences stay there."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner
from minutebook.cli import main

from tests.building import REPOSITORY, Project
from tests.importers.importing import Imported, assert_accounted_for

PACKET = next(
    (file for folder in REPOSITORY.parents if (file := folder / "shared/packets/ebu-2014-09-09.txt").is_file()), None
)
pytestmark = pytest.mark.skipif(PACKET is None, reason="the real packet is not here")


@pytest.fixture
def real(tmp_path: Path) -> Imported:
    assert PACKET is not None
    return Imported.of(PACKET.read_text(encoding="utf-8"), tmp_path / "meetings", "ebu")


def test_no_line_is_lost_and_none_is_left_unplaced(real: Imported):
    assert_accounted_for(real)
    assert () == real.account.at("unplaced")


def test_the_records_check_without_a_problem(real: Imported):
    assert [] == real.write()


def shortened(title: str) -> str:
    """Leave out the middle of the one title that is long enough to be a sentence of the packet."""
    words = title.split()
    return title if len(words) < 12 else " ".join([*words[:6], "…", *words[-3:]])


def test_five_items_have_their_titles_and_outcomes(real: Imported):
    items = real.cut.meeting.items
    assert [
        ("1", "Status på Beskæftigelsesplan 2014, andet kvartal", [("", "noted")]),
        (
            "2",
            "Beskæftigelsesplan 2015 - endeligt udkast og med høringssvar",
            [("1-2", "recommended"), ("3-5", "adopted")],
        ),
        ("3", "Anmodning om optagelse af sag på … indgang for erhvervslivet.", [("", "discussed")]),
        (
            "4",
            "Anmodning om optagelse af sag om handicapkompenserende foranstaltninger på arbejdsmarkedsområdet",
            [("", "postponed")],
        ),
        ("5", "Meddelelser til udvalgets medlemmer - september 2014", [("", "noted")]),
    ] == [
        (item.number, shortened(item.title), [(each.points, each.outcome) for each in item.decision]) for item in items
    ]
    assert ["1", "2", "3", "4", "5"] == [point for point, _ in items[1].proposal.points]


def test_absences_and_requests_name_their_people(real: Imported):
    meeting = real.cut.meeting
    away = [(each.who.name, each.who.party, each.kind) for each in meeting.away]
    assert [("Jakob Engel-Schmidt", "V", "unknown"), ("Hanne Agersnap", "F", "unknown")] == away
    asked = [(item.asked.who.name, str(item.asked.day or ""), item.asked.how) for item in meeting.items if item.asked]
    assert [("Anne Jeremiassen", "2014-09-02", "mail"), ("Hanne Agersnap", "", None)] == asked


def test_every_attachment_is_where_it_belongs(real: Imported):
    """The third attachment of item 2 is listed and not in the packet; 22 pages of the plan agree with its footers."""
    found = {
        f"{item.number}.{each.number}": (each.text[0].page, each.text[-1].page) if each.text else None
        for item in real.cut.meeting.items
        for each in item.documents
    }
    assert {
        "1.1": (8, 11), "1.2": (12, 17), "2.1": (18, 39), "2.2": (40, 42), "2.3": None, "2.4": (43, 43),
        "5.1": (44, 45), "5.2": (46, 52),
    } == found  # fmt: skip


def test_the_five_announcements_have_headings(real: Imported):
    assert 5 == real.file("05-meddelelser-til-udvalgets-medlemmer-september.md").count("\n### ")


def test_lines_that_came_out_twice_are_kept_once_and_reported(real: Imported):
    assert ["2393, 2407, 2418"] == [note.lines for note in real.cut.meeting.notes if note.code == "twice"]


def test_importing_again_changes_nothing(real: Imported):
    real.write()
    again = Imported.of(PACKET.read_text(encoding="utf-8"), real.records, "ebu")
    assert {"same"} == {change.kind for change in again.plan.changes}
    assert real.plan.memory == again.plan.memory


def test_from_an_empty_archive_one_command_gives_records_that_are_published(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    assert PACKET is not None
    project = Project.of_small_town(tmp_path / "town", {})
    (project.folder / "meetings" / "municipality.yml").unlink()
    monkeypatch.chdir(project.folder)
    imported = CliRunner().invoke(main, ["import", str(PACKET), "--organization", "ebu"])
    assert 0 == imported.exit_code, imported.output
    site = project.publish()
    assert 'id="side-15"' in site.html("moeder/ebu/2014-09-09/punkt-2/bilag-1/")
