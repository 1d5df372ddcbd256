"""Words near to one that stands nowhere: those that a reader finds are all that few strokes turn into it."""

from __future__ import annotations

from random import Random

import pytest
from minutebook.search.encodings import words_file

from tests.search.asking import asker

NEAR = """async cases => {
  const { readWords } = await import("/client/reading.js")
  const { nearTo } = await import("/client/nearness.js")
  return cases.map(({ file, asked }) => {
    const words = readWords(Uint8Array.from(file))
    return asked.map(([name, strokes]) => nearTo(name, words, strokes))
  })
}"""


@pytest.fixture(scope="module")
def page(browser, tmp_path_factory):
    with asker(browser, tmp_path_factory.mktemp("empty")) as asking:
        yield asking.page


def strokes_between(one: str, other: str) -> int:
    """Count letters changed, added, dropped or swapped with the next, all of both words gone through."""
    rows = [[*range(len(other) + 1)]]
    for i, letter in enumerate(one, 1):
        row = [i]
        for j, another in enumerate(other, 1):
            ways = [rows[-1][j] + 1, row[-1] + 1, rows[-1][j - 1] + (letter != another)]
            if i > 1 and j > 1 and (letter, one[i - 2]) == (other[j - 2], another):
                ways.append(rows[-2][j - 2] + 1)
            row.append(min(ways))
        rows.append(row)
    return rows[-1][-1]


def words_of(random: Random) -> list[tuple[str, int]]:
    """Return words in their order that often begin alike, each with how many units have it."""
    letters = random.choice(["ab", "abcd", "abcdefghijæ"])
    words = {"".join(random.choices(letters, k=random.randint(1, 9))) for _ in range(random.randint(0, 120))}
    return [(word, random.randint(1, 20_000)) for word in sorted(words)]


def test_all_words_are_found_that_few_strokes_turn_into_one_and_no_others(page):
    cases = []
    expected = []
    for seed in range(120):
        random = Random(seed)
        words = words_of(random)
        asked = [("".join(random.choices("abcdæ", k=random.randint(1, 9))), strokes) for strokes in (1, 2, 2, 1, 2)]
        cases.append({"file": list(words_file(words)), "asked": asked})
        expected.append(
            [
                [
                    [word, distance, units]
                    for word, units in words
                    if (distance := strokes_between(name, word)) <= strokes
                ]
                for name, strokes in asked
            ]
        )

    assert sum(len(found) for each in expected for found in each) > 1_000
    assert expected == page.evaluate(NEAR, cases)


def test_a_word_with_letters_that_take_two_places_in_a_browser_is_read_whole(page):
    words = [("ab\U00010400c", 1), ("ab\U00010401d", 2), ("abe", 3)]

    [[found]] = page.evaluate(NEAR, [{"file": list(words_file(words)), "asked": [["ab\U00010401d", 0]]}])

    assert [["ab\U00010401d", 0, 2]] == found
