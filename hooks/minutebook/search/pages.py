"""The search page, and the register of words that stands in for it where no JavaScript runs."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from hashlib import blake2b
from itertools import groupby
from typing import NamedTuple

from minutebook.pages.edition import Edition
from minutebook.pages.front import sections_in_use
from minutebook.pages.page import Page, finished, shortened
from minutebook.pages.parts import Entry, Group, Link, tone
from minutebook.search.index import Written
from minutebook.search.languages import language
from minutebook.search.records import spoken
from minutebook.search.register import Hit, Keyword, Register
from minutebook.search.units import KINDS
from minutebook.urls import slug, to_root
from minutebook.vocabulary import OUTCOMES

FACETS = ("kind", "organization", "year", "outcome", "topic", "person", "attachments")
COLUMNS = ("item", "place", "where", "outcome", "matter", "link", "text")
_MARK = "\ue002"
"""Stands between lines that are filled in together, and in a page where its lines will stand."""

WAYS = ("meetings", "decisions", "matters", "topics")
_TEXTS = tuple(
    """title hit hits within within-one more corrected begins also relaxed missing open unreachable small none
    none-chosen nowhere way-near way-apart way-rest way-alone way-without lacks more-places unchoose matter more-values
    file-name failed-missing failed-broken failed-outdated failed-old""".split()  # noqa: SIM905
)


class Draft(NamedTuple):
    """A page of search before it is filled in.

    `says` is a digest of all that tells it from others of its kind in the language; empty where nobody has it.
    """

    address: str
    says: bytes
    page: Callable[[], Page]


def render_search(edition: Edition, client: Sequence[str], index: Written) -> Draft:
    """Return the page that searches, which needs these files of the site."""
    return Draft(edition.addresses.search(), b"", partial(_search_page, edition, client, index))


def render_register(edition: Edition, register: Register) -> Iterator[Draft]:
    """Yield the pages of the register."""
    yield Draft(edition.addresses.words_register(), b"", partial(_words_index, edition, register))
    yield from _word_pages(edition, register)


def _search_page(edition: Edition, client: Sequence[str], index: Written) -> Page:
    """Return the page that searches. What every search needs of the index is asked for before any script runs."""
    t, addresses = edition.t, edition.addresses
    texts: dict[str, object] = {name: t.texts[f"search.{name}"] for name in _TEXTS}
    texts["facets"] = {facet: t(f"search.facet.{facet}") for facet in FACETS}
    texts["values"] = {"kind": {kind: t(f"search.kind.{kind}") for kind in KINDS}}
    texts["columns"] = [t(f"search.column.{name}") for name in COLUMNS]
    texts["separator"] = t("survey.separator")
    texts["tones"] = {term: tone("outcome", term) for term in OUTCOMES.terms}
    names = {name: t(f"search.parameter.{name}") for name in ("q", "from", "to", "sort", "by-date", *FACETS)}
    address = addresses.search()
    used = sections_in_use(edition.views)
    code = language(spoken(edition)).code
    return _page(
        edition,
        "search",
        address,
        t("search.title"),
        t("search.description", municipality=edition.archive.municipality.name),
        client=next(Link("", file) for file in client if file.endswith("/page.js")),
        modules=tuple(Link("", file) for file in client if file.endswith(("/page.js", f"/worker-{code}.js"))),
        code=code,
        texts=json.dumps(texts, ensure_ascii=False, separators=(",", ":")),
        names=json.dumps(names, separators=(",", ":")),
        root=to_root(address),
        index=Link("", addresses.search_index()),
        manifest=index.manifest,
        lead=Link("", f"{addresses.search_index()}{index.lead}"),
        help=tuple(t(f"search.help-{number}") for number in range(1, 7)),
        register=Link(t("search.register"), addresses.words_register()),
        ways=tuple(Link(t(f"nav.{name}"), getattr(addresses, name)()) for name in WAYS if name in used),
    )


def _words_index(edition: Edition, register: Register) -> Page:
    t = edition.t
    letters: Iterable[tuple[str, Iterable[Keyword]]] = groupby(
        register.keywords, key=lambda keyword: slug(keyword.word)[0].upper()
    )
    groups = tuple(
        Group(f"{t('anchor.letter')}-{letter.lower()}", letter, tuple(_word_entry(edition, each) for each in keywords))
        for letter, keywords in letters
    )
    return _page(
        edition,
        "words",
        edition.addresses.words_register(),
        t("search.register"),
        t("search.register-lede"),
        lede=t("search.register-lede"),
        groups=groups,
        search=Link(t("search.title"), edition.addresses.search()),
    )


def _word_entry(edition: Edition, keyword: Keyword) -> Entry:
    link = Link(keyword.word, edition.addresses.word(keyword.word))
    return Entry(link, count=edition.t.number(keyword.count))


def _word_pages(edition: Edition, register: Register) -> Iterator[Draft]:
    """Yield the page of each word."""
    lines, municipality = _Lines(edition), edition.archive.municipality.name
    for keyword in register.keywords:
        page = partial(_word_page, edition, keyword, register, lines)
        yield Draft(edition.addresses.word(keyword.word), _digest(municipality, keyword.word, after=keyword.says), page)


def _digest(*texts: str, after: bytes) -> bytes:
    return blake2b("\0".join(texts).encode() + b"\0" + after, digest_size=16).digest()


class _Lines:
    """The lines of hits, filled in and finished once, however many words they are listed under."""

    def __init__(self, edition: Edition) -> None:
        self._edition, self._known = edition, dict[Hit, str]()

    def of(self, hits: Sequence[Hit]) -> str:
        """Return the lines of some hits. All pages that list them stand equally deep."""
        new = [hit for hit in hits if hit not in self._known]
        if new:
            rows = [Entry(Link(hit.title, hit.address), hit.context) for hit in new]
            filled = self._edition.fill("word-hits.html", rows=rows, end=_MARK)
            lines = finished(filled, self._edition.addresses.word("x")).split(_MARK)
            self._known.update(zip(new, lines, strict=False))
        return "".join([self._known[hit] for hit in hits])


def _word_page(edition: Edition, keyword: Keyword, register: Register, lines: _Lines) -> Page:
    t, addresses = edition.t, edition.addresses
    page = _page(
        edition,
        "word",
        addresses.word(keyword.word),
        t("search.word", word=keyword.word),
        t("search.word-description", word=keyword.word, municipality=edition.archive.municipality.name),
        crumbs=(Link(t("search.title"), addresses.search()), Link(t("search.register"), addresses.words_register())),
        word=keyword.word,
        lede=t.plural("count.items", keyword.count),
        rows=_MARK,
    )
    return replace(page, body=page.body.replace(_MARK, lines.of(register.hits(keyword))))


def _page(edition: Edition, kind: str, address: str, title: str, description: str, **context: object) -> Page:
    """Fill a template; the pages of search are a part of the site that no entry of the navigation stands for."""
    body = edition.fill(f"{kind}.html", title=title, **context)
    return Page(address, title, shortened(description), "search", finished(body, address), kind)
