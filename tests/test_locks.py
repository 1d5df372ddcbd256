"""The locks hold what pyproject.toml asks for: whoever changes the one runs `make lock` for the other."""

from __future__ import annotations

import os
import re
import subprocess
import tomllib
from collections import defaultdict

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.building import REPOSITORY

PROJECT = tomllib.loads((REPOSITORY / "pyproject.toml").read_text(encoding="utf-8"))
GROUPS = PROJECT["dependency-groups"]


def locked(name: str) -> dict[str, set[str]]:
    """Return the versions in a lock by package; there may be several where old Pythons need another one."""
    text = (REPOSITORY / "requirements" / name).read_text(encoding="utf-8")
    versions = defaultdict(set)
    for package, version in re.findall(r"^([\w.-]+)==([^\s;\\]+)", text, flags=re.MULTILINE):
        versions[canonicalize_name(package)].add(version)
    return dict(versions)


def wanted(*groups: str) -> list[Requirement]:
    strings = [*PROJECT["project"]["dependencies"], *(entry for group in groups for entry in GROUPS[group])]
    return [Requirement(string) for string in strings if isinstance(string, str)]


@pytest.mark.parametrize(
    ("lock", "groups"),
    [("site.txt", ["build"]), ("test.txt", ["build", "test"]), ("bench.txt", ["bench"])],
    ids=["site", "test", "bench"],
)
def test_a_lock_satisfies_every_requirement(lock, groups):
    versions = locked(lock)

    missing = [
        str(requirement)
        for requirement in wanted(*groups)
        if not all(map(requirement.specifier.contains, versions.get(canonicalize_name(requirement.name), {"0"})))
    ]

    assert missing == []


def test_the_tests_run_on_the_versions_that_the_site_is_built_with():
    site, test = locked("site.txt"), locked("test.txt")

    assert {name: test.get(name) for name in site} == site


def test_uv_is_locked_in_the_version_that_makes_the_locks():
    makefile = (REPOSITORY / "Makefile").read_text(encoding="utf-8")

    assert {"uv": set(re.findall(r"^UV *:= uv==(\S+)$", makefile, flags=re.MULTILINE))} == locked("uv.txt")


@pytest.mark.skipif(os.name == "nt", reason="make and its shell are not there")
@pytest.mark.parametrize(
    ("told", "uv", "expected"),
    [
        (":env:.cert='/a'\nglobal.extra-index-url='https://b'", 0, ["pip uv.txt", "uv site.txt", "uv ."]),
        ("global.index-url='https://b'\n" + "global.no-input='1'\n" * 9_000, 0, ["pip site.txt", "pip ."]),
        ("", 2, ["pip uv.txt", "uv site.txt", "pip site.txt", "pip ."]),
    ],
    ids=["uv", "another index", "uv cannot fetch"],
)
def test_uv_installs_unless_it_cannot_or_pip_has_been_told_of_another_index(tmp_path, told, uv, expected):
    (tmp_path / "told").write_text(told, encoding="utf-8")
    scripts = {
        "python": 'case "$*" in *"config list"*) cat "$0/../told"; exit;; esac; echo "pip ${*: -1}" >> "$0/../said"',
        "uv": f'echo "uv ${{*: -1}}" >> "$0/../said"; exit {uv}',
    }
    for name, script in scripts.items():
        file = tmp_path / name
        file.write_text(f"#!/usr/bin/env bash\n{script.replace('$0/..', str(tmp_path))}\n", encoding="utf-8")
        file.chmod(0o755)

    run = subprocess.run([REPOSITORY / ".ci/install", tmp_path, "requirements/site.txt"], cwd=REPOSITORY, check=False)

    assert 0 == run.returncode
    said = (tmp_path / "said").read_text(encoding="utf-8").replace("requirements/", "").splitlines()
    assert expected == said


def test_plain_mkdocs_is_measured_in_the_versions_that_the_site_is_built_with():
    site, bench = locked("site.txt"), locked("bench.txt")

    assert {name: bench[name] for name in site if name in bench} == {name: site[name] for name in site if name in bench}


def test_nothing_that_is_only_measured_beside_us_is_installed_with_the_site_or_the_tests():
    named = {
        group: {canonicalize_name(Requirement(one).name) for one in GROUPS[group] if isinstance(one, str)}
        for group in ("bench", "test")
    }
    measured = named["bench"] - named["test"]  # Pagefind gives the tests of search a second opinion

    assert measured
    assert measured & (locked("site.txt").keys() | locked("test.txt").keys()) == set()
