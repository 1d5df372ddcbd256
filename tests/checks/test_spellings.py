"""What was probably meant, whether few words are known or very many."""

from __future__ import annotations

import time

import pytest
from minutebook.checks.spellings import FEW, Spellings

WORDS = ("anna-lund", "bo-krag", "carl-dam", "plan-2014", "su/2014-06-03/1")
MANY = (*WORDS, *(f"ord-nummer-{number}" for number in range(FEW)))


@pytest.mark.parametrize("known", [WORDS, MANY], ids=["few", "many"])
@pytest.mark.parametrize(
    ("found", "meant"),
    [
        ("ana-lund", "anna-lund"),
        ("bo-krogg", ""),
        ("carl-dma", "carl-dam"),
        ("bo-kreg", "bo-krag"),
        ("xyz", ""),
        ("a" * 999, ""),
    ],
)
def test_a_slip_of_one_letter_is_found(known: tuple[str, ...], found: str, meant: str):
    assert meant == Spellings(known).slip(found)


def test_another_year_is_no_slip():
    assert "" == Spellings(WORDS).slip("plan-2015")


def test_few_words_are_compared_one_by_one():
    assert "anna-lund" == Spellings(WORDS).nearest("ane-lund")


def test_looking_up_does_not_take_longer_when_more_is_known():
    def seconds(size: int) -> float:
        known = Spellings([f"su/2014-{number:06}/{number % 9}" for number in range(size)])
        known.nearest("x")
        start = time.process_time()
        for number in range(300):
            known.nearest(f"us/2014-{number:06}/1")
        return time.process_time() - start

    small, large = (min(seconds(size) for _ in range(2)) for size in (500, 8_000))
    assert large <= 4 * small + 0.05
