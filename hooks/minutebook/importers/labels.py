"""The label words of a language, ready to be looked for: `labels.toml` turned into patterns."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib import resources
from typing import Any

from minutebook import outcomes
from minutebook.importers.lines import LONGEST_LABEL, Line

_NAME = r"[A-ZÆØÅÄÖ](?:(?:\w{0,3}\.)+(?:[\w’'-]+)?|[\w’'-]*)"
PERSON = rf"{_NAME}(?: (?:(?:af|av|de|del|la|van|von|der|zu|al|el|bin|ben) )*{_NAME}){{1,4}}"
"""A name of two to five words. Only a short one may be an abbreviation with a full stop: sentences end with others."""
_ENGLISH_MONTHS = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
    "december",
)  # fmt: skip
"""Systems that were set up in English print dates so."""
_ORGANIZATION = r"[A-ZÆØÅÄÖ][^.:;]{2,90}?"
_NUMBERS = r"(?:[0-9]{1,3}|[a-z])\b(?:[ ,–-]+(?:(?:og|och|samt) )?(?:[0-9]{1,3}|[a-z])\b)*"


@dataclass(frozen=True)
class Label:
    """A label at the start of a line: its kind, the term it stands for, how it is printed, and what follows it."""

    kind: str
    term: str
    printed: str
    rest: str


class Labels:
    """The words of one language."""

    def __init__(self, language: str, data: Mapping[str, Any]) -> None:
        self.language = language
        self.data = data
        self.months: list[str] = data["months"]
        self._terms: dict[str, tuple[str, str]] = {}
        for kind in ("sections", "facts", "head"):
            for term, words in data[kind].items():
                for word in words:
                    self._terms.setdefault(_bare(word), (kind, term))
        for word in data["absence_labels"]:
            self._terms.setdefault(_bare(word), ("absence", "absent"))
        for kind in ("opened", "closed"):
            for word in data[kind]:
                self._terms.setdefault(_bare(word), ("openness", kind))
        self._longest = max(len(word) for word in self._terms)
        named = "|".join(self.months)
        english = "|".join(_ENGLISH_MONTHS)
        in_figures = r"\d{1,2}[-./]\d{1,2}[-./]\d{4}|\d{4}-\d{2}-\d{2}"
        self._date = rf"(?:{in_figures}|\d{{1,2}}\. ?(?:{named}) \d{{4}}|(?:{english}) \d{{1,2}}, \d{{4}})"
        self._outcomes = {term: self.patterns(words, find=True) for term, words in data.get("outcomes", {}).items()}

    def pattern(self, key: str) -> re.Pattern[str]:
        """Return the one pattern under a key as one that fits a whole line."""
        return self.each(key)[0]

    @cache  # noqa: B019 - there is one object for each language, for ever
    def each(self, key: str) -> tuple[re.Pattern[str], ...]:
        """Return the patterns under a key one by one, each fitting a whole line."""
        words = self.data[key]
        return tuple(self.patterns([word]) for word in ([words] if isinstance(words, str) else words))

    def patterns(self, words: Iterable[str], *, find: bool = False) -> re.Pattern[str]:
        """Make one pattern out of several, their placeholders filled in."""
        words = tuple(words)
        named = "?P<body>" if len(words) == 1 else "?:"
        filled = "|".join(f"(?:{self._filled(word, named)})" for word in words) or r"(?!)"
        return re.compile(filled if find else rf"(?:{filled})\s*[.:]?", re.IGNORECASE if not find else 0)

    def _filled(self, word: str, named: str) -> str:
        places = {
            "organization": rf"({named}(?-i:{_ORGANIZATION}))",
            "date": self._date,
            "person": rf"(?-i:{PERSON})",
            "numbers": f"(?P<points>{_NUMBERS})",
            "on": self.data["on"],
        }
        for name, pattern in places.items():
            word = word.replace(f"{{{name}}}", pattern)
        return word

    def label(self, line: Line) -> Label | None:
        """Return the label that a line is, or begins with if a colon follows it."""
        text = line.stripped
        whole = text.removesuffix(",") if self.proposes(text) else text
        if known := self._terms.get(_bare(whole)):
            return Label(*known, text.rstrip(" :."), "")
        head, colon, _ = text[: self._longest + 2].partition(":")
        if colon and (known := self._terms.get(_bare(head))):
            return Label(*known, head.strip(), text[len(head) + 1 :].strip())
        return None

    def often_bare(self, title: str) -> bool:
        """Tell whether a title is one of those below which minutes often have no label: `Eventuelt`."""
        plain = _bare(title)
        return any(plain == word or plain.startswith(f"{word} ") for word in self.data["often_bare"])

    def proposes(self, label: str) -> bool:
        """Tell whether a label is the beginning of a sentence that says who recommends: `Forvaltningen indstiller`."""
        return label.casefold().rpartition(" ")[2].rstrip(" ,:.") in self.data["proposes"]

    def is_absence(self, text: str) -> bool:
        """Tell whether a text is, or begins with, a label for who was absent."""
        label = self.label(Line(0, text)) if len(text) <= LONGEST_LABEL else None
        return bool(label and label.kind == "absence")

    def section(self, line: Line) -> Label | None:
        """Return the label of a section."""
        label = self.label(line)
        return label if label and label.kind == "sections" else None

    def day(self, text: str) -> date | None:
        """Return the first date in a text."""
        found = re.search(self._date, text, re.IGNORECASE)
        if not found:
            return None
        if named := re.fullmatch(r"(\d{1,2})\. ?([^\W\d]+) (\d{4})", found[0]):
            parts = (int(named[3]), self.months.index(named[2].casefold()) + 1, int(named[1]))
        elif english := re.fullmatch(r"([A-Za-z]+) (\d{1,2}), (\d{4})", found[0]):
            parts = (int(english[3]), _ENGLISH_MONTHS.index(english[1].casefold()) + 1, int(english[2]))
        elif iso := re.fullmatch(r"(\d{4})-(\d{2})-(\d{2})", found[0]):
            parts = (int(iso[1]), int(iso[2]), int(iso[3]))
        else:
            day, month, year = re.split(r"[-./]", found[0])
            parts = (int(year), int(month), int(day))
        try:
            return date(*parts)
        except ValueError:
            return None

    def without_days(self, text: str) -> str:
        """Return a text without its dates."""
        return re.sub(self._date, " ", text, flags=re.IGNORECASE)

    def body(self, text: str) -> str | None:
        """Return the name of an organization that decides, if a text begins with one and a date or nothing follows."""
        name = re.split(
            rf",? (?:{self.data['on'].replace('?', '')})? ?{self._date}|:|,(?! [a-zæøå-]+(?:,| (?:og|och) [a-zæøå]))",
            text,
            maxsplit=1,
        )[0].strip(" .:,–-")
        words = name.split()
        if not words or not name[0].isupper() or len(words) > 9 or len(name) > 90:  # noqa: PLR2004
            return None
        last = next((word for word in words if self._is_body(word)), None)
        if last is None:
            return None
        tail = words[words.index(last) + 1 :]
        return name if not tail or tail[0] in {"for", "för", "vedrørende", "i"} else None

    def _is_body(self, word: str) -> bool:
        bare = word.casefold().strip(",.")
        return any(bare.endswith(end) for end in self.data["bodies"])

    def says_closed(self, line: Line) -> bool:
        """Tell whether a line of facts about a case ends with the word that closes it: `Sagsnr.: 1 Dok.: 2 Lukket`."""
        words = line.stripped.casefold().rstrip(" .:")
        return self.reference(line) is not None and any(words.endswith(f" {word}") for word in self.data["closed"])

    def reference(self, line: Line) -> str | None:
        """Return the number of a case in a line of facts about it, whatever else the line says."""
        found = self.pattern("reference").match(line.stripped) if len(line.text) <= LONGEST_LABEL else None
        return next(filter(None, found.groupdict().values()), None) if found else None

    def classification(self, name: str) -> str:
        """Say what kind of organization a name names."""
        last = name.casefold().split()[-1]
        if any(last.endswith(word) for word in self.data["councils"]):
            return "council"
        if last in self.data["administrations"]:
            return "administration"
        return "board" if any(last.endswith(word) for word in self.data["boards"]) else "committee"

    def outcomes(self, text: str) -> frozenset[str]:
        """Return every outcome that a decision's words state."""
        if found := outcomes.infer(text):
            return found
        plain = text.casefold()
        return frozenset(next(([term] for term, pattern in self._outcomes.items() if pattern.search(plain)), []))


def _bare(text: str) -> str:
    return text.strip().casefold().rstrip(" :.")


@cache
def languages() -> Mapping[str, Labels]:
    """Return the labels of every language, in the order of the file."""
    text = resources.files("minutebook.importers").joinpath("labels.toml").read_text(encoding="utf-8")
    return {language: Labels(language, data) for language, data in tomllib.loads(text).items()}


def labels_of(lines: Iterable[Line]) -> Labels:
    """Return the labels of the language in which a packet is laid out: whose telling words occur most."""
    words: dict[str, int] = {}
    for line in lines:
        for word in re.findall(r"[^\W\d_]+", line.text.casefold()):
            words[word] = words.get(word, 0) + 1
    return max(languages().values(), key=lambda labels: sum(words.get(word, 0) for word in labels.data["telling"]))
