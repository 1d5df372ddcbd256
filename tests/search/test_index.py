"""The index: what goes into it, what stays out, and that its parts say together what the whole says."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from pathlib import Path
from random import Random

import pytest
from minutebook.model import HearingResponse
from minutebook.pages.edition import Edition
from minutebook.privacy import publishable
from minutebook.search import beside_meetings, encodings, index, records, segments
from minutebook.search.ahead import all_analysed
from minutebook.search.analysis import analyse, pack, unpack
from minutebook.search.index import Facts, share_out, write_index
from minutebook.search.languages import language
from minutebook.search.units import BODY, TITLE, Content, Entry, Labels, Unit
from minutebook.text import locale
from minutebook.urls import addresses
from minutebook.views import Views

from tests import builders
from tests.search.asking import asker

WORDS = [
    "budget",
    "skole",
    "skolebudget",
    "vej",
    "vejprojekt",
    "kommune",
    "kommuneplan",
    "turisme",
    "turismestrategi",
    "plan",
    "høring",
    "letbane",
    "ferie",
]
FACTS = Facts("Testby", "da")


def town(entries: int) -> Iterator[Entry]:
    """Yield entries of three years that share their words by chance, the same each time."""
    for number in range(entries):
        random = Random(number)
        day = date(2024, 6, 1) - timedelta(days=random.randrange(1000))
        texts = [" ".join(random.choices(WORDS, k=random.randint(3, 30))) for _ in range(4)]
        address = f"moeder/{number}/"
        units = [
            Unit("item", "", address, ((TITLE, texts[0]),), ""),
            Unit("item", "", f"{address}#a", ((BODY, texts[1]),), texts[1]),
        ]
        units += [Unit("attachment", "", f"{address}{page}/", ((BODY, texts[page]),), texts[page]) for page in (2, 3)]
        terms = {
            "organization": (random.choice("abc"),),
            "year": (str(day.year),),
            "topic": tuple(random.sample("xyz", 2)),
        }
        content = Content(texts[0], address, str(day), tuple(units), (), None, terms)
        yield Entry(repr(content).encode(), day, lambda content=content: content)


def write(entries: list[Entry], folder: Path, **changes: object) -> index.Written:
    folder.mkdir(parents=True, exist_ok=True)
    facts = Facts(**{"name": "Testby", "language": "da", **changes})
    return write_index(entries, facts, Labels(), folder, folder.with_name(f"{folder.name}-cache"))


@pytest.fixture(scope="module")
def asking(browser, tmp_path_factory):
    folder = tmp_path_factory.mktemp("indexes")
    entries = list(town(60))
    write(entries, folder / "parts")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(
            index, "share_out", lambda entries: [tuple(sorted(entries, key=lambda entry: -entry.day.toordinal()))]
        )
        write(entries, folder / "whole")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(segments, "CHUNK", (60, 60))
        patch.setattr(encodings, "PLACES", (20, 30))
        patch.setattr(index, "PLACES", (20, 30))
        write(entries, folder / "cut")
    write([entry for entry in entries if entry.day.year == 2024], folder / "one")
    with asker(browser, folder) as asking:
        others = [f"{asking.page.url.rpartition('/')[0]}/indexes/rest/"]
        write([entry for entry in entries if entry.day.year != 2024], folder / "rest")
        write([entry for entry in entries if entry.day.year == 2024], folder / "one", peers=tuple(others))
        yield asking


@pytest.mark.parametrize("by_date", [False, True])
@pytest.mark.parametrize(
    "query", ["budget", "plan", "skole vej", '"budget skole"', "turisme -ferie", "strategy", "hoering letbaen"]
)
def test_several_segments_say_the_same_as_one(asking, query, by_date):
    parts, whole = (asking.ask(query, name, byDate=by_date) for name in ("parts/", "whole/"))

    assert parts["hits"] == whole["hits"]
    assert parts["counts"] == whole["counts"]


@pytest.mark.parametrize("query", ["plan", "kommu", '"budget skole"', '"skole vej plan"', '"turisme plan" -ferie'])
def test_terms_and_positions_in_many_files_say_the_same_as_in_few(asking, query):
    cut, parts = (asking.ask(query, name) for name in ("cut/", "parts/"))

    assert cut["hits"]
    assert cut == parts


@pytest.mark.parametrize("query", ["budget", "skole vej"])
def test_two_archives_together_find_what_one_would(asking, query):
    assert sorted(asking.found(query, "one/")) == sorted(asking.found(query, "whole/"))


def test_counts_are_exact_and_say_what_a_choice_would_leave(asking):
    everything = asking.ask("budget", "parts/")
    for value, count in everything["counts"]["topic"].items():
        chosen = {"facets": {"topic": [value]}, "from": 0, "to": 0}

        assert len(asking.found("budget", "parts/", chosen=chosen)) == count


def test_order_by_date_is_exact(asking):
    days = {entry.content().address: entry.day for entry in town(60)}

    found = [days["/".join(address.split("/")[:2]) + "/"] for address in asking.found("budget", "parts/", byDate=True)]

    assert found == sorted(found, reverse=True)


def test_a_new_meeting_leaves_closed_years_as_they_are(tmp_path):
    entries = list(town(40))
    before = write(entries, tmp_path / "index")
    today = [*entries, Entry(b"new", date(2024, 6, 2), lambda: next(town(1)).content())]

    after = write(today, tmp_path / "index")

    assert after.segments[1:] == before.segments[1:]
    assert after.segments[0] != before.segments[0]


def test_only_what_is_new_is_analysed(tmp_path, monkeypatch):
    entries = list(town(20))
    write(entries, tmp_path / "index")
    analysed = []
    monkeypatch.setattr(
        index, "analyse", lambda content, terms_of: analysed.append(content.address) or analyse(content, terms_of)
    )
    new = Entry(
        b"new", date(2024, 6, 2), lambda: Content("Nyt", "ny/", "", (Unit("item", "", "ny/", ((TITLE, "Nyt"),), ""),))
    )

    write([*entries, new], tmp_path / "index")

    assert analysed == ["ny/"]


def test_the_same_entries_give_the_same_bytes_whatever_was_cached(tmp_path):
    write(list(town(30)), tmp_path / "a")
    write(list(town(10)), tmp_path / "b")
    for old in (tmp_path / "b").iterdir():
        if old.is_file():
            old.unlink()
    write(list(town(30)), tmp_path / "b")
    files = {
        path.relative_to(tmp_path / "a"): path.read_bytes() for path in (tmp_path / "a").rglob("*") if path.is_file()
    }

    assert {name: (tmp_path / "b" / name).read_bytes() for name in files} == files


def test_a_cache_that_cannot_be_read_is_thrown_away(tmp_path):
    first = write(list(town(5)), tmp_path / "index")
    (tmp_path / "index-cache/analysis.sqlite").write_bytes(b"no database" * 100)

    assert write(list(town(5)), tmp_path / "index").segments == first.segments


def test_an_analysis_survives_being_packed():
    analysis = analyse(next(town(1)).content(), language("da").terms)

    assert unpack(pack(analysis)) == analysis


def test_entries_analysed_ahead_are_what_they_are_one_by_one():
    entries = list(town(70))
    with ThreadPoolExecutor(1) as executor:
        ahead = [(entry, unpack(data)) for entry, data, _ in all_analysed("da", entries, executor)]

    assert ahead == [(entry, analyse(entry.content(), language("da").terms)) for entry in entries]


def test_years_fill_segments_from_the_oldest_and_pages_without_a_date_stand_apart(monkeypatch):
    monkeypatch.setattr(index, "FULL", 2)
    days = [date(year, 5, 1) for year in (2019, 2020, 2021, 2022, 2022, 2023, 2024)]
    entries = [Entry(str(number).encode(), day, lambda: None) for number, day in enumerate([*days, None])]

    shared = [[entry.day.year if entry.day else None for entry in part] for part in share_out(entries)]

    assert shared == [[2024], [2023], [2022, 2022, 2021], [2020, 2019], [None]]


def test_nothing_that_the_gate_withholds_is_in_any_file_of_the_index(tmp_path):
    secret = "Hemmeligheden"  # noqa: S105
    closed = builders.item(
        "1",
        "Personsag",
        public=False,
        closed_ground="§ 10",
        sections=builders.prose(secret),
        reference=secret,
        attachments=(builders.attachment("1", sections=builders.prose(secret)),),
    )
    withheld = builders.attachment(
        "1", title="Bilag", public=False, withheld_reason="Ophavsret", sections=builders.prose(secret), author=secret
    )
    answer = HearingResponse(f"Gerda {secret}", "imod")
    plan = builders.plan("plan", "2014-01-01", "2014-12-31", responses=(answer,))
    meeting = builders.meeting("ebu/2014-09-09", closed, builders.item("2", "Åben", attachments=(withheld,)))
    archive = builders.archive(meeting, plans=[plan])
    edition = Edition(Views(publishable(archive)), locale("da"), addresses("da"))

    (tmp_path / "index").mkdir()
    entries = [*records.entries(edition), *beside_meetings.entries(edition)]
    write_index(entries, FACTS, records.labels(edition), tmp_path / "index", tmp_path / "cache")

    for file in (tmp_path / "index").rglob("*.bin"):
        text = zlib.decompress(file.read_bytes()).decode("utf-8", "replace").lower()
        assert secret.lower() not in text
        assert "hemmelig" not in text
