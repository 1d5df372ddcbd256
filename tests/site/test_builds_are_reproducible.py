"""The same records give the same bytes, and a build that fails takes nothing away."""

from __future__ import annotations

import shutil

import pytest

from tests.building import Project


@pytest.fixture
def archive(tmp_path) -> Project:
    folder = tmp_path / "archive"
    folder.mkdir()
    return Project.of_this_repository(folder)


@pytest.fixture(scope="module")
def published(tmp_path_factory, sample_site) -> tuple[Project, dict[str, str]]:
    """Give a copy of an archive that was built, with all that the build keeps for the next one."""
    folder = tmp_path_factory.mktemp("copied") / "archive"
    shutil.copytree(sample_site.folder.parent, folder, symlinks=True)
    return Project(folder), sample_site.fingerprints()


def differences(one: dict[str, str], other: dict[str, str]) -> list[str]:
    """Name the files that only one of two sites has, or that are not the same in both."""
    return sorted(name for name in one.keys() | other.keys() if one.get(name) != other.get(name))


def test_another_machine_on_another_day_gives_the_same_bytes(archive, sample_site):
    """Sets in another order, another time zone, another language, another folder: none of it leaves a trace.

    Nor does SOURCE_DATE_EPOCH, which MkDocs takes for the day of the build; here it is one in 2033.
    """
    elsewhere = archive.publish(
        PYTHONHASHSEED="4711", TZ="Pacific/Auckland", LC_ALL="C", SOURCE_DATE_EPOCH="2000000000"
    )

    assert differences(elsewhere.fingerprints(), sample_site.fingerprints()) == []


def test_a_second_build_gives_the_same_bytes_as_the_first_also_when_all_has_been_copied(published):
    archive, first = published

    assert differences(archive.publish().fingerprints(), first) == []


@pytest.mark.parametrize(
    ("name", "text"),
    [
        pytest.param("meetings/municipality.yml", "format_version: [", id="a-record-cannot-be-read"),
        pytest.param("docs/index.md", "# Archive\n\n[Nowhere](nowhere.md)\n", id="a-page-links-to-nothing"),
        pytest.param(
            "docs/index.md", "# Archive\n\n[No record](../meetings/nowhere.md)\n", id="a-page-links-to-no-record"
        ),
    ],
)
def test_a_failing_build_leaves_what_is_published_as_it_is(published, name, text):
    archive, before = published
    right = (archive.folder / name).read_text(encoding="utf-8")
    archive.write({name: text})

    build = archive.build()

    archive.write({name: right})
    assert not build.ok
    assert differences(build.site.fingerprints(), before) == []
