"""A generated archive in realistic proportions, of a town that does not exist. The same number gives the same bytes."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from random import Random

ITEMS_PER_MEETING = 8
ORGANIZATIONS = ("byraadet", "teknik", "skole", "kultur", "social", "beskaeftigelse", "oekonomi", "klima")
PEOPLE = 60
ITEMS_PER_MATTER = 4
LAST_DAY = date(2024, 12, 31)
WORDS = (
    "kommunen udvalget forvaltningen budgettet planen skolen vejen byggeriet borgerne høringen tilskuddet letbanen",
    "beskæftigelsen turismen parken institutionen havnen lokalplanen trafikken klimaet biblioteket svømmehallen",
    "foreslår oplyser bemærker anbefaler forventer fremlægger gennemfører undersøger prioriterer",
    "en et den det de og at i på til med for om af efter før mellem under over samlet ny større mindre",
    "årlig fælles vurderer",
)
VOCABULARY = [word for line in WORDS for word in line.split()]
OUTCOMES = (
    ("adopted", "Godkendt."),
    ("noted", "Taget til efterretning."),
    ("discussed", "Drøftet."),
    ("postponed", "Udsat."),
)


def write_archive(folder: Path, items: int) -> None:
    """Write the records of so many agenda items, and the project around them, into an empty folder."""
    for name, text in _files(items):
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8", newline="\n")


def _files(items: int) -> Iterator[tuple[str, str]]:
    random = Random(items)
    yield "docs/index.md", "# Testby\n\n<!-- archive -->\n"
    yield "mkdocs.yml", _SETTINGS
    yield "meetings/municipality.yml", _MUNICIPALITY
    yield "meetings/people.yml", "".join(f"- id: person-{n}\n  name: Person {n}\n" for n in range(PEOPLE))
    yield (
        "meetings/topics.yml",
        "".join(f"- id: emne-{n}\n  label: {{da: Emne {n}, en: Topic {n}}}\n" for n in range(30)),
    )
    matters = max(items // ITEMS_PER_MATTER, 1)
    yield "meetings/matters.yml", "".join(f"- id: sag-{n}\n  title: {_words(random, 5)}\n" for n in range(matters))
    for name in ORGANIZATIONS:
        yield f"meetings/{name}/organization.yml", f"name: {name.title()}\nclassification: committee\n"
    for number in range(items // ITEMS_PER_MEETING):
        yield from _meeting(random, number, matters)


def _meeting(random: Random, number: int, matters: int) -> Iterator[tuple[str, str]]:
    organization = ORGANIZATIONS[number % len(ORGANIZATIONS)]
    day = LAST_DAY - timedelta(days=number // len(ORGANIZATIONS) * 7)
    folder = f"meetings/{organization}/{day}"
    absent = f"person-{random.randrange(PEOPLE)}"
    yield (
        f"{folder}/meeting.yml",
        f"start: {day} 17:00\nstate: minutes\nattendance:\n  absent: [{{person: {absent}, kind: excused}}]\n",
    )
    for place in range(1, ITEMS_PER_MEETING + 1):
        outcome, text = random.choice(OUTCOMES)
        matter, topic = random.randrange(matters), random.randrange(30)
        paragraphs = "\n\n".join(_paragraph(random) for _ in range(random.randint(3, 7)))
        yield (
            f"{folder}/{place:02}-sag.md",
            (
                f"---\nnumber: {place}\ntitle: {_words(random, 6)}\nkind: decision\nmatter: sag-{matter}\n"
                f"topics: [emne-{topic}]\nauthority:\n  - organization: {organization}\n"
                f"recommendation:\n  by: Forvaltningen\n  points:\n"
                f"    1: {_words(random, 12)}\n    2: {_words(random, 9)}\n"
                f"decision:\n  - {{outcome: {outcome}, text: {text}}}\n---\n\n"
                f"## Sagsfremstilling\n\n{paragraphs}\n\n## Økonomiske konsekvenser\n\n{_paragraph(random)}\n"
            ),
        )
        if random.random() < 0.3:
            pages = "\n\n".join(f"<!-- page {n} -->\n\n{_paragraph(random)}" for n in range(1, 4))
            yield f"{folder}/attachments/{place}.1-notat.md", f"---\ntitle: Notat\nkind: memo\n---\n\n{pages}\n"


def _words(random: Random, count: int) -> str:
    return " ".join(random.choices(VOCABULARY, k=count)).capitalize()


def _paragraph(random: Random) -> str:
    return " ".join(f"{_words(random, random.randint(8, 16))}." for _ in range(random.randint(3, 6)))


_MUNICIPALITY = "format_version: 1\nname: Testby Kommune\ncountry: DK\ntime_zone: Europe/Copenhagen\nlanguages: [da]\n"
_SETTINGS = """\
site_name: Testby
site_url: https://testby.example/
strict: true
plugins: []
theme: { name: material, language: da, font: false, features: [navigation.tabs] }
hooks: [hooks/archive.py]
extra: { archive: { today: 2024-12-31 } }
"""
