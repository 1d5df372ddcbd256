"""What is copied into the site comes from the records and from nowhere else."""

from __future__ import annotations

import pytest
from minutebook.site import place_file


def test_a_file_that_leads_out_of_the_records_is_refused(tmp_path):
    records = tmp_path / "meetings"
    records.mkdir()
    (tmp_path / "secret.txt").write_text("secret", encoding="utf-8")
    (records / "plan.txt").symlink_to(tmp_path / "secret.txt")
    target = tmp_path / "site" / "plan.txt"

    with pytest.raises(PermissionError):
        place_file(records / "plan.txt", target, within=records)
    assert not target.exists()


def test_records_that_lie_elsewhere_as_a_whole_are_published(tmp_path):
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere" / "plan.txt").write_text("plan", encoding="utf-8")
    (tmp_path / "meetings").symlink_to(tmp_path / "elsewhere")
    target = tmp_path / "site" / "plan.txt"

    place_file(tmp_path / "meetings" / "plan.txt", target, within=tmp_path / "meetings")
    assert target.read_text(encoding="utf-8") == "plan"
