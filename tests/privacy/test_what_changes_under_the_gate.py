"""What the gate remembers as clean is what it has looked at, whoever writes to it meanwhile."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest
from minutebook.privacy import examination
from minutebook.privacy.cleared import Cleared
from minutebook.privacy.examination import Desk
from minutebook.privacy.inspection import Report
from minutebook.rebuild.clearance import Clearance
from minutebook.rebuild.sources import Sources

from tests.planting import hyphened, numbers

(NUMBER,) = map(hyphened, numbers(1))


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
