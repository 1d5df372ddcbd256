"""Every address of the site, in one file.

An address is a path below the site's root with a slash at its end and none at its start: `moeder/ebu/2014-09-09/`. It
is ASCII and lower case, in words of the site's main language, and never changes once it is published.
"""

from __future__ import annotations

import posixpath
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

_FOLDED = str.maketrans(
    {"æ": "ae", "ø": "oe", "å": "aa", "ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "ð": "d", "þ": "th"}
)


def slug(text: str) -> str:
    """Turn a text into ASCII that can stand in an address: `Høring 2.1` becomes `hoering-2-1`."""
    folded = unicodedata.normalize("NFC", text).lower().translate(_FOLDED)
    ascii_only = unicodedata.normalize("NFKD", folded).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", ascii_only).strip("-")


def depth(address: str) -> int:
    """Count the folders from the site's root down to a page: 0 for the front page."""
    return address.count("/")


def to_root(address: str) -> str:
    """Return the relative way from a page up to the site's root: `../../` or, at the root, `./`."""
    return "../" * depth(address) or "./"


TEXT_ENDING = ".txt"
_RUNNING = frozenset(
    (
        *("svg", "svgz", "html", "htm", "xhtml", "xht", "shtml", "shtm", "mht", "mhtml", "mathml", "mml", "xul"),
        *("xml", "xsl", "xslt", "xsd", "rdf", "owl", "atom", "rss", "opml", "kml", "gml", "gpx", "xspf", "wsdl"),
        *("js", "mjs", "wasm", "css", "swf", "jar", "hta", "htc", "vml", "cgi", "webmanifest"),
        *("php", "php3", "php4", "php5", "php7", "php8", "phps", "phar", "phtml", "pht", "asp", "aspx", "jsp", "jspx"),
    )
)
"""Endings of files that a browser, or a careless server, runs when their address is opened."""


def may_run(file: str) -> bool:
    """Tell whether a file could run code when its address is opened; to servers `side.html.en` is a page in English."""
    return not _RUNNING.isdisjoint(part.strip().lower() for part in file.split(".")[1:])


@dataclass(frozen=True, slots=True)
class Words:
    """The words of one language that stand in addresses and anchors."""

    meetings: str
    item: str
    attachment: str
    page: str
    organizations: str
    decisions: str
    matters: str
    people: str
    topics: str
    plans: str
    goal: str
    partners: str
    open: str
    coverage: str
    files: str
    search: str
    word: str
    announcement: str
    sections: Mapping[str, str]


_WORDS = {
    "da": Words(
        meetings="moeder",
        item="punkt",
        attachment="bilag",
        page="side",
        organizations="udvalg",
        decisions="beslutninger",
        matters="sager",
        people="personer",
        topics="emner",
        plans="planer",
        goal="maal",
        partners="samarbejder",
        open="aabne-sager",
        coverage="daekning",
        files="filer",
        search="soeg",
        word="ord",
        announcement="meddelelse",
        sections={
            "summary": "resume",
            "case": "sagsfremstilling",
            "hearing": "hoering",
            "finances": "oekonomiske-konsekvenser",
            "authority": "beslutningskompetence",
            "recommendation": "indstilling",
            "decision": "beslutning",
            "attachments": "bilag",
        },
    ),
    "en": Words(
        meetings="meetings",
        item="item",
        attachment="attachment",
        page="page",
        organizations="organizations",
        decisions="decisions",
        matters="matters",
        people="people",
        topics="topics",
        plans="plans",
        goal="goal",
        partners="partners",
        open="open",
        coverage="coverage",
        files="files",
        search="search",
        word="words",
        announcement="announcement",
        sections={
            "summary": "summary",
            "case": "case",
            "hearing": "hearing",
            "finances": "finances",
            "authority": "authority",
            "recommendation": "recommendation",
            "decision": "decision",
            "attachments": "attachments",
        },
    ),
}

LANGUAGES = tuple(_WORDS)


@dataclass(frozen=True, slots=True)
class Addresses:
    """The addresses of a site in one language. `item` and `meeting` take the keys of the model.

    `known_anchors` leads from the anchors of every language to its own.
    """

    words: Words
    known_anchors: Mapping[str, str]

    def meetings(self) -> str:
        return f"{self.words.meetings}/"

    def meeting(self, key: str) -> str:
        return f"{self.words.meetings}/{key}/"

    def item(self, key: str) -> str:
        meeting, _, item = key.rpartition("/")
        return f"{self.meeting(meeting)}{self.words.item}-{item}/"

    def attachment(self, item_key: str, attachment: str) -> str:
        return f"{self.item(item_key)}{self.words.attachment}-{attachment}/"

    def attached_file(self, item_key: str, file: str) -> str:
        """Return the address of a published file; it stands beside the page of its item, under its own name.

        A file that a browser would run gets an ending under which it is shown as text, wherever its address is opened.
        """
        return f"{self.item(item_key)}{self.words.files}/{file}{TEXT_ENDING if may_run(file) else ''}"

    def organizations(self) -> str:
        return f"{self.words.organizations}/"

    def organization(self, organization: str) -> str:
        return f"{self.words.organizations}/{organization}/"

    def organization_year(self, organization: str, year: int) -> str:
        return f"{self.words.organizations}/{organization}/{year}/"

    def decisions(self) -> str:
        return f"{self.words.decisions}/"

    def decisions_year(self, year: int) -> str:
        return f"{self.words.decisions}/{year}/"

    def decisions_month(self, year: int, month: int) -> str:
        return f"{self.words.decisions}/{year}/{month:02}/"

    def matters(self) -> str:
        return f"{self.words.matters}/"

    def matter(self, matter: str) -> str:
        return f"{self.words.matters}/{matter}/"

    def people(self) -> str:
        return f"{self.words.people}/"

    def person(self, person: str) -> str:
        return f"{self.words.people}/{person}/"

    def topics(self) -> str:
        return f"{self.words.topics}/"

    def topic(self, topic: str) -> str:
        return f"{self.words.topics}/{topic}/"

    def topic_year(self, topic: str, year: int) -> str:
        return f"{self.words.topics}/{topic}/{year}/"

    def plans(self) -> str:
        return f"{self.words.plans}/"

    def plan(self, plan: str) -> str:
        return f"{self.words.plans}/{plan}/"

    def goal(self, plan: str, goal: str) -> str:
        return f"{self.plan(plan)}{self.words.goal}-{goal}/"

    def partners(self) -> str:
        return f"{self.words.partners}/"

    def partner(self, partner: str) -> str:
        """Return the address of a partner or of a survey among partners."""
        return f"{self.words.partners}/{partner}/"

    def survey_sheet(self, survey: str) -> str:
        """Return the address of a survey's answers as a table for spreadsheets, beside its page."""
        return f"{self.partner(survey)}{survey}.csv"

    def open(self) -> str:
        return f"{self.words.open}/"

    def coverage(self) -> str:
        return f"{self.words.coverage}/"

    def search(self) -> str:
        return f"{self.words.search}/"

    def search_index(self) -> str:
        """Return the folder of the search index, two levels below the root as long as there are sites."""
        return f"{self.words.search}/index/"

    def words_register(self) -> str:
        return f"{self.words.search}/{self.words.word}/"

    def word(self, word: str) -> str:
        return f"{self.words.search}/{self.words.word}/{slug(word)}/"

    def section_anchor(self, kind: str) -> str:
        return self.words.sections[kind]

    def announcement_anchor(self, number: str) -> str:
        return f"{self.words.announcement}-{slug(number)}"

    def page_anchor(self, page: str) -> str:
        return f"{self.words.page}-{slug(page)}"

    def goal_anchor(self, goal: str) -> str:
        return f"{self.words.goal}-{slug(goal)}"

    def anchor(self, written: str) -> str:
        """Return an anchor that a record names in the words of any language; one that is not known stays as it is.

        A record is written once, and its sections and pages have other names in another language's edition.
        """
        if written in self.known_anchors:
            return self.known_anchors[written]
        word, hyphen, number = written.partition("-")
        return f"{self.known_anchors[word + hyphen]}{number}" if word + hyphen in self.known_anchors else written


@cache
def addresses(language: str) -> Addresses:
    """Return the addresses in a language; one that is not known gets those in English."""
    words = _WORDS.get(language, _WORDS["en"])
    return Addresses(words, _anchors(words))


def _anchors(own: Words) -> Mapping[str, str]:
    """Return the anchors of sections, and the beginnings of the numbered ones, in every language's words."""
    known: dict[str, str] = {}
    for words in (*_WORDS.values(), own):
        known |= {anchor: own.sections[kind] for kind, anchor in words.sections.items()}
        known |= {f"{words.page}-": f"{own.page}-", f"{words.announcement}-": f"{own.announcement}-"}
        known |= {f"{words.goal}-": f"{own.goal}-"}
    return known


def relative(target: str, base: str) -> str:
    """Return the way from the page at `base` to `target`, which may carry an anchor."""
    path, hash_sign, anchor = target.partition("#")
    way = posixpath.relpath(path or ".", base or ".")
    if path.endswith("/") or not path:
        way += "/"
    return f"{way}{hash_sign}{anchor}"
