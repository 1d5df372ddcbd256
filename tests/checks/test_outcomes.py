"""Which outcomes the words of minutes state, and which of them can stand beside a declared one."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from minutebook.outcomes import agree, infer

TABLE = yaml.safe_load((Path(__file__).parent / "outcomes.yml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("words", TABLE)
def test_words_state_their_outcomes(words: str):
    expected = TABLE[words]
    assert ({expected} if isinstance(expected, str) else set(expected)) == infer(words)


@pytest.mark.parametrize(
    ("declared", "words", "agreed"),
    [
        ("adopted", "Godkendt.", True),
        ("adopted", "Udsat.", False),
        ("adopted", "Som indstillet af forvaltningen.", True),  # words that are not known contradict nothing
        ("adopted-by-vote", "Godkendt.", True),
        ("adopted-amended", "Godkendt.", True),
        ("noted", "Udvalget drøftede sagen. Taget til efterretning.", True),
        ("recommended", "Anbefalet godkendt.", True),
        ("adopted", "Anbefalet godkendt.", False),
        ("none", "Sagen er gået videre.", True),
        ("none", "Godkendt.", False),
    ],
)
def test_a_declared_outcome_agrees_with_the_words_or_not(declared: str, words: str, *, agreed: bool):
    assert agreed == agree(declared, infer(words))
