"""The index: what goes into it, what stays out, and that its parts say together what the whole says."""

from __future__ import annotations

import re
import shutil
import zlib
from collections.abc import Iterator
from concurrent.futures import Future
from dataclasses import replace
from datetime import date, timedelta
from itertools import islice, pairwise
from pathlib import Path
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from minutebook.model import HearingResponse
from minutebook.pages.edition import Edition
from minutebook.privacy import publishable
from minutebook.search import beside_meetings, encodings, index, places, records, runs, segments, shares
from minutebook.search.ahead import all_posted, posted
from minutebook.search.blocks import Block, Lists
from minutebook.search.cache import Cache
from minutebook.search.glossary import Glossary
from minutebook.search.index import Facts, Index
from minutebook.search.keywords import Keywords
from minutebook.search.languages import language
from minutebook.search.lexicon import Lexicon
from minutebook.search.numbers import all_written
from minutebook.search.register import Register
from minutebook.search.shares import share_out
from minutebook.search.units import BODY, TITLE, Content, Entry, Labels, Unit
from minutebook.text import locale
from minutebook.urls import addresses
from minutebook.views import Views
from minutebook.workforce import Crew

from tests import builders
from tests.search.asking import asker, into

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


def of_many_words() -> Iterator[Entry]:
    """Yield entries with words that begin alike, before and behind the one that all of them have."""
    ends = [f"{one}{other}x" for one in "bdfglmprst" for other in "aeiou"]
    words = [f"{begin}{end}" for begin in ("ko", "komi", "kommune", "komt", "ku", "om") for end in ends]
    for number, word in enumerate(words):
        content = Content(word, f"{number}/", "", (Unit("item", "", f"{number}/", ((TITLE, f"{word} kommune"),), ""),))
        yield Entry(word.encode(), date(2024, 1, 1), lambda content=content: content)


def write(entries: list[Entry], folder: Path, **changes: object) -> index.Written:
    folder.mkdir(parents=True, exist_ok=True)
    facts = Facts(**{"name": "Testby", "language": "da", **changes})
    return Index(entries, facts, Labels(), Cache(folder.with_name(f"{folder.name}-cache"))).write(into(folder))


def files_of(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


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
        patch.setattr(places, "PLACES", (20, 30))
        patch.setattr(runs, "RUN", 6)
        patch.setattr(encodings, "FEW", 0)
        patch.setattr(index, "PLACES", (20, 30))
        patch.setattr(shares, "LONG", 10)
        write(entries, folder / "cut")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(encodings, "FEW", 0)
        write(entries, folder / "apart")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(segments, "CHUNK", (60, 60))
        write([*of_many_words()], folder / "large")
    write([entry for entry in entries if entry.day.year == 2024], folder / "one")
    with asker(browser, folder) as asking:
        others = [f"{asking.page.url.rpartition('/')[0]}/indexes/rest/"]
        write([entry for entry in entries if entry.day.year != 2024], folder / "rest")
        write([entry for entry in entries if entry.day.year == 2024], folder / "one", peers=tuple(others))
        yield asking


@pytest.mark.parametrize("by_date", [False, True])
@pytest.mark.parametrize(
    "query",
    ["budget", "plan", "skole vej", '"budget skole"', "turisme -ferie", "strategy", "hoering letbaen", "rudget skvle"],
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


def test_few_positions_stand_in_the_file_of_their_terms(tmp_path):
    write(list(town(60)), tmp_path / "few")

    assert [] == [path for path in files_of(tmp_path / "few") if "/p/" in path]


def test_a_phrase_asks_for_positions_behind_its_words_and_before_these_are_there(asking):
    asked, held = [], []

    def take(route):
        asked.append(route.request.url.split("/")[-2])
        held.append(route)
        # Words that came before any position was asked for would never come here.
        while held and "p" in asked:
            held.pop().continue_()

    asking.page.route(re.compile("/apart/.*/[tp]/"), take)
    asking.page.reload()
    hits = asking.found('"budget skole"', "apart/")
    asking.page.unroute_all()

    assert hits == asking.found('"budget skole"', "parts/")
    assert ["t", "t", "p", "p"] == asked


def test_a_search_asks_for_what_all_segments_begin_with_once(asking):
    asked = []
    asking.page.on("request", lambda request: asked.append(request.url.partition("/indexes/")[2]))
    asking.page.reload()

    asking.ask("budget", "parts/")

    assert 1 == len([file for file in asked if file.startswith("parts/lead-")])
    assert 2 == len([file for file in asked if "/t/" in file])


@pytest.mark.parametrize(
    "query",
    ["komune", "kommmune", "okmmune", "komunne", "kommunr", "kommumne", "vommune", "kpmmune", "kovmune", "ikmmune"],
)
def test_a_typing_error_is_mended_wherever_in_the_word_it_is(asking, query):
    assert ["kommun"] == [clause["corrected"] for clause in asking.ask(query, "large/")["clauses"]]


def test_numbers_and_what_is_shorter_than_three_letters_are_no_words_to_mend_to(tmp_path):
    unit = Unit("item", "", "1/", ((TITLE, "Kl. 17:30 i 2014: ny vej, en ø og 22,7 mio."),), "")
    write([Entry(b"1", date(2024, 1, 1), lambda: Content("", "1/", "", (unit,)))], tmp_path / "index")
    [file] = (tmp_path / "index").glob("*/words.bin")

    assert encodings.words_file([("mio", 1), ("vej", 1)]) == zlib.decompress(file.read_bytes())


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


def test_a_new_meeting_leaves_the_texts_of_other_days_where_they_are(tmp_path):
    entries = list(town(40))
    write(entries, tmp_path / "index")
    before = files_of(tmp_path / "index/x")
    shutil.rmtree(tmp_path / "index")

    newest = max(entry.day for entry in entries)
    write([*entries, Entry(b"new", newest, lambda: next(town(1)).content())], tmp_path / "index")
    after = files_of(tmp_path / "index/x")

    changed = before.keys() ^ after.keys()
    assert 2 == len({path.partition("/")[0] for path in changed})
    assert {path: after[path] for path in before.keys() - changed} == {
        path: before[path] for path in after.keys() - changed
    }


def test_only_the_ten_days_of_what_is_new_are_posted(tmp_path):
    days = [date(2024, 5, day) for day in (1, 10, 11, 20, 21, 31)]
    entries = [replace(entry, day=day) for entry, day in zip(town(len(days)), days, strict=True)]
    write(entries, tmp_path / "index")
    read = []
    new = Entry(b"new", date(2024, 5, 15), lambda: next(town(1)).content())
    watched = [
        Entry(entry.key, entry.day, lambda entry=entry: read.append(entry.day) or entry.content())
        for entry in (*entries, new)
    ]

    write(watched, tmp_path / "index")

    assert [20, 15, 11] == [day.day for day in read]


def test_the_same_entries_give_the_same_bytes_whatever_was_kept(tmp_path):
    write(list(town(30)), tmp_path / "a")
    write(list(town(10)), tmp_path / "b")
    shutil.rmtree(tmp_path / "b")
    write(list(town(30)), tmp_path / "b")

    assert files_of(tmp_path / "a") == files_of(tmp_path / "b")


@pytest.mark.parametrize("damage", [lambda data: data[: len(data) // 2], lambda data: data[:-1] + b"?", lambda _: b""])
@pytest.mark.parametrize("kind", ["block", "texts", "segment", "packs"])
def test_what_was_kept_and_is_damaged_is_worked_out_again(tmp_path, kind, damage):
    whole = write(list(town(30)), tmp_path / "index")
    files = files_of(tmp_path / "index")
    shutil.rmtree(tmp_path / "index")
    for file in (tmp_path / "index-cache" / kind).iterdir():
        file.write_bytes(damage(file.read_bytes()))

    assert whole == write(list(town(30)), tmp_path / "index")
    assert files == files_of(tmp_path / "index")


@pytest.mark.parametrize("damage", [lambda data: data[:-1] + b"?", lambda _: b""])
@pytest.mark.parametrize("kinds", [["register"], ["register", "summary"], ["register", "summary", "keywords"]])
def test_the_register_is_worked_out_again_where_what_it_needs_is_damaged(tmp_path, kinds, damage):
    index = Index(town(30), FACTS, Labels(), Cache(tmp_path / "cache"))
    index.post()
    whole = listed(index.register())
    for file in (file for kind in kinds for file in (tmp_path / "cache" / kind).iterdir()):
        file.write_bytes(damage(file.read_bytes()))

    assert whole == listed(index.register())


def test_the_register_is_there_before_any_segment_is_put_together(tmp_path):
    index = Index(town(30), FACTS, Labels(), Cache(tmp_path / "cache"))
    index.post()

    assert listed(index.register())
    assert {"block", "keywords", "texts", "summary", "register"} == {
        path.name for path in (tmp_path / "cache").iterdir()
    }


def test_a_word_of_the_register_says_something_else_when_an_entry_that_has_it_does(tmp_path):
    entries = list(town(30))
    changed = entries[3].content()
    other = replace(changed, context="En anden dag")
    now = [Entry(b"other", entry.day, lambda: other) if entry is entries[3] else entry for entry in entries]
    before, after = (Index(each, FACTS, Labels(), Cache(tmp_path / "cache")).register() for each in (entries, now))

    of_it = {word.word for word in before.keywords if changed.address in {hit.address for hit in before.hits(word)}}
    said = {word.word: word.says for word in before.keywords}
    assert of_it
    assert of_it == {word.word for word in after.keywords if word.says != said[word.word]}


def listed(register: Register) -> list[tuple[str, int, list[tuple[str, str, str]]]]:
    """Return the words of a register with what it shows of their entries."""
    return [
        (word.word, word.count, [(hit.title, hit.address, hit.context) for hit in register.hits(word)])
        for word in register.keywords
    ]


class OnTheSpot(Crew):
    """A crew that does at once what it is asked."""

    size, is_here = 1, True

    def submit(self, function, /, *given, **named):
        answer = Future()
        answer.set_result(function(*given, **named))
        return answer


def test_what_another_version_kept_is_not_there(tmp_path):
    Cache(tmp_path, b"1").keep("block", "key", b"what was found")

    assert b"what was found" == Cache(tmp_path, b"1").recall("block", "key")
    other = Cache(tmp_path, b"2")
    assert None is other.recall("block", "key")
    assert not other.has("block", "key")
    other.keep("block", "key", b"what is found now")
    other.close()
    assert 1 == len(files_of(tmp_path))


def test_what_is_not_needed_any_more_is_forgotten(tmp_path):
    (tmp_path / "kept").mkdir()
    (tmp_path / "kept" / "analysis.sqlite").touch()
    cache = Cache(tmp_path / "kept")
    for key in ("a", "b", "c"):
        cache.keep("block", key, b"x")
    again = Cache(tmp_path / "kept")
    again.recall("block", "a")
    again.spare("block", "b")
    again.close()

    assert ["block/a", "block/b"] == sorted(files_of(tmp_path / "kept"))


def test_blocks_that_are_joined_are_what_they_would_be_if_posted_at_once():
    entries = sorted(town(50), key=lambda entry: entry.day, reverse=True)
    glossary = Glossary(Lexicon(language("da")))
    months = [
        [(entry.day.toordinal(), entry.content()) for entry in part]
        for part in (entries[:7], entries[7:8], entries[8:])
    ]
    blocks, words = zip(*(posted("da", month, glossary)[:2] for month in months), strict=True)
    block, word = posted("da", [entry for month in months for entry in month], glossary)[:2]
    (one, two, three), whole = map(Block.read, blocks), Block.read(block)
    known = [Keywords.read(each) for each in words]
    whole.shown.texts = [text for block in (one, two, three) for text in block.shown.texts]

    assert published(whole) == published(Block.joined([one, two, three]))
    assert published(whole) == published(Block.joined([one, Block.joined([two, three])]))
    assert word == Keywords.joined(known).write()
    assert word == Keywords.joined([known[0], Keywords.joined(known[1:])]).write()


def published(block: Block) -> bytes:
    """Return a block with positions as they are published, in whatever runs they are kept."""
    runs = [places.in_order(data) for data in block.postings.more]
    more = [b"".join(data for _, data in each) for each in runs]
    return replace(block, postings=replace(block.postings, more=more)).write()


@given(
    st.lists(st.dictionaries(st.sampled_from("abc"), st.sets(st.integers(0, 300), min_size=1)), min_size=1, max_size=5)
)
def test_lists_that_are_joined_hold_the_numbers_of_all(parts):
    def lists(numbers: dict[str, list[int]]) -> Lists:
        terms = sorted(numbers)
        steps = [all_written(b - a for a, b in pairwise(numbers[term])) for term in terms]
        return Lists(
            terms,
            [numbers[term][0] for term in terms],
            [numbers[term][-1] for term in terms],
            steps,
            [b"x" * len(numbers[term]) for term in terms],
        )

    whole: dict[str, list[int]] = {}
    for at, part in enumerate(parts):
        for term, numbers in part.items():
            whole.setdefault(term, []).extend(at * 301 + number for number in sorted(numbers))
    own = [
        (lists({term: sorted(numbers) for term, numbers in part.items()}), at * 301) for at, part in enumerate(parts)
    ]

    assert lists(whole) == Lists.joined(own, 0)


def test_days_posted_by_other_processes_are_what_they_are_one_by_one():
    spans = [[(entry.day.toordinal(), entry.content()) for entry in part] for part in batched(town(70), 9)]
    glossary = Glossary(Lexicon(language("da")))
    ahead = [done[:3] for done in all_posted("da", spans, OnTheSpot())]

    assert [posted("da", span, glossary)[:3] for span in spans] == ahead


def batched(entries: Iterator[Entry], size: int) -> Iterator[list[Entry]]:
    while part := list(islice(entries, size)):
        yield part


def test_years_fill_segments_from_the_oldest_and_pages_without_a_date_stand_apart(monkeypatch):
    monkeypatch.setattr(shares, "FULL", 2)
    days = [date(year, 5, 1) for year in (2019, 2020, 2021, 2022, 2022, 2023, 2024)]
    entries = [Entry(str(number).encode(), day, lambda: None) for number, day in enumerate([*days, None])]

    shared = [[entry.day.year if entry.day else None for entry in part] for part in share_out(entries)]

    assert shared == [[2024], [2023], [2022, 2022, 2021], [2020, 2019], [None]]


def test_years_are_joined_in_stretches_filled_from_the_oldest(monkeypatch):
    monkeypatch.setattr(shares, "LONG", 2)
    days = [date(year, month, 1) for year, month in ((2019, 5), (2020, 5), (2021, 5), (2022, 6), (2022, 5), (2023, 5))]
    entries = [Entry(str(number).encode(), day, lambda: None) for number, day in enumerate(days)]

    def years(part):
        if isinstance(part, shares.Span):
            return [entry.day.year for entry in part.entries]
        return [year for each in part.parts for year in years(each)]

    share = shares.Share.of(sorted(entries, key=lambda entry: -entry.day.toordinal()), "da", Labels())
    stretches = [years(stretch) for stretch in share.stretches]

    assert [[2023], [2022, 2022, 2021], [2020, 2019]] == stretches


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
    Index(entries, FACTS, records.labels(edition), Cache(tmp_path / "cache")).write(into(tmp_path / "index"))

    for file in (tmp_path / "index").rglob("*.bin"):
        text = zlib.decompress(file.read_bytes()).decode("utf-8", "replace").lower()
        assert secret.lower() not in text
        assert "hemmelig" not in text
