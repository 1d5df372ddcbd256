"""Every problem that records can have, told as `minutebook check` tells it."""

from __future__ import annotations

import re

import pytest
from minutebook.checks import check
from minutebook.problems import CODES, as_text
from minutebook.records.loading import load
from minutebook.text import locale

from tests.checks.casebook import UPDATE, Case, cases, told

CASES = cases()


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.code}/{case.file.stem}")
def test_a_case_is_told_as_it_says(case: Case, tmp_path):
    lines = told(case.lay_out(tmp_path))
    if UPDATE:
        case.update(lines)
        pytest.fail("written anew: read the difference")
    assert case.expected == lines


def test_every_code_has_a_case_of_its_own():
    shown = {case.code for case in CASES if any(line.endswith(f"[{case.code}]") for line in case.expected)}
    assert sorted(set(CODES) - shown) == []


def test_the_base_archive_has_no_problems(tmp_path):
    assert told(Case(CASES[0].file, {}).lay_out(tmp_path)) == []


def test_every_code_is_told_in_english_as_well(tmp_path):
    place = re.compile(r"(meetings/[^:]*(?::\d+)?: )(?:(\S+): )?.* (\[[a-z-]+\])")
    telling = {case.code: case for case in sorted(CASES, key=lambda case: len(case.expected))}
    for number, case in enumerate(telling.values()):
        root = case.lay_out(tmp_path / str(number)).parent
        lines = [as_text(one, locale("en")) for one in check(load(root), root)]
        assert [place.fullmatch(line)[1] for line in lines] == [place.fullmatch(line)[1] for line in case.expected]
        assert [place.fullmatch(line)[3] for line in lines] == [place.fullmatch(line)[3] for line in case.expected]
        assert [line for line in lines if re.search(r"fandt|forventede|f\.eks\.", line)] == []
