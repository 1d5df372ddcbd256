"""Keys of entries that are taken from the last build are those that would be worked out."""

from __future__ import annotations

from pathlib import Path

import pytest
from minutebook.model import Person, Request
from minutebook.pages.edition import Edition
from minutebook.search import records
from minutebook.search.cache import Cache
from minutebook.search.keys import Keys, Prints
from minutebook.text import locale
from minutebook.urls import addresses
from minutebook.views import Views

from tests import builders

FIRST, SECOND = "ebu/2014-09-09", "ebu/2014-10-14"


def edition(name: str = "Hanne Hansen") -> Edition:
    items = [builders.item(str(number), requested_by=Request("hanne")) for number in (1, 2)]
    meetings = builders.meeting(FIRST, *items), builders.meeting(SECOND, items[0])
    people = [Person("hanne", name)]
    return Edition(Views(builders.archive(*meetings, people=people)), locale("da"), addresses("da"))


def keys_of(shown: Edition, keys: Keys | None) -> list[bytes]:
    found = [entry.key for entry in records.entries(shown, keys)]
    if keys:
        keys.save()
    return found


@pytest.fixture
def spelled_out(monkeypatch) -> list[str]:
    """Note the items whose keys are worked out."""
    noted: list[str] = []
    work = records._key

    def key(shown: Edition, handling, print_: bytes) -> bytes:
        noted.append(handling.key)
        return work(shown, handling, print_)

    monkeypatch.setattr(records, "_key", key)
    return noted


def prints(shown: Edition, first: bytes = b"1", outside: bytes = b"people") -> Prints:
    folders = {meeting.key: meeting.path.rpartition("/")[0] for meeting in shown.archive.meetings}
    return Prints({folders[FIRST]: first, folders[SECOND]: b"2"}, outside)


def test_what_is_the_same_is_not_spelled_out_again(tmp_path: Path, spelled_out):
    cache, shown = Cache(tmp_path), edition()
    first = keys_of(shown, Keys(cache, prints(shown), "da"))
    spelled_out.clear()

    assert first == keys_of(shown, Keys(cache, prints(shown), "da"))
    assert spelled_out == []


def test_a_meeting_that_has_changed_is_spelled_out_and_no_other(tmp_path: Path, spelled_out):
    cache, shown = Cache(tmp_path), edition()
    keys_of(shown, Keys(cache, prints(shown), "da"))
    spelled_out.clear()
    again = keys_of(shown, Keys(cache, prints(shown, first=b"other"), "da"))

    assert [f"{FIRST}/1", f"{FIRST}/2"] == spelled_out
    assert again == keys_of(shown, Keys(Cache(tmp_path / "nothing"), prints(shown, first=b"other"), "da"))


def test_where_something_outside_of_meetings_has_changed_all_are_spelled_out(tmp_path: Path, spelled_out):
    cache, shown, renamed = Cache(tmp_path), edition(), edition("Hanne Holm")
    first = keys_of(shown, Keys(cache, prints(shown), "da"))
    spelled_out.clear()

    assert not set(first) & set(keys_of(renamed, Keys(cache, prints(renamed, outside=b"renamed"), "da")))
    assert len(first) == len(spelled_out)


def test_a_meeting_of_which_nobody_knows_what_was_read_is_always_spelled_out(tmp_path: Path, spelled_out):
    cache, shown = Cache(tmp_path), edition()
    for _ in range(2):
        spelled_out.clear()
        keys_of(shown, Keys(cache, prints(shown, first=b""), "da"))

    assert [f"{FIRST}/1", f"{FIRST}/2"] == spelled_out
