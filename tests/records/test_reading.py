"""Golden cases of reading: what a record says, and what of it is in the model."""

from __future__ import annotations

import pytest
from minutebook.records.loading import load

from tests.checks.casebook import UPDATE, Case, cases
from tests.records.picture import find, picture

CASES = cases("records")


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.file.stem)
def test_a_record_reads_as_its_case_shows(case: Case, tmp_path):
    reading = load(case.lay_out(tmp_path).parent)
    kind, _, key = case.facts["show"].partition(" ")
    shown = picture(find(reading.archive, kind, key))
    if UPDATE:
        case.update(shown.splitlines())
        pytest.fail("written anew: read the difference")
    assert reading.problems == ()
    assert case.facts["expected"] == shown


@pytest.mark.parametrize("guise", ["utf-8-sig", "\r\n", "\r", "NFD"])
def test_the_guise_of_a_file_makes_no_difference(guise: str, tmp_path):
    """A BOM, other line ends and decomposed letters are what editors and systems add; nothing that a clerk wrote."""
    text = (
        "---\nnumber: 4\ntitle: Åen på Østervang\nkind: discussion\n---\n\n## Sagsfremstilling\n\nÉn vej.\n\nTo veje.\n"
    )
    described = {"text": text, "encoding": guise} if guise == "utf-8-sig" else {"text": text}
    described |= {"form": guise} if guise == "NFD" else {} if guise == "utf-8-sig" else {"line_end": guise}
    plain, disguised = (
        load(Case(CASES[0].file, {"write": {"su/2014-06-03/04-vej.md": content}}).lay_out(tmp_path / name).parent)
        for name, content in (("plain", text), ("disguised", described))
    )
    assert plain.archive.items["su/2014-06-03/4"] == disguised.archive.items["su/2014-06-03/4"]
    assert disguised.problems == ()


def test_a_file_that_cannot_be_read_hides_nothing_else(tmp_path):
    broken = {"write": {"su/2014-06-03/01-ny-skole.md": "---\nnumber: [1\n---\nTekst.\n"}}
    reading = load(Case(CASES[0].file, broken).lay_out(tmp_path).parent)
    assert ["su/2014-05-06/1", "su/2014-06-03/1", "su/2014-06-03/2", "su/2014-06-03/3"] == list(reading.archive.items)
    assert ["bad-yaml"] == [problem.code for problem in reading.problems]


def test_reading_the_same_folder_twice_gives_the_same(tmp_path):
    root = Case(CASES[0].file, {}).lay_out(tmp_path).parent
    assert load(root) == load(root)


def test_a_folder_that_does_not_exist_is_a_problem_and_an_empty_archive(tmp_path):
    reading = load(tmp_path)
    assert [("meetings", "missing-file")] == [(problem.path, problem.code) for problem in reading.problems]
    assert () == reading.archive.meetings
