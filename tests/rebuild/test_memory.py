"""What a build keeps is of no use to a program that would make something else of the records."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from jinja2 import DictLoader, Environment
from minutebook import program
from minutebook.pages import filling
from minutebook.pages.filling import Templates
from minutebook.rebuild.templates import KeptTemplates
from minutebook.text import locale
from packaging.requirements import Requirement

from tests.building import REPOSITORY

NO_MATTER_FOR_PAGES = {"click", "filelock", "python-calamine", "watchdog"}


def test_every_library_that_decides_about_a_page_decides_whether_the_memory_holds():
    project = tomllib.loads((REPOSITORY / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    needed = {Requirement(one).name.lower() for one in project["dependencies"]}

    assert sorted(needed - NO_MATTER_FOR_PAGES) == sorted(program.LIBRARIES)


def said(kept: KeptTemplates, template: str) -> str:
    environment = Environment(loader=DictLoader({"page.html": template}), autoescape=True, bytecode_cache=kept)
    text = environment.get_template("page.html").render(name="Bo")
    kept.save()
    return text


def test_a_template_that_has_changed_since_it_was_compiled_is_compiled_again(tmp_path: Path):
    file = tmp_path / "templates"

    assert said(KeptTemplates(file), "Hej {{ name }}") == "Hej Bo"
    assert said(KeptTemplates(file), "Hej {{ name }}") == "Hej Bo"
    assert said(KeptTemplates(file), "Farvel {{ name }}") == "Farvel Bo"


def test_pages_in_two_languages_are_not_filled_from_each_others_templates(monkeypatch, tmp_path: Path):
    monkeypatch.setattr(filling, "_kept", KeptTemplates(tmp_path / "templates"))
    shown = {
        language: {Templates(locale(language), "da").fill("open.html", title="", lede="", groups=()) for _ in "ab"}
        for language in ("da", "en")
    }

    assert {language: len(texts) for language, texts in shown.items()} == {"da": 1, "en": 1}
    assert shown["da"] != shown["en"]


@pytest.mark.parametrize("at", [0, 40, -1])
def test_compiled_templates_that_have_rotted_are_not_run(tmp_path: Path, at: int):
    file = tmp_path / "templates"
    said(KeptTemplates(file), "Hej {{ name }}")
    data = bytearray(file.read_bytes())
    data[at] ^= 255
    file.write_bytes(data)

    assert said(KeptTemplates(file), "Hej {{ name }}") == "Hej Bo"
    assert file.read_bytes() != data
