"""Texts stand apart from their records, and come back whole or not at all."""

from __future__ import annotations

import pickle
import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from minutebook.model import AgendaItem, Attachment, Authority, Decision, Meeting, Moment, Recommendation, Section
from minutebook.rebuild.texts import ChangedError, Leaf, Shelf, Texts, noted, packed

from tests.rebuilding import Workplace

FOLDER = "meetings/raad/2024-03-04"


def meeting(words: str = "Der bygges.") -> Meeting:
    attachment = Attachment("1", "Notat", "note", sections=(Section(None, None, "Et notat.", 5),))
    item = AgendaItem(
        f"{FOLDER}/01.md",
        "raad/2024-03-04/1",
        "1",
        1,
        "1",
        "Havnen",
        "discussion",
        attachments=(attachment, Attachment("2", "Kort", "map", file="kort.png")),
        sections=(Section(None, None, words, 7), Section("legal", "Retsgrundlag", "Loven.", 9)),
    )
    return Meeting(f"{FOLDER}/meeting.yml", "raad", "2024-03-04", Moment(date(2024, 3, 4)), "minutes", items=(item,))


@pytest.fixture
def lay(tmp_path: Path) -> Callable[..., tuple[Shelf, Leaf, Meeting]]:
    """Give a way to lay a meeting on a shelf that finds `now` where it has to read the meeting again."""

    def laid(now: Meeting | None = None) -> tuple[Shelf, Leaf, Meeting]:
        shelf = Shelf(tmp_path / "texts", lambda _: now or meeting())
        return shelf, *shelf.lay([(FOLDER, meeting())])[0]

    return laid


def test_texts_are_read_as_they_were_laid_and_what_has_none_has_none(lay):
    _, _, bare = lay()

    assert meeting() == bare
    assert [2, 1, 0] == [len(one.sections) for one in (bare.items[0], *bare.items[0].attachments)]


def test_records_that_are_recalled_share_the_values_that_recur(lay):
    _, _, laid = lay()
    one, other = (pickle.loads(packed(laid)) for _ in range(2))  # noqa: S301

    assert one == other
    assert [one.state, one.organization, one.items[0].kind] == ["minutes", "raad", "discussion"]
    assert all(
        mine is theirs
        for mine, theirs in (
            (one.state, other.state),
            (one.organization, other.organization),
            (one.items[0].kind, other.items[0].kind),
            (one.items[0].attachments[0].kind, other.items[0].attachments[0].kind),
        )
    )


def test_what_many_meetings_have_word_for_word_is_held_once():
    def decided(text: str) -> AgendaItem:
        recommendation = Recommendation("udvalget", text="Anbefales.", points={"1": "At der bygges."})
        return AgendaItem(
            f"{FOLDER}/01.md",
            "raad/2024-03-04/1",
            "1",
            1,
            "1",
            "Havnen",
            "decision",
            topics=("havn",),
            authority=(Authority("raad"),),
            recommendation=recommendation,
            decision=(Decision("adopted", text),),
        )

    one, other, another = (
        pickle.loads(pickle.dumps(decided(text)))  # noqa: S301
        for text in ("Godkendt.", "Godkendt.", "Godkendt med bemærkning.")
    )

    assert one == other == decided("Godkendt.")
    assert another == decided("Godkendt med bemærkning.")
    for name in ("topics", "authority", "decision"):
        assert getattr(one, name) is getattr(other, name)
    assert one.authority is another.authority
    assert one.recommendation.text is another.recommendation.text


def test_how_many_sections_there_are_is_known_without_reading(lay):
    _, _, bare = lay()
    read: list[Texts] = []
    with noted(read.append):
        assert bare.items[0].sections
        assert read == []
        assert bare.items[0].sections[1].heading == "Retsgrundlag"
    assert [bare.items[0].sections] == read


@pytest.mark.parametrize("harm", [Path.unlink, lambda file: file.write_bytes(b"x" * file.stat().st_size)])
def test_a_file_that_is_lost_or_rotten_is_written_again(lay, harm):
    _, leaf, bare = lay()
    file = Path(leaf.file)
    whole = file.read_bytes()
    harm(file)

    assert bare.items[0].sections == meeting().items[0].sections
    assert whole == file.read_bytes()


def test_a_text_that_is_lost_and_no_longer_what_the_gate_has_looked_at_is_not_read(lay):
    _, leaf, bare = lay(now=meeting("Der bygges ikke."))
    Path(leaf.file).unlink()

    with pytest.raises(ChangedError) as refused:
        list(bare.items[0].sections)
    assert {"path": FOLDER} == refused.value.facts
    assert {"path": FOLDER} == pickle.loads(pickle.dumps(refused.value)).facts  # noqa: S301 - it comes from a worker


def test_a_meeting_that_travels_takes_its_texts_along(lay):
    shelf, leaf, bare = lay()
    elsewhere = pickle.loads(pickle.dumps(bare))  # noqa: S301 - it is ours
    kept_leaf, here = pickle.loads(packed((leaf, bare)))  # noqa: S301 - it is ours
    kept_leaf.shelf = shelf
    Path(leaf.file).rename(Path(leaf.file).with_name("lost"))

    assert meeting() == elsewhere
    assert isinstance(elsewhere.items[0].sections, tuple)
    assert isinstance(here.items[0].sections, Texts)


@pytest.fixture
def work(tmp_path: Path) -> Workplace:
    """Records of a town with a partner, which is looked for in texts, and one item."""
    work = Workplace(tmp_path, tmp_path / "site", tmp_path / "room")
    work.found()
    work.write("raad/organization.yml", "name: Raadet\nclassification: committee\n")
    work.write("raad/2024-03-04/meeting.yml", "start: 2024-03-04\nstate: minutes\n")
    work.write("partners/havnen.yml", "name: Foreningen Havnen\nclassification: association\n")
    write_item(work, "Foreningen Havnen bygger.")
    assert () == work.build().problems
    return work


def write_item(work: Workplace, words: str) -> None:
    work.write("raad/2024-03-04/01-havn.md", f"---\nnumber: 1\ntitle: Havn\nkind: discussion\n---\n\n{words}\n")


def test_texts_that_no_record_has_any_more_are_removed(work):
    before = [file.name for file in (work.room / "texts").iterdir()]
    write_item(work, "Der bygges ikke.")
    work.build()
    after = [file.name for file in (work.room / "texts").iterdir()]

    assert [1, 1] == [len(before), len(after)]
    assert before != after


def test_a_build_that_is_refused_leaves_no_text_of_what_it_has_read(work):
    before = sorted((work.room / "texts").iterdir())
    write_item(work, "Se [bilaget](attachments/9.9-intet.md).")

    assert ["broken-link"] == [problem.code for problem in work.build().problems]
    assert before == sorted((work.room / "texts").iterdir())


def remove_meeting(work: Workplace) -> None:
    shutil.rmtree(work.root / "meetings/raad/2024-03-04")


@pytest.mark.parametrize("change", [lambda work: write_item(work, "Havnen bygges, siger de."), remove_meeting])
def test_where_the_texts_that_pages_were_made_of_are_lost_and_gone_the_pages_are_made_anew(work, tmp_path, change):
    shutil.rmtree(work.room / "texts")
    change(work)
    cold = work.anew(tmp_path / "anew")
    cold.build()

    assert () == work.build().problems
    assert cold.fingerprints() == work.fingerprints()
