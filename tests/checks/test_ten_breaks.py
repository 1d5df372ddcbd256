"""Ten ways to break a record of this repository's own archive, each told with where it was done and how to mend it."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from tests.building import HAS_THE_SAMPLE, REPOSITORY
from tests.checks.casebook import told

pytestmark = pytest.mark.skipif(not HAS_THE_SAMPLE, reason="these records are a town's own")

RECORD = "ebu/2014-09-09/02-beskaeftigelsesplan-2015.md"

BREAKS = {
    "a slip in the outcome": ("outcome: recommended", "outcome: anbefalt", "decision[0].outcome", "unknown-outcome"),
    "a slip in a key": ("topics: [", "emnerr: [", "emnerr", "unknown-key"),
    "a key left out": ("number: 2\n", "", "number", "missing-key"),
    "a key twice": ("kind: decision\n", "kind: decision\nkind: discussion\n", "kind", "duplicate-key"),
    "a date as people say it": ("date: 2014-10-15", "date: 15. oktober 2014", "deadlines[1].date", "bad-date"),
    "an organization that does not exist": (
        "to: kommunalbestyrelsen",
        "to: byraadet",
        "decision[0].to",
        "unknown-organization",
    ),
    "a point that was not proposed": (
        "points: 3-5\n    outcome",
        "points: 3-6\n    outcome",
        "decision[1].points",
        "unknown-point",
    ),
    "a colon in the title": ("title: Beskæftigelsesplan 2015 ", "title: Plan: 2015 ", "", "bad-yaml"),
    "an outcome that the words deny": ("text: Godkendt.", "text: Udsat.", "decision[1].outcome", "outcome-differs"),
    "an earlier item that does not exist": (
        "follows: [ebu/2014-06-10/2",
        "follows: [ebu/2014-06-10/7",
        "follows[0]",
        "unknown-item",
    ),
}


@pytest.mark.parametrize("name", BREAKS)
def test_a_break_gives_file_line_field_found_expected_and_an_example(name: str, tmp_path: Path):
    old, new, field, code = BREAKS[name]
    records = tmp_path / "meetings"
    shutil.copytree(REPOSITORY / "meetings", records)
    whole = (records / RECORD).read_text(encoding="utf-8")
    assert whole.count(old) == 1
    (records / RECORD).write_text(whole.replace(old, new), encoding="utf-8")

    lines = [line for line in told(records) if line.endswith(f"[{code}]")]

    assert len(lines) == 1
    match = re.fullmatch(
        r"(?P<file>[^:]+):(?P<line>\d+): (?:(?P<field>[\w.\[\]]+): )?(?P<message>.+) \[[a-z-]+\]", lines[0]
    )
    assert f"meetings/{RECORD}" == match["file"]
    assert field == (match["field"] or "")
    assert "forventede" in match["message"]
    assert "f.eks." in match["message"]
    assert code == "missing-key" or abs(int(match["line"]) - line_of(old, whole)) <= 1


def line_of(text: str, whole: str) -> int:
    return whole[: whole.index(text)].count("\n") + 1


def test_all_ten_at_once_are_told_at_once(tmp_path: Path):
    records = tmp_path / "meetings"
    shutil.copytree(REPOSITORY / "meetings", records)
    file = records / RECORD
    for old, new, _, code in BREAKS.values():
        if code not in {"bad-yaml", "unknown-point"}:  # one would hide the others, one is changed by another
            file.write_text(file.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
    codes = [re.search(r"\[([a-z-]+)\]$", line)[1] for line in told(records)]
    expected = {code for *_, code in BREAKS.values()} - {"bad-yaml", "unknown-point"}
    assert expected <= set(codes)
