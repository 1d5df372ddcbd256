"""What the gate remembers as clean, or lets pass by a waiver, is what somebody has looked at."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from minutebook.model import Waiver
from minutebook.privacy import examination
from minutebook.privacy.cleared import Cleared
from minutebook.privacy.examination import Desk, judge
from minutebook.privacy.inspection import Report
from minutebook.privacy.rules import Rules
from minutebook.rebuild.clearance import Clearance
from minutebook.rebuild.sources import Sources

from tests.planting import hyphened, numbers

(NUMBER,) = map(hyphened, numbers(1))
DAY = date(2026, 1, 1)


def when_it_was_looked_at(monkeypatch: pytest.MonkeyPatch, write: Callable[[], object]) -> None:
    """Write when the examiners have answered, and nothing of it is noted yet."""
    examine = examination.examine

    def late(files: Sequence[Path], *given: Any, **named: Any) -> Iterator[Report]:
        reports = list(examine(files, *given, **named))
        write()
        return iter(reports)

    monkeypatch.setattr(examination, "examine", late)


def found(desk: Desk, file: Path) -> list[str]:
    [examined] = desk.look([(file, file.name)])
    return [one.kind for one in examined.report.sightings]


def test_a_file_that_changes_while_the_gate_looks_is_looked_at_again(tmp_path, monkeypatch):
    file, kept = tmp_path / "bilag.csv", tmp_path / "cleared.txt"
    file.write_text("Intet her", encoding="utf-8")
    with monkeypatch.context() as patch:
        when_it_was_looked_at(patch, lambda: file.write_text(f"CPR-nr. {NUMBER}", encoding="utf-8"))
        assert [] == found(Desk(cleared=Cleared(kept)), file)

    assert ["cpr"] == found(Desk(cleared=Cleared(kept)), file)


def test_a_file_that_does_not_change_is_known_the_next_time(tmp_path, monkeypatch):
    file, kept = tmp_path / "bilag.csv", tmp_path / "cleared.txt"
    file.write_text("Intet her", encoding="utf-8")
    assert [] == found(Desk(cleared=Cleared(kept)), file)
    handed: list[Path] = []
    monkeypatch.setattr(examination, "examine", lambda files, *_, **__: handed.extend(files) or iter(()))

    assert ([], []) == (found(Desk(cleared=Cleared(kept)), file), handed)


def test_a_file_that_came_after_the_records_were_looked_at_is_looked_at_again(tmp_path):
    (tmp_path / "docs").mkdir()
    sources = Sources(tmp_path, tmp_path / "sources")
    sources.begin()
    sources.tree_print([tmp_path / "docs"], "")
    file = tmp_path / "docs" / "ny.md"
    file.write_text("Intet her", encoding="utf-8")
    clearance = Clearance(sources=sources, kept=tmp_path / "kept")

    clearance.note(file, "")
    clearance.save()

    sources.tree_print([tmp_path / "docs"], "")
    again = Clearance(sources=sources, kept=tmp_path / "kept")
    assert not again.knows("docs/ny.md", "")


def waiver_of(link: Path) -> Waiver:
    [examined] = Desk().look([(link, link.name)])
    [gap] = examined.report.gaps
    return Waiver(link.name, gap.place, "Set igennem", "DPO", date(2030, 1, 1))


def told_of(link: Path, waiver: Waiver) -> list[str]:
    return [one.code for one in judge(Desk().look([(link, link.name)]), Rules(), [waiver], "w.yml", DAY).problems]


def test_a_waiver_of_a_link_ends_when_something_else_lies_there(tmp_path):
    target, other, link = tmp_path / "a.txt", tmp_path / "b.txt", tmp_path / "link.txt"
    target.write_text("Intet her", encoding="utf-8")
    other.write_text("Intet her", encoding="utf-8")
    link.symlink_to(target)
    waiver = waiver_of(link)
    assert [] == told_of(link, waiver)

    target.write_text(f"CPR-nr. {NUMBER}", encoding="utf-8")
    assert ["unchecked-file", "waiver-unused"] == told_of(link, waiver)
    link.unlink()
    link.symlink_to(other)
    assert ["unchecked-file", "waiver-unused"] == told_of(link, waiver)


def test_a_link_to_a_folder_cannot_be_waived(tmp_path):
    (tmp_path / "mappe").mkdir()
    link = tmp_path / "link"
    link.symlink_to(tmp_path / "mappe")
    waiver = waiver_of(link)

    assert "" == waiver.place
    assert ["unchecked-file", "waiver-unused"] == told_of(link, waiver)


def test_what_a_link_leads_to_counts_as_part_of_what_was_looked_at(tmp_path):
    (tmp_path / "docs").mkdir()
    target = tmp_path / "a.txt"
    target.write_text("Intet her", encoding="utf-8")
    (tmp_path / "docs/link.txt").symlink_to(target)
    sources = Sources(tmp_path, tmp_path / "sources")
    prints = []
    for text in ("Intet her", "Intet her", "Noget her"):
        target.write_text(text, encoding="utf-8")
        sources.begin()
        prints.append(sources.tree_print([tmp_path / "docs"], ""))

    assert (True, False) == (prints[0] == prints[1], prints[1] == prints[2])
