"""Whatever stands in a file, checking ends with problems and never with an exception."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from minutebook.checks import check
from minutebook.problems import CODES, as_github, as_json, as_text
from minutebook.records.loading import load
from minutebook.text import LANGUAGES, locale

from tests.checks.casebook import CASES_BASE, Case

FILES = sorted(
    file.relative_to(CASES_BASE).as_posix() for file in CASES_BASE.rglob("*") if file.suffix in {".yml", ".md"}
)
KEYS = sorted({key for file in FILES for key in re.findall(r"(\w+):", (CASES_BASE / file).read_text(encoding="utf-8"))})
TRICKY = ["", "~", "[]", "{}", "[[]]", "{a: b}", "no", "0", "-1", "1e9", "1-2", "9999-99-99", "2014-06-03", "su", "…"]
TRICKY += ["su/2014-06-03/1", "a" * 300, '"\\n::error::"', "&a x", "!b", "{", "'"]
VALUES = st.sampled_from(TRICKY) | st.text(st.characters(codec="utf-8", exclude_characters="\n\r"), max_size=30)
MUTATIONS = st.one_of(
    st.tuples(st.just("value"), st.integers(0, 40), VALUES),
    st.tuples(st.just("line"), st.integers(0, 40), st.builds("{}: {}".format, st.sampled_from(KEYS), VALUES)),
    st.tuples(st.just("cut"), st.integers(0, 40), st.just("")),
)


@pytest.fixture(scope="module")
def records(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return Case(Path(), {}).lay_out(tmp_path_factory.mktemp("robust"))


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(file=st.sampled_from(FILES), mutations=st.lists(MUTATIONS, min_size=1, max_size=4))
def test_any_change_of_a_file_ends_in_problems_that_can_be_told(
    records: Path, file: str, mutations: list[tuple[str, int, str]]
):
    changed, before = records / file, (records / file).read_bytes()
    lines = before.decode().split("\n")
    for kind, at, text in mutations:
        place = at % len(lines)
        if kind == "value":
            lines[place] = f"{lines[place].partition(':')[0]}: {text}"
        elif kind == "line":
            lines.insert(place, text)
        elif len(lines) > 1:
            del lines[place]
    changed.write_text("\n".join(lines), encoding="utf-8", errors="replace")
    try:
        problems = check(load(records.parent), records.parent)
    finally:
        changed.write_bytes(before)
    assert problems == sorted(problems)
    assert {problem.code for problem in problems} <= set(CODES)
    for language in LANGUAGES:
        words = locale(language)
        as_json(problems, words)
        for problem in problems:
            assert len(as_text(problem, words).splitlines()) == 1
            assert len(as_github(problem, words).splitlines()) == 1


def test_a_change_that_is_undone_leaves_nothing_behind(records: Path):
    assert check(load(records.parent), records.parent) == []
