"""What the manual lets browsers keep for a year changes its name with its contents; nothing else is kept unasked."""

from __future__ import annotations

import re

import pytest

from tests.building import REPOSITORY


@pytest.fixture(params=["publish.md", "publish.en.md"])
def lasting(request) -> re.Pattern[str]:
    """Give the expression by which nginx tells what may be kept."""
    manual = (REPOSITORY / "docs" / "manual" / request.param).read_text(encoding="utf-8")
    (expression,) = re.findall(r'location ~ "(.+)" \{', manual)
    return re.compile(expression)


@pytest.mark.parametrize(("built", "index"), [("sample_site", "soeg/index"), ("english_site", "search/index")])
def test_the_search_index_and_its_client_are_kept_and_what_says_which_ones_are_new_is_not(
    lasting, request, built, index
):
    site = request.getfixturevalue(built)
    files = {path.relative_to(site.folder).as_posix() for path in site.folder.rglob("*") if path.is_file()}
    hashed = {name for name in files if name.startswith((f"{index}/", "assets/search.", "assets/archive."))}
    asked_again = {name for name in files if not name.startswith(("assets/", f"{index}/"))} | {f"{index}/manifest.bin"}

    kept = {name for name in files if lasting.search(f"/{name}")}

    assert len(hashed) > 20
    assert [] == sorted(hashed - asked_again - kept)
    assert [] == sorted(kept & asked_again)
