"""A packet about a town that does not exist, laid out as no part of the real one is.

It has labelled facts at its head, a table of contents, numbers from 44 up, empty labels, a decision of another
committee in the same item, competence and decisions by point, a closed item, announcements, absences of three kinds,
form feeds and footers.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner
from minutebook.cli import main
from minutebook.importers.drafts import Away, Competence, Named, Outcome

from tests.building import Project
from tests.importers.importing import PACKETS, Imported, invented
from tests.importers.making import pdf

MEETING = "teknik-og-klimaudvalget/2031-04-14"


@pytest.fixture
def strandlev(tmp_path: Path) -> Imported:
    return Imported.of(invented("strandlev-2031-04-14"), tmp_path / "meetings")


def test_the_items_have_their_numbers_and_titles(strandlev: Imported):
    assert [
        ("44", "Godkendelse af dagsorden", "decision", True),
        ("45", "Cykelsti langs Møllebækken", "decision", True),
        ("46", "Køb af areal ved havnen", "decision", False),
        ("47", "Orientering fra forvaltningen", "announcements", True),
    ] == [(item.number, item.title, item.kind, item.public) for item in strandlev.cut.meeting.items]


def test_the_head_of_the_meeting_becomes_facts(strandlev: Imported):
    meeting = strandlev.cut.meeting
    assert ("2031-04-14 16:30", "Rådhuset, lokale 3", ("Lone Frandsen",)) == (
        meeting.start,
        meeting.location,
        meeting.staff,
    )
    assert ["Birthe Skovgaard", "Anders Holm-Jensen", "Mette Krogh", "Yusuf Demir"] == [
        who.name for who in meeting.present
    ]


def test_competence_and_decision_are_cut_by_point_and_those_of_others_stay_prose(strandlev: Imported):
    item = strandlev.cut.meeting.items[1]
    assert (Competence("Byrådet", "1-2"), Competence("Teknik- og Klimaudvalget", "3")) == item.competence
    assert (Outcome("recommended", "Anbefales.", "1-2"), Outcome("adopted", "Godkendt.", "3")) == item.decision
    text = strandlev.file("02-cykelsti-langs-moellebaekken.md")
    assert "## Beslutning i Børne- og Skoleudvalget den 02-04-2031\n\nUdvalget anbefaler stien.\n" in text


def test_absences_are_read_with_party_and_kind_and_their_words_stay(strandlev: Imported):
    item = strandlev.cut.meeting.items[1]
    assert (Away(Named("Mette Krogh", "Ø"), "excused"), Away(Named("Yusuf Demir", "B"), "excused")) == item.away
    assert "## Beslutning\n\nAfbud: Mette Krogh (Ø) og Yusuf Demir (B)\n" in strandlev.file(
        "02-cykelsti-langs-moellebaekken.md"
    )


def test_a_closed_item_keeps_its_text_to_itself(strandlev: Imported):
    assert not [name for name, text in strandlev.files.items() if "Sælgeren" in text or "havnen-" in name]
    assert "closed_ground: Offentlighedslovens § 30, nr. 2\n" in strandlev.file("03-lukket-punkt.md")


def test_announcements_have_headings_of_their_own(strandlev: Imported):
    text = strandlev.file("04-orientering-fra-forvaltningen.md")
    assert "### 1. Vejarbejde på Strandvejen\n" in text
    assert "### 2. Nye skraldespande\n" in text
    assert "https://strandlev.example/affald_og_genbrug/nye-spande-2031.html og" in text


def test_an_attachment_in_the_running_text_is_cut_out_and_one_without_text_is_named(strandlev: Imported):
    text = strandlev.file("attachments/45.1-notat-om-linjefoering.md")
    assert text.endswith("stationen til skolen og krydser to veje.\n\nDer er talt 340 cyklister på et døgn.\n")
    assert "kind: memo\n" in text
    assert "title: Kort over stien\n    kind: map\n    completeness: partial\n" in strandlev.file("moellebaekken.md")


def test_labels_without_content_and_the_table_of_contents_are_layout(strandlev: Imported):
    balance = {
        destination.name: count for destination, count in strandlev.account.balance() if destination.kind == "layout"
    }
    assert {
        "blank": 29,
        "contents": 5,
        "empty-label": 4,
        "footer": 6,
        "heading": 6,
        "masthead": 2,
        "running-head": 1,
    } == balance
    assert "## Høring" not in "".join(strandlev.files.values())


@pytest.mark.parametrize(
    ("name", "language", "items"),
    [
        ("fjordvik-2031-05-20", "nb", {"PS 12/31": "adopted", "PS 13/31": "noted"}),
        ("granby-2031-09-03", "sv", {"71": "adopted", "72": "noted"}),
    ],
)
def test_norwegian_and_swedish_minutes_are_cut_by_their_own_words(
    name: str, language: str, items: dict[str, str], tmp_path: Path
):
    imported = Imported.of(invented(name), tmp_path / "meetings")
    assert language == imported.cut.labels.language
    assert items == {item.number: item.decision[0].outcome for item in imported.cut.meeting.items}
    assert 0 == len(imported.account.at("unplaced"))


def test_from_an_empty_archive_one_command_gives_records_that_check_and_are_published(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    """The packet has an office's telephone and mailbox in it, as minutes do: nobody has to waive what is printed."""
    project = Project.of_small_town(tmp_path / "town", {})
    (project.folder / "meetings" / "municipality.yml").unlink()
    monkeypatch.chdir(project.folder)
    Path("45.2-kort.pdf").write_bytes(pdf([[]]))
    Path("45.3-plan.pdf").write_bytes(pdf([["Plan"], [], ["Slut"]]))
    Path("45.4-maal.csv").write_text("Sted;Meter\nTorvet;12\n", encoding="utf-8")
    files = ["45.2-kort.pdf", "45.3-plan.pdf", "45.4-maal.csv"]
    imported = CliRunner().invoke(main, ["import", str(PACKETS / "strandlev-2031-04-14.txt"), *files])
    assert 0 == imported.exit_code, imported.output
    assert 0 == CliRunner().invoke(main, ["check", "meetings"]).exit_code
    site = project.publish()
    page = site.text(f"moeder/{MEETING}/punkt-45/")
    assert "om træer * og om _parkering_ [på Torvet]. Prisen er <5 mio. kr. & holder sig" in page
    attachment = site.text(f"moeder/{MEETING}/punkt-45/bilag-1/")
    assert "Der er talt 340 cyklister på et døgn." in attachment
    assert "Tlf. 45 12 01 00" in attachment
    assert "Dokumentet er en skanning uden tekst." in site.text(f"moeder/{MEETING}/punkt-45/bilag-2/")
    assert "Side 2 er skannet og uden tekst." in site.text(f"moeder/{MEETING}/punkt-45/bilag-3/")
    assert "Arkivet har ikke dokumentets tekst." in site.text(f"moeder/{MEETING}/punkt-45/bilag-4/")
    named = site.text("daekning/").partition("Bilag, hvis tekst arkivet ikke har")[2]
    for words in ("skannet, uden tekst", "side 2 er skannet og uden tekst", "kun som fil"):
        assert words in named
