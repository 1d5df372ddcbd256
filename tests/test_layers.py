"""The floor plan: data flows one way through the package, and only the build knows MkDocs."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from mkdocs.plugins import EVENTS

from tests.building import REPOSITORY

HOOKS = REPOSITORY / "hooks"
PACKAGE = HOOKS / "minutebook"

ORDER = (
    # what everything may know
    "vocabulary",
    "urls",
    "model",
    "addresses",
    "page_marks",
    "anchors",
    "text",
    "personal",
    "problems",
    "outcomes",
    "goals",
    "program",
    "confinement",
    "garbage",
    "workforce",
    "options",
    # the way of the data
    "records",
    "privacy",
    "settings",
    "today",
    "checks",
    "views",
    "pages",
    "search",
    "site",
    "rebuild",
    "serving",
    # who sets it going
    "reference",
    "scaffold",
    "importers",
    "cli",
    "__main__",
    "build",
)
"""The rooms of the package. Each may use those before it and none after it."""

NARROW = {("views", "records"): {"points"}, ("pages", "records"): {"points"}}
"""Of a room that reads files, those who show things may use only what writes the points of a recommendation."""

LONGEST_MODULE = 300
EXEMPT = {"model.py"}  # the domain is one list of types


def modules() -> list[Path]:
    return sorted(PACKAGE.rglob("*.py"))


def room_of(file: Path) -> str:
    return file.relative_to(PACKAGE).with_suffix("").parts[0]


def used(file: Path) -> Iterator[tuple[str, str]]:
    """Yield each room that a module uses, with what it uses of it."""
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        names = []
        if isinstance(node, ast.ImportFrom):
            assert not node.level, f"{file.name}: imports are written out in full"
            names = [f"{node.module}.{alias.name}" for alias in node.names]
        elif isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        for name in names:
            package, _, rest = name.partition(".")
            room, _, part = rest.partition(".")
            if package == "minutebook" and room and not room.isupper() and room != "__version__":
                yield room, part.partition(".")[0]


def test_every_room_has_its_place_in_the_order():
    assert sorted({room_of(file) for file in modules()} - {"__init__"}) == sorted(ORDER)


def test_no_arrow_points_back():
    back = {}
    for file in modules():
        room = room_of(file)
        before = {*ORDER[: ORDER.index(room)], room} if room in ORDER else set()
        back[file] = sorted({other for other, _ in used(file)} - before)

    assert {file: rooms for file, rooms in back.items() if rooms} == {}


def test_those_who_show_things_do_not_read_files():
    reading = [
        (file, room, part)
        for file in modules()
        for room, part in used(file)
        if part not in NARROW.get((room_of(file), room), {part})
    ]

    assert reading == []


def test_only_the_build_names_mkdocs():
    naming = [
        file.name
        for file in modules()
        if any(
            name.split(".")[0] in {"mkdocs", "material"}
            for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
            for name in (
                [node.module or ""]
                if isinstance(node, ast.ImportFrom)
                else [alias.name for alias in node.names]
                if isinstance(node, ast.Import)
                else []
            )
        )
    ]
    assert naming == ["build.py"]


def test_all_modules_but_the_build_run_without_mkdocs():
    names = [
        ".".join(("minutebook", *file.relative_to(PACKAGE).with_suffix("").parts)).removesuffix(".__init__")
        for file in modules()
        if file.name not in {"build.py", "__main__.py"}
    ]
    imports = "\n".join(f"import {name}" for name in names)
    loaded = "sorted(name for name in sys.modules if name.split('.')[0] in {'mkdocs', 'material'})"
    run = subprocess.run(
        [sys.executable, "-c", f"import sys\n{imports}\nprint({loaded})"],
        cwd=HOOKS,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert (run.stdout, run.stderr) == ("[]\n", "")


def test_hooks_holds_one_module_and_one_package():
    there = {entry.name for entry in HOOKS.iterdir() if entry.name != "__pycache__" and not entry.name.startswith(".")}
    assert there == {"README.md", "archive.py", "minutebook"}


def test_the_hook_is_a_table_of_contents_of_the_build():
    text = (HOOKS / "archive.py").read_text(encoding="utf-8")
    assert len(text.splitlines()) < 60
    docstring, *statements = ast.parse(text).body
    assert isinstance(docstring, ast.Expr)
    imports = [node for node in statements if isinstance(node, ast.ImportFrom)]
    events = [node for node in statements if isinstance(node, ast.FunctionDef)]
    assert [*imports, *events] == statements
    assert ["minutebook"] == [node.module for node in imports]
    assert [] == [event.name for event in events if event.name.removeprefix("on_") not in EVENTS]


def test_a_module_is_one_that_a_reader_finishes_and_says_what_it_is():
    texts = {file: file.read_text(encoding="utf-8") for file in modules()}

    assert [
        one for one, text in texts.items() if one.name not in EXEMPT and len(text.splitlines()) > LONGEST_MODULE
    ] == []
    assert [one for one, text in texts.items() if text.strip() and not ast.get_docstring(ast.parse(text))] == []


def test_no_name_in_the_package_is_an_empty_one():
    empty = {"util", "utils", "helper", "helpers", "manager", "common", "misc", "core", "base"}
    assert [] == [file.name for file in modules() if file.stem in empty]
