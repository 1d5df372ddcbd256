"""What a build keeps is of no use to a program that would make something else of the records."""

from __future__ import annotations

import tomllib

from minutebook.rebuild import memory
from packaging.requirements import Requirement

from tests.building import REPOSITORY

COMMANDS_ONLY = {"click", "python-calamine"}


def test_every_library_that_decides_about_a_page_decides_whether_the_memory_holds():
    project = tomllib.loads((REPOSITORY / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    needed = {Requirement(one).name.lower() for one in project["dependencies"]}

    assert sorted(needed - COMMANDS_ONLY) == sorted(memory.LIBRARIES)
