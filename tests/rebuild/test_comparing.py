"""What is compared at a tenth of the cost says what comparing all of it would say."""

from __future__ import annotations

from collections import deque
from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from functools import cached_property
from pathlib import Path
from unittest.mock import patch

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from minutebook.model import AgendaItem, Archive, Meeting, Section
from minutebook.privacy import publishable
from minutebook.rebuild.comparing import Comparison, changed, suspects
from minutebook.rebuild.texts import Shelf, noted
from minutebook.rebuild.watching import ALL, TEXTS
from minutebook.records.loading import load, load_meeting
from minutebook.views import OF_TEXTS, Views

from tests.builders import archive, decision, item, meeting, organization
from tests.building import REPOSITORY
from tests.views.test_order_and_growth import COUNCIL, meetings

CLASSIFICATIONS = st.sampled_from(["committee", "council"])


def views(drawn: list[Meeting], classification: str) -> Views:
    town = [organization("ebu", classification=classification), organization("social"), organization(COUNCIL)]
    return Views(publishable(archive(*drawn, organizations=town)))


@settings(max_examples=60)
@given(meetings(), meetings(), st.booleans(), CLASSIFICATIONS, CLASSIFICATIONS)
def test_trails_that_follow_from_the_same_are_the_same(one, other, extended, here, there):
    former, present = views(one, here), views([*one, *other][: len(one) + 2] if extended else other, there)
    both = former.handling.keys() & present.handling.keys()

    other_ones = suspects([(key,) for key in both], former.trail_origins, present.trail_origins, Comparison())
    alike = both - {key for (key,) in other_ones}

    assert {key: former.trail(key) for key in alike} == {key: present.trail(key) for key in alike}


LISTINGS = sorted(name for name, part in vars(Views).items() if isinstance(part, cached_property | property))


def shelved(public: Archive, folder: Path) -> Archive:
    """Return an archive whose texts are read from files, as those of a build are."""
    shelf = Shelf(folder, load_meeting)
    laid = shelf.lay((each.path, each) for each in public.meetings)
    return replace(public, meetings=tuple(bare for _, bare in laid))


def reworded(public: Archive) -> Archive:
    """Return an archive with another word in every text of every item."""
    return replace(
        public,
        meetings=tuple(
            replace(meeting, items=tuple(replace(item, sections=reworded_sections(item)) for item in meeting.items))
            for meeting in public.meetings
        ),
    )


def reworded_sections(item: AgendaItem) -> tuple[Section, ...]:
    return tuple(replace(section, markdown=f"{section.markdown} Mere blev ikke sagt.") for section in item.sections)


@pytest.fixture
def two(tmp_path: Path) -> tuple[Views, Views]:
    """Give the views of the sample, and those of the sample with other words in its texts."""
    public = publishable(load(REPOSITORY).archive)
    return Views(shelved(public, tmp_path / "one")), Views(shelved(reworded(public), tmp_path / "other"))


def test_no_views_read_texts_but_those_that_say_so(two):
    readers = set()
    for name in LISTINGS:
        views, read = Views(two[0].archive), []
        with noted(read.append):
            answer = getattr(views, name)
            deque(answer.values() if isinstance(answer, Mapping) else answer if isinstance(answer, tuple) else ())
        readers |= {name} if read else set()

    assert readers == OF_TEXTS


def test_other_words_change_what_follows_from_texts_and_no_listing_is_worked_out_to_find_that(two):
    one, other = two
    item = next(item for meeting in one.archive.meetings for item in meeting.items if item.sections)
    facts = [(TEXTS, item.sections.fact), *((name, ALL) for name in LISTINGS)]

    assert (
        {(TEXTS, item.sections.fact)} <= changed(facts, one, other) <= {facts[0], *((each, ALL) for each in OF_TEXTS)}
    )
    assert {"threads", "coverage", "people", "by_topic_and_year"}.isdisjoint(vars(one).keys() | vars(other).keys())


@settings(max_examples=40)
@given(meetings(), meetings())
def test_what_has_changed_is_found_whether_or_not_all_records_are_compared_first(one, other):
    former, present = views(one, "council"), views(other, "council")
    facts = [(name, ALL) for name in LISTINGS]
    same = Comparison.same
    with patch.object(Comparison, "same", lambda self, a, b: type(a) is not Archive and same(self, a, b)):
        each_by_itself = changed(facts, former, present)

    assert each_by_itself == changed(facts, former, present)


@settings(max_examples=40)
@given(meetings(), meetings(), st.booleans(), CLASSIFICATIONS, CLASSIFICATIONS)
def test_views_like_others_are_what_they_would_be_alone(one, other, extended, here, there):
    present = [*one, *other][: len(one) + 2] if extended else other
    former = views(one, here)
    like = Views(views(present, there).archive, like=former)
    alone = Views(like.archive)

    assert {name: getattr(alone, name) for name in LISTINGS} == {name: getattr(like, name) for name in LISTINGS}


def test_what_follows_from_the_same_is_one_and_the_same_in_views_that_are_like_others():
    stays = meeting("social/2013-01-09", item("1", matter="one"), item("2"))
    goes = meeting("ebu/2014-01-09", item("1", matter="two"), item("2"))
    before = Views(archive(stays, goes))
    after = Views(archive(stays, replace(goes, title="Another")), before.today, like=before)

    def same(name: str) -> dict[object, bool]:
        return {key: each is getattr(before, name)[key] for key, each in sorted(getattr(after, name).items())}

    assert {"one": True, "two": False} == same("matters")
    assert {("ebu", 2014): False, ("social", 2013): True} == same("coverage")
    assert [False, False, True, True] == list(same("item_neighbours").values())


def test_views_that_others_are_like_keep_none_that_they_were_like_themselves():
    public = publishable(load(REPOSITORY).archive)
    first = Views(public)
    second = Views(public, like=first)
    third = Views(public, like=second)

    assert [None, None, second] == [first._like, second._like, third._like]


def test_views_of_another_day_are_like_no_others():
    public = publishable(load(REPOSITORY).archive)
    views = Views(public)
    later = Views(public, views.today + timedelta(days=400), like=views)

    assert Views(public, later.today).open_loops == later.open_loops
    assert Views(public, later.today).coverage == later.coverage


def test_a_loop_is_looked_for_again_only_where_it_is_another_or_has_been_answered():
    waits = (decision("postponed"),)
    first, second, other = (
        meeting(f"ebu/2014-0{month}-09", item(matter=matter, decision=waits))
        for month, matter in ((1, "one"), (2, "two"), (3, "three"))
    )
    answer = meeting("ebu/2014-05-09", item(matter="two"))
    before = Views(archive(first, second, other), answer.start.day)
    altered = replace(other, title="Another")
    after = Views(archive(first, second, altered, answer), before.today, like=before)

    assert [("one", True), ("three", False)] == [
        (loop.matter, loop in before.open_loops and any(loop is each for each in before.open_loops))
        for loop in after.open_loops
    ]
