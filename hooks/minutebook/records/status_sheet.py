"""A plan's status table as a spreadsheet saves it: `<plan>.status.csv`, a row for each report on a goal.

Each row is read through the same fields as a report in YAML, and a problem in it names the cell as spreadsheets do.
Spreadsheets in Danish part cells with semicolons and write a decimal comma; both that and the English way are read.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from minutebook.problems import Problem, nearest, problem, quote
from minutebook.records import marked
from minutebook.records.plan_tables import GOAL_STATUS
from minutebook.records.scalars import Amount
from minutebook.vocabulary import COMPARISONS

SUFFIX = ".status.csv"
COLUMNS = tuple(key for key in GOAL_STATUS.fields if key != "comparisons") + COMPARISONS.terms
"""The columns that a table can have, in any order: the keys of a report, and one for each comparison."""

_NUMBERS = frozenset({key for key, one in GOAL_STATUS.fields.items() if isinstance(one.type, Amount)}) | set(
    COMPARISONS.terms
)
_ENTRY = re.compile(r"status\[([0-9]+)\](?:\.(.*))?")


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table: the line of the file on which it begins, and the cell of each of its columns, `C4`."""

    path: str
    line: int
    cells: Mapping[str, str] = field(default_factory=dict)


def read_sheet(text: str, path: str) -> tuple[list[tuple[Row, marked.Mapping]], list[Problem]]:
    """Return the rows of a table, each with its values as YAML would give them, and what is wrong with its form."""
    problems: list[Problem] = []
    rows = _rows(text, path, problems)
    header = next(rows, None)
    if header is None:
        if not problems:
            problems.append(problem(path, "empty-file"))
        return [], problems
    names = [cell.strip() for cell in header[1]]
    known = dict(_columns(path, header[0], names, problems))
    comma = ";" in text.split("\n", 1)[0]
    read = []
    for number, (line, cells) in enumerate(rows, 2):
        if not any(cell.strip() for cell in cells):
            continue
        if any(cell.strip() for cell in cells[len(names) :]):
            facts = {"found": str(len(cells)), "expected": str(len(names))}
            problems.append(problem(path, "csv-row", line=line, field=_cell(len(names), number), **facts))
        row = Row(path, line, {name: _cell(index, number) for index, name in known.items()})
        values = {name: cells[index] for index, name in known.items() if index < len(cells)}
        read.append((row, _entry(values, line, comma=comma)))
    return read, problems


def _rows(text: str, path: str, problems: list[Problem]) -> Iterator[tuple[int, list[str]]]:
    """Yield each row with the line on which it begins; a cell in quotes may have several lines."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text), strict=True)
    line = 1
    try:
        for cells in reader:
            yield line, cells
            line = reader.line_num + 1
    except csv.Error:
        problems.append(problem(path, "bad-csv", line=line))


def _delimiter(text: str) -> str:
    header = text.split("\n", 1)[0]
    return max(",;\t", key=header.count)


def _columns(path: str, line: int, names: list[str], problems: list[Problem]) -> Iterator[tuple[int, str]]:
    """Yield the place and the name of every column that is known and stands once."""
    first: dict[str, str] = {}
    for index, name in enumerate(names):
        here = _cell(index, 1)
        if name in first:
            problems.append(problem(path, "duplicate-key", line=line, field=here, found=name, first=str(line)))
        elif name in COLUMNS:
            first[name] = here
            yield index, name
        elif name:
            meant = nearest(name, COLUMNS)
            facts = {"found": quote(name), "expected": ", ".join(COLUMNS), "nearest": meant}
            facts["example"] = meant or COLUMNS[0]
            problems.append(problem(path, "unknown-key", line=line, field=here, **facts))


def _entry(values: Mapping[str, str], line: int, *, comma: bool) -> marked.Mapping:
    """Return a row as the mapping that YAML would give; what an empty cell says is that nothing is known."""
    entry, others = marked.Mapping(line), marked.Mapping(line)
    for name, cell in values.items():
        text = cell.strip()
        if not text:
            continue
        if name in _NUMBERS:
            text = text.replace("\N{MINUS SIGN}", "-")
            text = text.replace(",", ".") if comma and re.fullmatch(r"-?[0-9]+,[0-9]+", text) else text
        within = others if name in COMPARISONS else entry
        within.entries[name] = marked.Scalar(text, line, plain=False)
        within.lines[name] = line
    if others.entries:
        entry.entries["comparisons"], entry.lines["comparisons"] = others, line
    return entry


def _cell(column: int, row: int) -> str:
    """Name a cell as spreadsheets do: `C4`."""
    letters, column = "", column + 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return f"{letters}{row}"


def in_cells(problems: Iterable[Problem], rows: Mapping[str, Mapping[int, Row]]) -> Iterator[Problem]:
    """Lead problems with a plan's reports to the cells that they came from.

    `rows` holds, by the plan's file, the rows by their place among the plan's reports.
    """
    for told in problems:
        match = _ENTRY.fullmatch(told.field) if told.path in rows else None
        row = rows[told.path].get(int(match[1])) if match else None
        if match is None or row is None:
            yield told
            continue
        column = (match[2] or "").rpartition(".")[2]
        where = f"{row.cells[column]} {column}" if column in row.cells else column
        yield replace(told, path=row.path, line=row.line, field=where)
