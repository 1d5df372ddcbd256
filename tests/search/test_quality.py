"""Search finds what people look for: on the sample archive always, on the real packet where it is at hand."""

from __future__ import annotations

from pathlib import Path

import pytest
import snowballstemmer
import yaml
from minutebook.search.cache import Cache
from minutebook.search.index import Facts, Index
from minutebook.search.languages import SNOWBALL, language
from minutebook.search.units import Labels
from minutebook.search.words import WORD
from simplemma.strategies.dictionaries.dictionary_factory import DEFAULT_DICTIONARY_FACTORY

from tests.search import packet
from tests.search.asking import asker, into

OWN = yaml.safe_load((Path(__file__).parent / "queries.yml").read_text(encoding="utf-8"))
ROOT = "moeder/ebu/"
HEADS = {
    "strategi": ["5", "5.1 p2", "5.2 p1", "5.2 p3", "2.1 p1"],
    "udvalg": ["1", "2", "3", "4", "5"],
    "hjælp": ["1", "1.1 p2", "2.1 p5", "2.1 p11"],
    "forum": ["5"],
    "erhverv": ["3", "5.1 p1", "2.1 p2"],
    "kurve": ["2.1 p7"],
    "ydelse": ["1", "1.1 p4"],
    "orden": ["5"],
    "bureau": ["5.2 p4"],
    "råd": ["2"],
}
"""Words of the packet that stand there only, or mostly, as parts of longer ones."""


@pytest.fixture(scope="module")
def sample(browser, sample_site):
    with asker(browser, sample_site.folder) as asking:
        yield asking


@pytest.fixture(scope="module")
def real(browser, tmp_path_factory):
    file = packet.shared("packets/ebu-2014-09-09.txt")
    if file is None:
        pytest.skip("the real packet is not at hand")
    folder = tmp_path_factory.mktemp("packet")
    (folder / "index").mkdir()
    facts = Facts("Packet", "da", packet.SYNONYMS)
    Index(packet.entries(file), facts, Labels(), Cache(folder / "cache")).write(into(folder / "index"))
    with asker(browser, folder) as asking:
        yield asking


@pytest.mark.parametrize("query", OWN, ids=lambda query: query["q"])
def test_the_sample_archive_answers(sample, query):
    found = [address.removeprefix(ROOT) for address in sample.found(query["q"], "soeg/index/")]

    assert [] == [address for address in query["must"] if address not in found], found
    assert "first" not in query or set(query["first"]) & set(found[:3]), found[:3]


def test_the_real_packet_answers_nearly_always_and_nearly_only_with_what_was_meant(real):
    file = packet.shared("search/queries.yml")
    if file is None:
        pytest.skip("the queries on the real packet are not at hand")
    recall, precision, best = [], [], []
    for query in yaml.safe_load(file.read_text(encoding="utf-8")):
        found = list(dict.fromkeys(real.found(query["q"])))
        must = set(query["must"])
        recall.append(len(must & set(found)) / len(must))
        precision.append(len((must | set(query.get("may", ()))) & set(found)) / max(1, len(found)))
        if "best" in query:
            best.append(bool(set(query["best"]) & set(found[:3])))

    assert sum(recall) / len(recall) >= 0.95
    assert sum(precision) / len(precision) >= 0.95
    assert sum(best) / len(best) >= 0.90


@pytest.mark.parametrize("head", HEADS)
def test_a_part_of_a_compound_finds_it(real, head):
    found = real.found(head)

    assert [] == [place for place in HEADS[head] if place not in found]


@pytest.mark.parametrize("code", SNOWBALL)
def test_the_browsers_stemmer_is_the_one_that_wrote_the_index(sample, code):
    """On every word that a whole dictionary lists, and on words with an apostrophe."""
    words = DEFAULT_DICTIONARY_FACTORY.get_dictionary(code).values()
    listed = [
        *sorted({word.lower() for word in words if word.replace("'", "").isalpha()}),
        "di's",
        "kommune's",
        "boy's'",
        "'tis",
        "y",
    ]
    expected = snowballstemmer.stemmer(SNOWBALL[code]).stemWords(listed)
    whole = "\n".join(map("\t".join, zip(listed, expected, strict=True)))

    # They come as a file: to hand over so many words one by one takes as long as to stem them.
    sample.page.route("**/whole-dictionary", lambda route: route.fulfill(body=whole), times=1)
    compared, different = sample.page.evaluate(
        """async code => {
          const { stem } = await import(`/client/stem-${code}.js`)
          const pairs = (await (await fetch("/whole-dictionary")).text()).split("\\n").map(line => line.split("\\t"))
          return [pairs.length, pairs.filter(([word, stemmed]) => stem(word) !== stemmed).slice(0, 10)]
        }""",
        code,
    )

    assert [] == different
    assert len(listed) == compared > 50_000


@pytest.mark.parametrize("code", SNOWBALL)
def test_the_browser_cuts_and_folds_words_as_the_index_does(sample, code):
    text = (
        "A-kasserne, Lyngby-Taarbæk og 22,7 pct. af 8.000 (DI’s) 16-64-årige; é Ü ß m² ² 1. 2.000.000 x_y 2014-2015 "
        "17.00! 2014\u20112018 2015\u20102019 1.250.000,00 8,000 1,250,000.50 and councils"
    )
    spoken = language(code)
    words = [found[0] for found in WORD.finditer(text)]

    actual = sample.page.evaluate(
        """async ([text, small, code]) => {
          const { WORD, Language } = await import("/client/words.js")
          const { stem } = await import(`/client/stem-${code}.js`)
          const language = new Language(stem, small, code)
          return [...text.matchAll(WORD)].map(([word]) => [word, language.isSmall(word) ? "" : language.term(word)])
        }""",
        [text, sorted(spoken.small_words), code],
    )

    assert actual == [[word, next((term for term, _ in spoken.terms(word)), "")] for word in words]
