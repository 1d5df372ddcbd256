"""The program knows whether it is still the one that it was, which decides what a build may keep."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from minutebook import program

pytestmark = pytest.mark.usefixtures("package")


@pytest.fixture
def package(tmp_path, monkeypatch) -> Iterator[Path]:
    """Give the program a package of its own, and let it begin anew."""
    (tmp_path / "theme").mkdir()
    (tmp_path / "theme" / "item.html").write_text("<h1>")
    (tmp_path / "build.py").write_text("pages = 1\n")
    monkeypatch.setattr(program, "_PACKAGE", tmp_path)
    program._first.cache_clear()
    yield tmp_path
    program._first.cache_clear()


def test_a_program_that_nobody_touches_is_steady():
    assert program.digest()
    assert program.is_steady()


def test_a_program_that_is_written_again_as_it_was_is_steady(package):
    before = program.digest()
    template = package / "theme" / "item.html"
    template.write_text(template.read_text())
    os.utime(template, ns=(1, 1))

    assert program.is_steady()
    assert before == program.digest()


def change(package):
    (package / "theme" / "item.html").write_text("<h2>")  # as many bytes


def add(package):
    (package / "theme" / "goal.html").write_text("<h1>")


def remove(package):
    (package / "theme" / "item.html").unlink()


def rename(package):
    (package / "theme" / "item.html").rename(package / "theme" / "goal.html")


@pytest.mark.parametrize("step", [change, add, remove, rename])
def test_a_program_that_is_another_one_is_not_and_its_digest_stays_that_of_the_beginning(package, step):
    before = program.digest()
    step(package)

    assert not program.is_steady()
    assert before == program.digest()


def test_what_python_compiles_is_no_part_of_the_program(package):
    assert program.is_steady()
    (package / "__pycache__").mkdir()
    (package / "__pycache__" / "build.cpython-311.pyc").write_bytes(b"x")

    assert program.is_steady()
