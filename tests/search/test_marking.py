"""Which words of a text are marked. Looking only where a term may begin finds what looking at every word finds."""

from __future__ import annotations

import json
from random import Random

import pytest
from simplemma.strategies.dictionaries.dictionary_factory import DEFAULT_DICTIONARY_FACTORY

from tests.search.asking import asker

OTHERS = (
    "e-mail E\u2011mail café Café Müller d'Hondt l\u2019art 2014-2018 8.000 8,000 22,7 1.250.000 Ærø ærø aeroe skål "
    "skaal på paa Kierkegaard\u2019s EU-støtte øe aæ aå ofre \ufb01lm straße Þór \ufb00 e\u0301t e\u0300n bo\u0308rn "
    "Ελλάδα Привет dying lying tying vying skies skis"
)
STEP = 20
PARTS = [" ", " ", " ", "\n", ", ", ". ", "\u2013", " \u2013 ", "/", "(", ") ", "\u00a0", "·"]

MARK = """async ({ code, texts, queries }) => {
  const { Marker, marked } = await import("/client/marking.js")
  const { Language, WORD } = await import("/client/words.js")
  const { stem } = await import(`/client/stem-${code}.js`)
  const language = new Language(stem, [], code)
  return queries.flatMap(words => {
    const marker = new Marker([{ terms: words.map(word => language.term(word)) }], language)
    return texts.map(text => {
      const all = [...text.matchAll(WORD)].map(found => found[0]).filter(word => marker.clauseOf(word) >= 0)
      const turns = marked(text, marker)
      return { words, all, marked: turns.filter((_, at) => at % 2), text: turns.join("") === text }
    })
  })
}"""

EACH = """async ({ code, forms }) => {
  const { Marker } = await import("/client/marking.js")
  const { Language } = await import("/client/words.js")
  const { stem } = await import(`/client/stem-${code}.js`)
  const language = new Language(stem, [], code)
  return (await (await fetch(forms)).json()).filter(form =>
    !new Marker([{ terms: [language.term(form)] }], language).hits(form).some(({ word }) => word === form))
}"""


def forms_of(code: str) -> list[str]:
    """Return the forms of a whole dictionary that are one word."""
    forms = DEFAULT_DICTIONARY_FACTORY.get_dictionary(code)
    return sorted(form for form in forms if all(part.isalnum() for part in form.split("-")))


@pytest.fixture(scope="module")
def page(browser, tmp_path_factory):
    with asker(browser, tmp_path_factory.mktemp("empty")) as asking:
        yield asking.page


@pytest.mark.parametrize("code", ["da", "en"])
def test_what_is_marked_is_what_is_found_when_every_word_is_looked_at(page, code):
    random = Random(5)
    forms = forms_of(code)
    words = [*random.sample(forms, 3_000), *OTHERS.split()]
    texts = ["".join(random.choice(words) + random.choice(PARTS) for _ in range(1_500)) for _ in range(2)]
    queries = [random.sample(words, random.randint(1, 3)) for _ in range(40)] + [[word] for word in OTHERS.split()]
    told = page.evaluate(MARK, {"code": code, "texts": texts, "queries": queries})
    assert [{**each, "marked": each["all"], "text": True} for each in told] == told
    assert sum(len(each["marked"]) for each in told) > 100


@pytest.mark.parametrize("code", ["da", "en"])
def test_each_word_of_a_dictionary_is_marked_where_it_was_searched_for(page, code):
    forms = json.dumps(forms_of(code)[::STEP])
    page.route("**/forms.json", lambda route: route.fulfill(body=forms, content_type="application/json"))
    assert [] == page.evaluate(EACH, {"code": code, "forms": "/forms.json"})
