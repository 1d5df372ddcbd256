"""Which units are hits: found by going through lists side by side, and by counting what each unit has."""

from __future__ import annotations

from random import Random
from typing import Any

import pytest

from tests.search.asking import asker

BOTH = """async cases => {
  const { inParts, inWhole } = await import("/client/matching.js")
  const { Shape } = await import("/client/shape.js")
  const seen = ({ units, scores, words }) => [[...units], [...scores], [...(words ?? units.map(() => 1))]]
  return cases.map(({ segments, clauses }) => {
    const column = numbers => Uint32Array.from(numbers)
    const shapes = segments.map(({ begins, splits }) => new Shape(column(begins), column(splits), []))
    const size = segments.reduce((sum, { begins }) => sum + begins.at(-1), 0)
    const index = { size }
    const resolved = clauses.map(clause => ({
      ...clause,
      units: clause.resolved.reduce((sum, { units }) => sum + units.length, 0),
      resolved: clause.resolved.map(({ units, levels }) =>
        ({ units: Uint32Array.from(units), levels: Uint8Array.from(levels) })),
    }))
    const whole = shapes.map((shape, at) => seen(inWhole(shape, resolved, at, size)))
    const counted = inParts(index, shapes, resolved)
    return { whole, counted: counted.segments.map(seen), least: counted.least }
  })
}"""

WAYS = """async queries => {
  const { parse } = await import("/client/query.js")
  const { stem } = await import("/client/stem-da.js")
  const { Language } = await import("/client/words.js")
  const language = new Language(stem, ["og", "i"])
  return queries.map(query => [query, query.replaceAll(" ", "\\u00a0")].map(each => parse(each, language)))
}"""
"""Each query in two ways: only one of them knows a space that does not break for what it is."""

WIDENED = """async ([queries, groups]) => {
  const { parse, withSynonyms } = await import("/client/query.js")
  const { stem } = await import("/client/stem-da.js")
  const { Language } = await import("/client/words.js")
  const language = new Language(stem, ["og", "det", "til"])
  const said = ({ text, words, phrase, excluded, also }) => (excluded ? "-" : "") + [
    phrase ? `"${words.join(" ")}"` : text, ...also.map(words => words.join(" ")).sort()].join(" = ")
  return queries.map(query => withSynonyms(parse(query, language), groups, language).map(said))
}"""


@pytest.fixture(scope="module")
def page(browser, sample_site):
    with asker(browser, sample_site.folder) as asking:
        yield asking.page


def case(seed: int) -> dict[str, Any]:
    """Return segments, as the units of their entries stand one after the other, and clauses with what they find."""
    random = Random(seed)
    segments = []
    for _ in range(random.randint(1, 3)):
        begins, splits = [0], []
        for _ in range(random.randint(0, 12)):
            splits.append(begins[-1] + random.randint(0, 4))
            begins.append(splits[-1] + random.choice([0, 0, 1, 3]))
        segments.append({"begins": begins, "splits": splits})
    rare = random.choice([0.02, 0.1, 0.4])
    often = random.choice([rare, 0.4, 0.8])

    def found(segment: dict[str, list[int]]) -> dict[str, list[int]]:
        share = random.choice([rare, often])
        units = [unit for unit in range(segment["begins"][-1]) if random.random() < share]
        return {"units": units, "levels": [random.randint(1, 15) for _ in units]}

    clauses = [
        {"excluded": number > 0 and random.random() < 0.2, "resolved": [found(segment) for segment in segments]}
        for number in range(random.randint(2, 5))
    ]
    return {"segments": segments, "clauses": clauses}


def test_hits_of_all_words_are_the_same_however_they_are_found(page):
    cases = [case(seed) for seed in range(400)]

    found = page.evaluate(BOTH, cases)

    words = [sum(not clause["excluded"] for clause in each["clauses"]) for each in cases]
    complete = [each for each, least in zip(found, words, strict=True) if each["least"] == least]
    others = [each for each, least in zip(found, words, strict=True) if each["least"] != least]
    assert min(len(complete), len(others)) > 50
    assert [each["counted"] for each in complete] == [each["whole"] for each in complete]
    assert {unit for each in others for units, *_ in each["whole"] for unit in units} == set()


def test_a_query_of_plain_words_is_taken_as_any_other(page):
    queries = ["", " ", "skole", "  Skole  og SKOLER i 2014 ", "æbler ØL Århus", "a1 1a 007 og", "i og"]

    for plain, other in page.evaluate(WAYS, queries):
        assert plain == other


SYNONYMS = [
    ["EBU", "Erhvervs- og Beskæftigelsesudvalget"],
    ["byrådet", "kommunalbestyrelsen"],
    ["KB", "kommunalbestyrelsen"],
    ["arbejdsløshed", "ledighed", "ledig"],
    ["klub", "forening"],
]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("Erhvervs- og Beskæftigelsesudvalget", ['"Erhvervs og Beskæftigelsesudvalget" = EBU']),
        ("plan erhvervs beskæftigelsesudvalg", ["plan", '"Erhvervs og Beskæftigelsesudvalget" = EBU']),
        ("ebu", ["ebu = Erhvervs og Beskæftigelsesudvalget"]),
        ("plan -byrådet", ["plan", "-byrådet"]),
        ("kommunalbestyrelse", ["kommunalbestyrelse = KB = byrådet"]),
        ("ledige", ["ledige = arbejdsløshed"]),
        ("ledighedens", ["ledighedens = arbejdsløshed"]),
        ("klubberne", ["klubberne = forening"]),
        ("ledelse leder led", ["ledelse", "leder", "led"]),
    ],
)
def test_a_word_stands_for_those_that_mean_the_same_and_no_other_does(page, query, expected):
    assert expected == page.evaluate(WIDENED, [[query], SYNONYMS])[0]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("„taget til efterretning“", ['"taget til efterretning"']),
        ("»taget til efterretning«", ['"taget til efterretning"']),
        ("plan (“økonomi og erhverv”)", ["plan", '"økonomi og erhverv"']),
        ('plan (-"økonomi og erhverv")', ["plan", '-"økonomi og erhverv"']),
        ("kommune(r) -(skole)", ["kommune", "r", "skole"]),
        ('5" rør "', ["5", "rør"]),
    ],
)
def test_marks_of_quotation_make_a_phrase_wherever_they_stand(page, query, expected):
    assert expected == page.evaluate(WIDENED, [[query], []])[0]
