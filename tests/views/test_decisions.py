"""What was proposed stands beside what was decided."""

from __future__ import annotations

from minutebook.model import AgendaItem
from minutebook.views.decisions import Outcome, decided_blocks, decided_points, outcomes

from tests.builders import authority, decision, item, recommendation


def rows(subject: AgendaItem) -> list[tuple[object, ...]]:
    return [(row.point, row.proposal, row.outcomes, row.authority) for row in decided_points(subject)]


def test_each_point_has_its_own_decision_and_the_one_who_decides_in_the_end() -> None:
    split = item(
        recommendation=recommendation("planen", "niveauet", "sagen"),
        authority=(authority("kommunalbestyrelsen", "1-2"), authority("ebu", "3")),
        decision=(decision("recommended", "1-2"), decision("adopted", "3")),
    )

    assert [
        ("1", "planen", ("recommended",), ("kommunalbestyrelsen",)),
        ("2", "niveauet", ("recommended",), ("kommunalbestyrelsen",)),
        ("3", "sagen", ("adopted",), ("ebu",)),
    ] == rows(split)
    assert [("1-2", 2), ("3", 1)] == [(block.label, len(block.points)) for block in decided_blocks(split)]


def test_a_decision_without_points_covers_them_all() -> None:
    whole = item(
        recommendation=recommendation("et", "to"), authority=(authority("ebu"),), decision=(decision("adopted"),)
    )

    assert [("1", "et", ("adopted",), ("ebu",)), ("2", "to", ("adopted",), ("ebu",))] == rows(whole)
    assert ["1-2"] == [block.label for block in decided_blocks(whole)]


def test_an_item_without_points_is_one_row() -> None:
    plain = item(recommendation=recommendation(text="til efterretning"), decision=(decision("noted"),))

    assert [(None, "til efterretning", ("noted",), ())] == rows(plain)
    assert [""] == [block.label for block in decided_blocks(plain)]


def test_a_decision_that_nothing_was_proposed_for_is_a_row() -> None:
    assert [(None, None, ("discussed",), ())] == rows(item(decision=(decision("discussed"),)))


def test_a_decided_point_that_was_not_proposed_still_appears() -> None:
    added = item(recommendation=recommendation("et"), decision=(decision("adopted", "1"), decision("referred", "2")))

    assert [("1", "et", ("adopted",), ()), ("2", None, ("referred",), ())] == rows(added)


def test_a_proposal_in_one_text_stands_beside_all_decisions_also_those_on_points() -> None:
    pointed = item(
        recommendation=recommendation(text="det hele"),
        authority=(authority("ebu", "1"), authority("kommunalbestyrelsen", "2")),
        decision=(decision("adopted", "1"), decision("recommended", "2")),
    )

    assert [(None, "det hele", ("adopted", "recommended"), ("ebu", "kommunalbestyrelsen"))] == rows(pointed)


def test_a_point_that_is_not_decided_has_no_decision() -> None:
    pending = item(recommendation=recommendation("et", "to"), decision=(decision("adopted", "2"),))

    assert [("1", "et", (), ()), ("2", "to", ("adopted",), ())] == rows(pending)


def test_an_item_with_neither_proposal_nor_decision_has_no_rows() -> None:
    assert ((), ()) == (decided_points(item()), decided_blocks(item()))


def test_authority_over_a_point_goes_before_authority_over_all() -> None:
    mixed = item(
        recommendation=recommendation("et", "to"),
        authority=(authority("ebu"), authority("kommunalbestyrelsen", "2")),
    )

    assert [("ebu",), ("kommunalbestyrelsen",)] == [row.authority for row in decided_points(mixed)]


def test_points_apart_with_the_same_decision_stay_apart() -> None:
    alternating = item(
        recommendation=recommendation("et", "to", "tre"),
        decision=(decision("adopted", "1, 3"), decision("rejected", "2")),
    )

    assert ["1", "2", "3"] == [block.label for block in decided_blocks(alternating)]


def test_outcomes_come_in_the_order_of_the_decisions_each_with_all_its_points() -> None:
    decisions = (decision("recommended", "1-2"), decision("adopted", "3-4"), decision("recommended", "5"))

    expected = (
        Outcome("recommended", ("1", "2", "5"), "1-2, 5"),
        Outcome("adopted", ("3", "4"), "3-4"),
    )
    assert expected == outcomes(item(decision=decisions))


def test_an_outcome_of_the_whole_item_has_no_points() -> None:
    decisions = (decision("adopted", "1"), decision("adopted"))

    assert (Outcome("adopted", (), ""),) == outcomes(item(decision=decisions))
