"""Spreadsheets into lines, sheet by sheet, row by row. Runs in the child process."""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import Any

from python_calamine import CalamineError, CalamineWorkbook, SheetVisibleEnum

from minutebook.importers.child import Row

MOST_ROWS = 100_000
Cell = int | float | str | bool | time | date | datetime | timedelta


def read(data: bytes) -> dict[str, Any]:
    """Return the lines of a spreadsheet: each sheet that is shown is a page, each row a line, the cells apart by a bar.

    Dates are written as records write them; numbers as they are stored, not as the sheet shows them.
    """
    try:
        workbook = CalamineWorkbook.from_filelike(io.BytesIO(data))
    except CalamineError:
        return {"refused": "damaged"}
    shown = [sheet.name for sheet in workbook.sheets_metadata if sheet.visible is SheetVisibleEnum.Visible]
    rows: list[Row] = []
    for page, name in enumerate(shown, 1):
        rows += [(name, page, None, None, 2), ("", page, None, None, 0)]
        for line in _lines(workbook.get_sheet_by_name(name).iter_rows()):
            rows += [(line, page, None, None, 0), ("", page, None, None, 0)]
            if len(rows) > MOST_ROWS * 2:
                return {"refused": "too-many-rows"}
    return {"lines": rows, "pages": len(shown), "unread": [], "recognized": []}


def _lines(rows: Iterator[list[Cell]]) -> Iterator[str]:
    for row in rows:
        cells = [_written(cell) for cell in row]
        if any(cells):
            yield " | ".join(cells).rstrip(" |")


def _written(cell: Cell) -> str:
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, datetime) and cell.time() == time():
        return str(cell.date())
    return " ".join(str(cell).split())
