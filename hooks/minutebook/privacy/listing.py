"""The report of the gate over a folder of documents: one line for each finding, for people and for spreadsheets."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import IO

from minutebook.model import Waiver
from minutebook.personal.cpr import masked
from minutebook.personal.wording import place, reasons
from minutebook.privacy.examination import UNCHECKED, Examined, written
from minutebook.privacy.inspection import Sighting
from minutebook.privacy.passage import Gap
from minutebook.privacy.rules import Rules
from minutebook.problems import printable
from minutebook.text import Locale

COLUMNS = ("file", "line", "place", "kind", "tier", "reasons", "mask", "verdict")


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the report. Nothing in it holds a number: names of files are masked as well."""

    file: str
    line: str
    place: str
    kind: str
    tier: str
    reasons: str
    mask: str
    verdict: str


def rows(
    examined: Iterable[Examined], rules: Rules, waivers: Sequence[Waiver], today: date, locale: Locale
) -> Iterator[Row]:
    """Yield a row for everything that was found or could not be looked at, what nothing is done about included."""
    valid = {(waiver.file, waiver.place) for waiver in waivers if waiver.place and waiver.expires >= today}
    for one in examined:
        for seen in one.report.sightings:
            verdict = "waived" if (one.path, seen.place) in valid else rules.verdict(seen.kind, seen.tier)
            yield _sighted(one.path, seen, verdict, locale)
        for gap in one.report.gaps:
            verdict = "waived" if (one.path, gap.place) in valid else "error" if gap.reason in UNCHECKED else "warning"
            yield _gap(one.path, gap, verdict, locale)


def _sighted(path: str, seen: Sighting, verdict: str, locale: Locale) -> Row:
    return Row(
        file=masked(path),
        line=str(seen.line or ""),
        place=place(written(seen.way), locale).strip(" ()"),
        kind=locale(f"gate.kind.{seen.kind}"),
        tier=seen.tier,
        reasons=reasons(seen.reasons, locale),
        mask=seen.mask,
        verdict=verdict,
    )


def _gap(path: str, gap: Gap, verdict: str, locale: Locale) -> Row:
    where = place(written(gap.way), locale).strip(" ()")
    return Row(masked(path), "", where, locale("gate.kind.gap"), "", reasons([gap.reason], locale), "", verdict)


def as_line(row: Row, locale: Locale) -> str:
    """Return a row for a terminal: `path:line (place): verdict: what: reasons`."""
    line, where = f":{row.line}" if row.line else "", f" ({row.place})" if row.place else ""
    tier = f", {locale(f'gate.tier.{row.tier}')}" if row.tier else ""
    found = f" {row.mask}" if row.mask else ""
    verdict = locale(f"gate.verdict.{row.verdict}")
    return printable(f"{row.file}{line}{where}: {verdict}: {row.kind}{found}{tier}: {row.reasons}")


def write_csv(stream: IO[str], found: Iterable[Row], locale: Locale) -> None:
    """Write rows as comma-separated values; a cell that a spreadsheet would take for a formula is made a text."""
    table = csv.writer(stream, lineterminator="\n")
    table.writerow([locale(f"gate.column.{name}") for name in COLUMNS])
    for row in found:
        tier = locale(f"gate.tier.{row.tier}") if row.tier else ""
        cells = (row.file, row.line, row.place, row.kind, tier, row.reasons, row.mask)
        table.writerow([_text(cell) for cell in (*cells, locale(f"gate.verdict.{row.verdict}"))])


def _text(cell: str) -> str:
    return f"'{printable(cell)}" if cell.startswith(("=", "+", "-", "@", "\t", "\r")) else printable(cell)
