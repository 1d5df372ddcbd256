"""Meetings that others have read are known the next time, unless they may have been read too early."""

from __future__ import annotations

from contextlib import contextmanager
from functools import partial
from pathlib import Path

import pytest
from minutebook.rebuild import meetings, sources
from minutebook.rebuild.drawer import Drawer
from minutebook.rebuild.meetings import Read
from minutebook.rebuild.texts import Leaf, packed

from tests.rebuilding import Workplace

ITEM = "---\nnumber: 1\ntitle: {title}\nkind: discussion\n---\n\nOrd.\n"


class Others:
    """A crew that reads at once."""

    @contextmanager
    def gathered(self, *known: object, joining: bool):
        self.known = known
        yield self if joining else None

    def results(self, function, given):
        return map(partial(function, *self.known), given)


@pytest.fixture
def work(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Workplace:
    """Two meetings that a crew reads ahead."""
    others = Others()
    monkeypatch.setattr(meetings, "MANY", 0)
    monkeypatch.setattr(meetings, "SOME", 0)
    monkeypatch.setattr(meetings, "HERE", others)
    work = Workplace(tmp_path, tmp_path / "site", tmp_path / "room")
    work.found()
    work.write("raad/organization.yml", "name: Raadet\nclassification: committee\n")
    for day in ("2024-03-04", "2024-05-06"):
        work.write(f"raad/{day}/meeting.yml", f"start: {day}\nstate: minutes\n")
        work.write(f"raad/{day}/01-punkt.md", ITEM.format(title="Havnen"))
    return work


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Note which meetings are read."""
    noted: list[str] = []
    original = meetings.read_meeting

    def noting(desk, folder, organization):
        noted.append(folder.name)
        return original(desk, folder, organization)

    monkeypatch.setattr(meetings, "read_meeting", noting)
    return noted


def test_what_was_read_ahead_is_known_the_next_time(work, read):
    work.build()
    work.write("raad/2024-05-06/01-punkt.md", ITEM.format(title="Kajen"))
    work.build()

    assert ["2024-03-04", "2024-05-06", "2024-05-06"] == read
    first = work.anew(work.root / "cold")
    first.build()
    assert first.fingerprints() == work.fingerprints()


@pytest.mark.parametrize("alone", [True, False])
def test_fewer_meetings_are_shared_where_a_process_can_be_forked(work, monkeypatch, alone):
    monkeypatch.setattr(meetings, "is_alone", lambda: alone)
    monkeypatch.setattr(meetings, "SOME", 2)
    monkeypatch.setattr(meetings, "MANY", 3)
    work.build()

    assert hasattr(meetings.HERE, "known") is alone


def test_what_was_read_ahead_and_has_changed_since_the_look_began_is_read_again(work, read, monkeypatch):
    monkeypatch.setattr(sources, "time_in", lambda _: 0)  # all files are younger
    work.build()

    assert ["2024-03-04", "2024-05-06", "2024-03-04", "2024-05-06"] == read


def test_a_drawer_gives_what_was_put_into_it_and_packs_the_rest(tmp_path):
    one, other = (Read(Leaf(folder), None, [], set(), set(), {}) for folder in ("raad/2024-03-04", "raad/2024-05-06"))
    drawer = Drawer(tmp_path)
    drawer.put("one", one, b"sent")
    drawer.put("other", one, b"sent earlier")
    drawer.put("more", other, b"more")

    assert [b"sent", packed(tuple(other)), b"more"] == [
        drawer.data_of("one", one),
        drawer.data_of("other", other),
        drawer.data_of("more", other),
    ]
    assert [] == list(tmp_path.iterdir())
    drawer.clear()
    assert drawer.data_of("one", one) == packed(tuple(one))
