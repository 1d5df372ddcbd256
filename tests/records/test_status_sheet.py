"""A plan's reports from a spreadsheet read as those from YAML do."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from minutebook.model import GoalStatus
from minutebook.records import marked
from minutebook.records.fields import Place
from minutebook.records.loading import load
from minutebook.records.plan_tables import GOAL_STATUS, PLAN
from minutebook.records.status_sheet import COLUMNS, read_sheet

from tests.building import REPOSITORY
from tests.checks.casebook import Case
from tests.test_docs import FENCED

DANISH = "goal;period;value;cluster;note;source\r\n1;2014-K2;-39,7;-70,4;»Godt«, siges det;su/2014-06-03/1\r\n"
ENGLISH = 'source,note,goal,period,value,cluster\nsu/2014-06-03/1,"»Godt«, siges det",1,2014-K2,-39.7,-70.4\n'
TABBED = "goal\tperiod\tvalue\tcluster\tnote\tsource\n1\t2014-K2\t-39.7\t-70.4\t»Godt«, siges det\tsu/2014-06-03/1\n"


def reports(text: str) -> list[GoalStatus]:
    rows, problems = read_sheet(text, "plan.status.csv")
    assert problems == []
    place = Place("plan.status.csv", problems)
    found = [GoalStatus(**GOAL_STATUS.read(entry, place)) for _, entry in rows]
    assert problems == []
    return found


@pytest.mark.parametrize("text", [DANISH, ENGLISH, TABBED], ids=["danish", "english", "tabbed"])
def test_a_table_reads_the_same_however_a_spreadsheet_writes_it(text):
    expected = GoalStatus(
        "1",
        "2014-K2",
        "su/2014-06-03/1",
        value=Decimal("-39.7"),
        comparisons={"cluster": Decimal("-70.4")},
        note="»Godt«, siges det",
    )

    assert reports(text) == [expected]


def test_an_empty_cell_says_nothing():
    (report,) = reports("goal;period;value;state;denmark;source\n1;K1;;;;su/2014-06-03/1\n\n;;;;;\n")

    assert (report.value, report.state, report.comparisons) == (None, None, {})


def test_a_row_knows_its_line_and_its_cells_also_below_a_cell_of_several_lines():
    rows, _ = read_sheet('goal;note;source\n1;"to\nlinjer";a\n1;;b\n', "plan.status.csv")

    assert [(2, "A2"), (4, "A3")] == [(row.line, row.cells["goal"]) for row, _ in rows]


def test_what_the_plan_itself_reports_comes_before_its_table(tmp_path):
    write = {"plans/skoleplan.status.csv": "goal;period;value;source\n1;2014-K2;9,5;su/2014-06-03/1\n"}
    case = Case(Path("case.yml"), {"write": write})
    plan = load(case.lay_out(tmp_path).parent).archive.plans["skoleplan"]

    assert [("2014-K1", Decimal("8.5")), ("2014-K2", Decimal("9.5"))] == [
        (one.period, one.value) for one in plan.status
    ]


def test_every_key_of_a_report_has_a_column():
    assert set(GOAL_STATUS.fields) - {"comparisons"} < set(COLUMNS)


@pytest.mark.parametrize("name", ["plans-and-partners.md", "plans-and-partners.en.md"])
def test_the_plan_and_the_table_of_the_manual_read_without_a_problem(name):
    text = (REPOSITORY / "docs/manual" / name).read_text(encoding="utf-8")
    examples = [(language, example) for _, _, language, example in FENCED.findall(text)]
    plan = next(example for language, example in examples if language == "yaml" and "goals:" in example)
    node, problems = marked.parse(plan, name)
    PLAN.read(node, Place(name, problems))

    assert problems == []
    assert ["2015-K2", "2015-K2"] == [
        one.period for one in reports(next(example for language, example in examples if language == "csv"))
    ]


@pytest.mark.parametrize("sign", ["\v", "\f", "\x1c", "\x85", "\u2028", "\u2029"])
def test_a_cell_is_torn_by_no_sign_but_a_line_end(sign: str):
    text = f'goal;period;note;source\n1;2014;Linje et{sign}linje to;a\n2;2014;"to\n{sign}linjer";b\n3;2014;;c\n'
    rows, problems = read_sheet(text, "plan.status.csv")
    assert [] == problems
    assert [(2, f"Linje et{sign}linje to"), (3, f"to\n{sign}linjer"), (5, "")] == [
        (row.line, getattr(values.entries.get("note"), "text", "")) for row, values in rows
    ]
