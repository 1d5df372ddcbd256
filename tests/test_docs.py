"""The manual says what the program does: its reference is made from the program, and its examples load."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from click.testing import CliRunner
from minutebook import reference
from minutebook.cli import main
from minutebook.problems import CODES
from minutebook.records import marked, tables
from minutebook.records.fields import Place, Shape
from minutebook.records.schema import KINDS, shapes_within
from minutebook.settings import SETTINGS
from minutebook.text import LANGUAGES, locale
from minutebook.vocabulary import VOCABULARIES

from tests.benchmarks import chapter as figures
from tests.benchmarks import history
from tests.building import REPOSITORY

MANUAL = REPOSITORY / "docs/manual"
PAGES = sorted((*MANUAL.glob("*.md"), REPOSITORY / "README.md", REPOSITORY / "meetings/README.md"))
FENCED = re.compile(r"^( *)(`{3,})(\w*)\n(.*?)^\1\2$", re.MULTILINE | re.DOTALL)


CHAPTERS = dict(reference.chapters())


@pytest.mark.parametrize("name", CHAPTERS)
def test_a_chapter_of_reference_is_what_the_program_goes_by(name: str):
    assert CHAPTERS[name] == (MANUAL / name).read_text(encoding="utf-8"), "make reference"


def test_the_page_of_figures_shows_the_newest_full_run_of_the_benchmark():
    for name, text in figures.chapters(history.newest_full(history.read())):
        assert text == (MANUAL / name).read_text(encoding="utf-8"), "make reference"


@pytest.mark.parametrize("kind", KINDS)
def test_a_schema_for_editors_is_what_the_program_goes_by(kind: str):
    printed = CliRunner().invoke(main, ["schema", kind]).output
    assert printed == (REPOSITORY / "schemas" / f"{kind}.json").read_text(encoding="utf-8"), "make reference"


def test_nothing_else_lies_among_the_schemas():
    assert sorted(f"{kind}.json" for kind in KINDS) == sorted(file.name for file in (REPOSITORY / "schemas").iterdir())


def test_make_reference_writes_all_that_is_made(tmp_path: Path):
    assert 0 == CliRunner().invoke(main, ["reference", "--into", str(tmp_path)]).exit_code
    assert {name for name, _ in reference.chapters()} == {file.name for file in tmp_path.iterdir()}


def all_shapes() -> dict[str, Shape]:
    shapes = [SETTINGS]
    for _, shape in tables.FILES:
        shapes += [shape, *shapes_within(shape)]
    return {shape.name: shape for shape in shapes}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_field_is_described_and_every_description_is_of_a_field(language: str):
    texts = locale(language).texts
    fields = {f"field.{shape.name}.{key}" for shape in all_shapes().values() for key in shape.fields}
    assert fields == {key for key in texts if key.startswith("field.")}
    assert {f"shape.{name}" for name in all_shapes()} == {key for key in texts if key.startswith("shape.")}
    assert [] == [key for key in fields if not re.fullmatch(r"[^.].*\.", texts[key], re.DOTALL)]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_code_term_and_setting_has_its_place_in_the_manual(language: str):
    chapters = {name: text for name, text in reference.chapters() if (".en." in name) == (language == "en")}
    problems, vocabulary, settings = (
        next(text for name, text in chapters.items() if name.startswith(start))
        for start in ("problems", "vocabulary", "settings")
    )
    assert [f"## {code}" for code in sorted(CODES)] == re.findall(r"^## .+$", problems, re.MULTILINE)
    assert [f"## {one.name}" for one in VOCABULARIES] == re.findall(r"^## .+$", vocabulary, re.MULTILINE)
    assert all(f"| `{term}` |" in vocabulary for one in VOCABULARIES for term in one.terms)
    assert [f"## {key}" for key in SETTINGS.fields] == re.findall(r"^## .+$", settings, re.MULTILINE)


def test_an_example_of_a_field_reads_as_the_field_does():
    for shape in all_shapes().values():
        for key, field in shape.fields.items():
            place = Place("example.yml", [])
            node, problems = marked.parse(f"{key}: {field.type.example}\n", "example.yml")
            field.type.read(node.entries[key], place)
            assert (shape.name, key, []) == (shape.name, key, problems + place.problems)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_example_of_yaml_loads(page: Path):
    for _, _, language, example in FENCED.findall(page.read_text(encoding="utf-8")):
        if language in {"yaml", "yml"}:
            text = example.split("\n---\n")[0].removeprefix("---\n") if example.startswith("---\n") else example
            assert [] == marked.parse(text, page.name)[1]


@pytest.mark.parametrize("page", sorted(MANUAL.glob("*.en.md")), ids=lambda page: page.name)
def test_the_english_page_has_the_parts_of_the_danish_one(page: Path):
    """Headings, examples and links stand alike in both; only the words differ."""
    danish = page.with_name(page.name.replace(".en.md", ".md")).read_text(encoding="utf-8")
    english = page.read_text(encoding="utf-8")
    assert outline(danish) == outline(english)


def outline(text: str) -> list[str]:
    prose = FENCED.sub(lambda match: f"```{match[3]}", text)
    return [match[0] for match in re.finditer(r"^(#+(?= )|```\w*)", prose, re.MULTILINE)]


def test_the_danish_manual_has_an_english_page_for_every_page():
    danish = {page.stem for page in MANUAL.glob("*.md") if not page.stem.endswith(".en")}
    assert danish == {page.stem.removesuffix(".en") for page in MANUAL.glob("*.en.md")}


@pytest.mark.parametrize("page", sorted((REPOSITORY / "docs").rglob("*.md")), ids=lambda page: page.name)
def test_every_command_that_the_manual_names_exists(page: Path):
    for words in re.findall(r"minutebook ([a-z]+(?: [a-z]+)?)", page.read_text(encoding="utf-8")):
        name, _, rest = words.partition(" ")
        if name in main.commands and name == "new" and rest:
            assert rest in main.commands["new"].commands, words
        else:
            assert name in main.commands, words
