"""The archive that search is measured on: units of generated text, mixed as real minutes are."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache
from hashlib import blake2b
from itertools import accumulate
from pathlib import Path
from random import Random

from minutebook.search.plain import words_of
from minutebook.search.units import BODY, CAPTION, TITLE, Content, Entry, Unit
from minutebook.search.words import WORD
from simplemma.strategies.dictionaries.dictionary_factory import DEFAULT_DICTIONARY_FACTORY

PER_ENTRY = 6
WORDS_IN_A_UNIT = 376
VOCABULARY = 60_000
USUAL = 0.88
"""The share of words that are drawn from the sample archive."""

RECORDS = Path(__file__).parent.parent.parent / "meetings"
LADDER = {"kommune": 0.6, "budget": 0.27, "strategi": 0.13, "førtidspension": 0.016, "agersnap": 0.006}
"""Words with the share of the units that they are put into, over the words that chance gives."""

QUERIES = (*LADDER, "førtidspension budget", '"taget til efterretning"', "turismestrategi")
LAST = date(2024, 12, 31)


@cache
def vocabulary() -> tuple[list[str], list[float]]:
    """Return words with their weights, mixed so that they are like those of real minutes.

    Most are drawn as often as they stand in the sample archive, small words and all; the rest from the dictionary, the
    short ones oftener. A real packet of 53 pages has 39 % small words, 12 % compounds, 0.95 terms to a word, and 2,500
    different words among 13,000.
    """
    prose = (file.read_text(encoding="utf-8").split("---", 2)[-1] for file in sorted(RECORDS.rglob("*.md")))
    usual = Counter(found[0] for text in prose for found in WORD.finditer(words_of(text)))
    listed = {word for word in DEFAULT_DICTIONARY_FACTORY.get_dictionary("da") if word.isalpha() and word.islower()}
    random = Random(7)
    others = random.sample(sorted(listed), VOCABULARY)
    others.sort(key=lambda word: len(word) + random.random() * 4)
    zipf = [1 / (rank + 20) for rank in range(VOCABULARY)]
    scale = sum(usual.values()) * (1 - USUAL) / USUAL / sum(zipf)
    return [*usual, *others], list(accumulate([*usual.values(), *(each * scale for each in zipf)]))


def entries(units: int) -> Iterator[Entry]:
    """Yield the entries of a generated archive of twenty years; the same number gives the same."""
    for number in range(units // PER_ENTRY):
        day = LAST - timedelta(days=number * 20 * 365 // (units // PER_ENTRY))
        key = blake2b(f"{units}/{number}".encode(), digest_size=16).digest()
        yield Entry(key, day, lambda number=number, day=day: content(number, day))


def content(number: int, day: date) -> Content:
    """Return an entry: an item with its case, its decision and the pages of an attachment."""
    random = Random(number)
    address = f"moeder/udvalg-{number % 12}/{day}/punkt-{number}/"
    title = text(random, 6)
    case, decision = text(random, 2 * WORDS_IN_A_UNIT), "Taget til efterretning. " + text(random, 20)
    pages = [text(random, WORDS_IN_A_UNIT) for _ in range(PER_ENTRY - 3)]
    units = [
        Unit("item", "Punkt", address, ((TITLE, title),), ""),
        Unit("decision", "Beslutning", f"{address}#beslutning", ((BODY, decision),), decision),
        Unit("item", "Sagsfremstilling", f"{address}#sagsfremstilling", ((BODY, case),), case),
    ]
    units += [
        Unit(
            "attachment",
            f"Bilag 1, side {page}",
            f"{address}bilag-1/#side-{page}",
            ((CAPTION, "Notat"), (BODY, words)),
            words,
        )
        for page, words in enumerate(pages, 1)
    ]
    outcome = random.choice(("adopted", "noted", "postponed", "recommended"))
    terms = {
        "organization": (f"udvalg-{number % 12}",),
        "year": (str(day.year),),
        "outcome": (outcome,),
        "topic": (f"emne-{random.randrange(30)}",),
        "person": (f"person-{random.randrange(60)}",),
        "attachments": ("yes",),
    }
    return Content(title, address, str(day), tuple(units), ((outcome, outcome, ""),), None, terms)


def text(random: Random, length: int) -> str:
    chosen, weights = vocabulary()
    words = random.choices(chosen, cum_weights=weights, k=length)
    words[random.randrange(length)] = str(random.randrange(10**9, 10**10))  # a number that stands nowhere else
    for word, share in LADDER.items():
        if random.random() < share:
            words[random.randrange(length)] = word
    return " ".join(words).capitalize() + "."
