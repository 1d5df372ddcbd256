"""Imports for tests: text in, and what comes of it out, with the promises that hold for every packet."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from minutebook.checks import check
from minutebook.importers.account import Account
from minutebook.importers.cutting import Cut, cut
from minutebook.importers.lines import Packet, from_text
from minutebook.importers.planning import Plan, plan
from minutebook.problems import Severity
from minutebook.records.loading import load
from minutebook.text import locale

PACKETS = Path(__file__).parent / "packets"
INVENTED = tuple(sorted(file.stem for file in PACKETS.glob("*.txt")))


def packet(text: str, name: str = "pakke.txt") -> Packet:
    """Make a packet of plain text."""
    lines, cleaned = from_text(text)
    return Packet(name, "0" * 64, "text", lines, cleaned, pages=lines[-1].page if lines else 0)


def invented(name: str) -> str:
    """Return the text of a packet that was written for the tests."""
    return (PACKETS / f"{name}.txt").read_text(encoding="utf-8")


@dataclass(frozen=True)
class Imported:
    """An import into a folder of records, not yet written."""

    cut: Cut
    plan: Plan
    records: Path

    @classmethod
    def of(cls, text: str, records: Path, organization: str | None = None) -> Imported:
        done = cut(packet(text), organization)
        return cls(done, plan(done, records, locale("da"), organization), records)

    @property
    def account(self) -> Account:
        return self.cut.account

    @property
    def files(self) -> dict[str, str]:
        """The texts of all records, by their names below the folder of records."""
        return {change.name: change.after for change in self.plan.changes if change.after is not None}

    def file(self, ending: str) -> str:
        """Return the one file whose name ends so."""
        (found,) = [text for name, text in self.files.items() if name.endswith(ending)]
        return found

    def write(self) -> list[str]:
        """Write the records, and return what `minutebook check` has against them."""
        self.plan.carry_out(self.records)
        root = self.records.parent
        return [f"{one.path}: {one.code}" for one in check(load(root, self.records.name), root)]

    def errors(self) -> list[str]:
        """Write the records, and return the errors."""
        self.plan.carry_out(self.records)
        root = self.records.parent
        found = check(load(root, self.records.name), root)
        return [f"{one.path}:{one.line}: {one.code}" for one in found if one.severity is Severity.ERROR]


def assert_accounted_for(imported: Imported) -> None:
    """Every line has one place, the places add up, and what is written has arrived; `plan` proves the last."""
    balance = imported.account.balance()
    assert len(imported.cut.packet.lines) == sum(count for _, count in balance)
    assert [] == [
        destination for destination, _ in balance if destination.kind == "unplaced" and not destination.record
    ]
