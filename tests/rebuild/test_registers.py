"""A register is parsed once for as long as its bytes stay the same, and says each time what is wrong with it."""

from __future__ import annotations

from pathlib import Path

import pytest
from minutebook.rebuild.registers import Registers
from minutebook.rebuild.sources import Sources
from minutebook.records.desk import Desk
from minutebook.records.tables import PERSON_SHAPE

PEOPLE = "- id: anna\n  name: Anna Ager\n- id: bo\n  nme: Bo Bæk\n"


class Shelf:
    """A folder with a register in it, read as often as one likes, by builds that each begin anew."""

    def __init__(self, root: Path) -> None:
        self.root, self.file = root, root / "people.yml"
        self.parsed = 0

    def read(self) -> tuple[list[str] | None, list[str]]:
        """Return the ids of the people, and what is wrong with the register."""
        sources = Sources(self.root, self.root / "kept" / "sources")
        sources.begin()
        registers = Registers(sources, self.root / "kept" / "registers")
        registers.begin()
        desk = Counting(self.root)
        entries = registers.read(desk, self.file, PERSON_SHAPE)
        registers.save()
        sources.save()
        self.parsed += desk.parsed
        return entries and [one.id for one in entries], [problem.code for problem in desk.problems]


class Counting(Desk):
    parsed = 0

    def entries(self, file: Path, shape: object) -> tuple[object, ...] | None:
        self.parsed += 1
        return super().entries(file, shape)


@pytest.fixture
def shelf(tmp_path) -> Shelf:
    found = Shelf(tmp_path)
    found.file.write_text(PEOPLE, encoding="utf-8")
    return found


def test_what_has_not_changed_is_not_parsed_again_and_is_told_again(shelf):
    first = shelf.read()

    assert first == (["anna", "bo"], ["unknown-key", "missing-key"])
    assert shelf.read() == first
    assert shelf.parsed == 1


def test_what_has_changed_is_parsed_again(shelf):
    shelf.read()
    shelf.file.write_text(PEOPLE.replace("nme", "name"), encoding="utf-8")

    assert shelf.read() == (["anna", "bo"], [])


def test_one_that_is_missing_or_a_link_is_left_to_whoever_reads_it(shelf):
    shelf.read()
    shelf.file.rename(shelf.root / "others.yml")
    assert shelf.read() == ((), [])

    shelf.file.symlink_to(shelf.root / "others.yml")
    assert shelf.read() == (None, [])


def test_what_was_kept_and_is_damaged_is_parsed_again(shelf):
    shelf.read()
    (shelf.root / "kept" / "registers").write_bytes(b"rot")

    assert shelf.read() == (["anna", "bo"], ["unknown-key", "missing-key"])
    assert shelf.parsed == 2
