"""Every part of a record's prose has an anchor of its own, whatever its headings are."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from minutebook.anchors import anchored, pieces
from minutebook.model import AgendaItem, Attachment
from minutebook.urls import addresses

from tests.builders import attachment, item, prose


def anchors(record: AgendaItem | Attachment) -> list[str]:
    return [anchor for _, anchor in anchored(record, addresses("da"), "tekst")]


def headings(*words: str) -> str:
    return "\n\n".join(f"## {word}\n\nTekst." for word in words)


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (("Mål", "Mål", "Mål"), ["maal", "maal-2", "maal-3"]),
        (("Mål", "Mål", "Mål 2"), ["maal", "maal-2", "maal-2-2"]),
        (("Mål 2", "Mål", "Mål"), ["maal-2", "maal", "maal-3"]),
    ],
)
def test_a_heading_that_stands_again_gets_the_next_number_that_is_free(words, expected):
    assert expected == anchors(attachment("1", sections=prose(headings(*words))))


def test_a_heading_leaves_facts_and_pages_their_anchors():
    marked = f"<!-- page 3 -->\n\n{headings('Side 3', 'Side 4', 'Bilag!')}"

    assert ["tekst", "side-3-2", "side-4", "bilag-2"] == anchors(item("1", sections=prose(marked)))
    assert ["tekst", "side-3-2", "side-4", "bilag"] == anchors(attachment("1", sections=prose(marked)))
    assert ["side-3"] == anchors(attachment("1", sections=prose(headings("Side 3"))))


@given(st.lists(st.sampled_from(["Mål", "Mål 2", "Mål 2 2", "Side 3", "Bilag?"]), max_size=9))
def test_no_two_parts_have_the_same_anchor(words):
    found = anchors(item("1", sections=prose(f"<!-- page 3 -->\n\n{headings(*words)}")))

    assert len(set(found)) == len(found)


@pytest.mark.parametrize("fence", ["```", "~~~"])
def test_what_stands_in_a_fenced_block_is_no_heading(fence):
    text = f"Før.\n\n{fence}\n## Nej\n{fence}\n\n## Ja ##\n\nEfter.\n\n{fence}\n## Heller ikke"

    assert ["", "Ja"] == [piece.heading for piece in pieces(prose(text))]
    assert text.replace("## Ja ##", "") == "".join(piece.markdown for piece in pieces(prose(text)))
