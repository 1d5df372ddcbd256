"""What is copied into the site comes from the records and from nowhere else."""

from __future__ import annotations

import pytest
from minutebook.rebuild.trees import copy_in
from minutebook.site import inside


def test_a_file_that_leads_out_of_the_records_is_refused(tmp_path):
    records = tmp_path / "meetings"
    records.mkdir()
    (tmp_path / "secret.txt").write_text("secret", encoding="utf-8")
    (records / "plan.txt").symlink_to(tmp_path / "secret.txt")

    with pytest.raises(PermissionError):
        inside(records / "plan.txt", records)


def test_records_that_lie_elsewhere_as_a_whole_are_published(tmp_path):
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere" / "plan.txt").write_text("plan", encoding="utf-8")
    (tmp_path / "meetings").symlink_to(tmp_path / "elsewhere")
    source = tmp_path / "meetings" / "plan.txt"

    assert source == inside(source, tmp_path / "meetings")


def test_a_file_edited_in_place_does_not_change_the_site(tmp_path):
    source = tmp_path / "plan.txt"
    source.write_text("plan", encoding="utf-8")
    copy_in(str(source), str(tmp_path / "site"), "filer/plan.txt")
    with source.open("a", encoding="utf-8") as stream:
        stream.write("X")

    assert "plan" == (tmp_path / "site" / "filer" / "plan.txt").read_text(encoding="utf-8")
