"""The JSON Schemas see a record as an editor does: they accept what the reader accepts and mark what it refuses."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from minutebook.records import marked
from minutebook.records.prose import split_front_matter
from minutebook.records.schema import KINDS, schema
from minutebook.text import LANGUAGES, locale

from tests.building import REPOSITORY

ARCHIVES = (REPOSITORY / "meetings", REPOSITORY / "tests/checks/base/meetings")


def validator(kind: str, language: str = "da") -> Draft202012Validator:
    return Draft202012Validator(schema(kind, locale(language)))


PLAIN = (
    (r"|~|null|Null|NULL", lambda _: None),
    (r"true|True|TRUE|false|False|FALSE", lambda text: text.lower() == "true"),
    (r"[-+]?[0-9]+", int),
    (r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?", float),
    (r"(?s:.*)", str),
)
"""How an editor reads a text without quotes: the core schema of YAML 1.2, the first that fits."""


def seen(node: marked.Node) -> Any:
    if isinstance(node, marked.Sequence):
        return [seen(item) for item in node.items]
    if isinstance(node, marked.Mapping):
        return {key: seen(value) for key, value in node.entries.items()}
    if not node.plain:
        return node.text
    return next(read(node.text) for pattern, read in PLAIN if re.fullmatch(pattern, node.text))


def instance(text: str) -> Any:
    node, problems = marked.parse(text, "x.yml")
    assert problems == []
    return seen(node)


def records() -> Iterator[tuple[str, Path]]:
    for folder in ARCHIVES:
        for file in sorted(folder.rglob("*")):
            if file.suffix == ".yml":
                yield kind_of(file, folder), file
            elif file.suffix == ".md" and file.parent != folder:
                yield "attachment" if file.parent.name == "attachments" else "item", file


def kind_of(file: Path, folder: Path) -> str:
    if file.parent.name == "plans":
        return "plan"
    if file.parent.name == "partners":
        return "survey" if "\nquestions:" in file.read_text(encoding="utf-8") else "partner"
    return file.stem if file.stem in KINDS else folder.name


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", KINDS)
def test_a_schema_is_a_schema_and_describes_every_key(kind: str, language: str):
    made = schema(kind, locale(language))
    Draft202012Validator.check_schema(made)
    objects = [made.get("items", made), *made.get("$defs", {}).values()]
    for one in objects:
        assert one["additionalProperties"] is False
        assert all(key["description"] for key in one["properties"].values())


@pytest.mark.parametrize(
    ("kind", "file"), list(records()), ids=lambda value: value if isinstance(value, str) else value.name
)
def test_a_schema_accepts_a_record_that_passes(kind: str, file: Path):
    text = file.read_text(encoding="utf-8")
    if file.suffix == ".md":
        text = split_front_matter(text, file.name)[0].yaml
    assert [] == [f"{error.json_path}: {error.message}" for error in validator(kind).iter_errors(instance(text))]


ITEM = "number: 1\ntitle: Sag\nkind: decision\n"
MEETING = "start: 2014-06-03\nstate: minutes\n"
REFUSED = {
    "a key that is missing": ("item", "number: 1\ntitle: Sag\n"),
    "an unknown key": ("item", f"{ITEM}titel: Sag\n"),
    "an unknown key within": ("item", f"{ITEM}decision: [{{outcome: adopted, tekst: Godkendt., text: x}}]\n"),
    "an unknown term": ("item", "number: 1\ntitle: Sag\nkind: beslutning\n"),
    "an outcome in Danish": ("item", f"{ITEM}decision: [{{outcome: Godkendt, text: Godkendt.}}]\n"),
    "a word for a boolean": ("item", f"{ITEM}public: nej\n"),
    "a text for a list": ("item", f"{ITEM}topics: turisme\n"),
    "a list for points": ("item", f"{ITEM}recommendation: {{by: F, points: [at der bygges]}}\n"),
    "points that are none": ("item", f"{ITEM}authority: [{{points: første, organization: ebu}}]\n"),
    "a point that is none": ("item", f"{ITEM}recommendation: {{by: F, points: {{første: at}}}}\n"),
    "an empty list": ("item", f"{ITEM}topics: []\n"),
    "an empty value": ("item", f"{ITEM}matter:\n"),
    "an empty text": ("item", "number: ''\ntitle: Sag\nkind: decision\n"),
    "an id with a space": ("item", f"{ITEM}id: 1 a\n"),
    "a reference to nothing like an item": ("item", f"{ITEM}follows: [punkt 1]\n"),
    "a path for a file": ("item", f"{ITEM}attachments: [{{id: 1, title: x, kind: memo, file: a/b.pdf}}]\n"),
    "a date as people say it": ("meeting", "start: 3. juni 2014\nstate: minutes\n"),
    "a time without a day": ("meeting", "start: '17:30'\nstate: minutes\n"),
    "a person in words": ("meeting", f"{MEETING}attendance: {{chair: Anna Lund}}\n"),
    "a checksum that is short": ("meeting", f"{MEETING}source: {{title: x, sha256: abc}}\n"),
    "an address without https": ("municipality", "licence: {name: x, url: www.x.dk}\n"),
    "a mapping for a register": ("people", "anna: {name: Anna}\n"),
    "a language by its name": ("topics", "- {id: x, label: {dansk: X}}\n"),
    "a number in words": ("plan", "goals: [{id: 1, target: ti}]\n"),
    "an answer in Danish": ("survey", "respondents: [{answers: [{question: a, answer: nej}]}]\n"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_a_schema_marks_what_the_reader_refuses(name: str):
    kind, text = REFUSED[name]
    assert not validator(kind).is_valid(instance(text))


def test_what_is_only_said_in_another_way_is_accepted_as_the_reader_does():
    spoken = f"{ITEM}matter: ny-skole\npublic: false\nauthority: [{{points: 1, organization: su}}]\nreference: 0123\n"
    assert validator("item").is_valid(instance(spoken))
