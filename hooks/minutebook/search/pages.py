"""The search page, and the register of words that stands in for it where no JavaScript runs."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from minutebook.pages.edition import Edition
from minutebook.pages.front import sections_in_use
from minutebook.pages.page import Page, finished, shortened
from minutebook.pages.parts import Entry, Group, Link, tone
from minutebook.search.index import Written
from minutebook.search.languages import language
from minutebook.search.records import spoken
from minutebook.search.register import Keyword, Register
from minutebook.search.units import KINDS
from minutebook.urls import slug, to_root
from minutebook.vocabulary import OUTCOMES

FACETS = ("kind", "organization", "year", "outcome", "topic", "person", "attachments")
COLUMNS = ("item", "place", "where", "outcome", "matter", "link", "text")
LATER = ("csv.js", "header.js", "stem-da.js", "stem-en.js")
"""Files of the client that a search can do without."""

_MARK = "\ue002"
"""Stands between lines that are filled in together, and in a page where its lines will stand."""

WAYS = ("meetings", "decisions", "matters", "topics")
_TEXTS = tuple(
    """title hit hits within within-one more corrected begins also relaxed missing unreachable small none none-chosen
    lacks more-places unchoose matter more-values file-name failed-missing failed-broken failed-outdated
    failed-old""".split()  # noqa: SIM905
)


def render_search(edition: Edition, client: Sequence[str], index: Written, register: Register) -> Iterator[Page]:
    """Yield the search page, which needs these files of the site, and the pages of the register."""
    yield _search_page(edition, client, index)
    yield _words_index(edition, register)
    yield from _word_pages(edition, register)


def _search_page(edition: Edition, client: Sequence[str], index: Written) -> Page:
    """Return the page that searches. What every search needs of the index is asked for before any script runs."""
    t, addresses = edition.t, edition.addresses
    texts: dict[str, object] = {name: t.texts[f"search.{name}"] for name in _TEXTS}
    texts["facets"] = {facet: t(f"search.facet.{facet}") for facet in FACETS}
    texts["values"] = {"kind": {kind: t(f"search.kind.{kind}") for kind in KINDS}}
    texts["columns"] = [t(f"search.column.{name}") for name in COLUMNS]
    texts["tones"] = {term: tone("outcome", term) for term in OUTCOMES.terms}
    names = {name: t(f"search.parameter.{name}") for name in ("q", "from", "to", "sort", "by-date", *FACETS)}
    address = addresses.search()
    used = sections_in_use(edition.views)
    stemmer = f"/stem-{language(spoken(edition)).code}.js"
    return _page(
        edition,
        "search",
        address,
        t("search.title"),
        t("search.description", municipality=edition.archive.municipality.name),
        client=next(Link("", file) for file in client if file.endswith("/page.js")),
        modules=tuple(Link("", file) for file in client if not file.endswith(LATER) or file.endswith(stemmer)),
        texts=json.dumps(texts, ensure_ascii=False, separators=(",", ":")),
        names=json.dumps(names, separators=(",", ":")),
        root=to_root(address),
        index=Link("", addresses.search_index()),
        manifest=index.manifest,
        leads=tuple(Link("", f"{addresses.search_index()}{segment}/lead.bin") for segment in index.segments),
        help=tuple(t(f"search.help-{number}") for number in range(1, 7)),
        register=Link(t("search.register"), addresses.words_register()),
        ways=tuple(Link(t(f"nav.{name}"), getattr(addresses, name)()) for name in WAYS if name in used),
    )


def _words_index(edition: Edition, register: Register) -> Page:
    t = edition.t
    letters: Iterable[tuple[str, Iterable[Keyword]]] = groupby(
        register, key=lambda keyword: slug(keyword.word)[0].upper()
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
    return Entry(link, count=edition.t.number(len(keyword.hits)))


def _word_pages(edition: Edition, register: Register) -> Iterator[Page]:
    """Yield the page of each word. What is listed on many of them is filled in and finished once."""
    hits = list(dict.fromkeys(hit for keyword in register for hit in keyword.hits))
    rows = [Entry(Link(hit.title, hit.address), hit.context) for hit in hits]
    anywhere = edition.addresses.word("x")  # all of them stand equally deep
    lines = finished(edition.fill("word-hits.html", rows=rows, end=_MARK), anywhere).split(_MARK)
    line_of = dict(zip(hits, lines, strict=False))
    for keyword in register:
        page = _word_page(edition, keyword)
        yield replace(page, body=page.body.replace(_MARK, "".join([line_of[hit] for hit in keyword.hits])))


def _word_page(edition: Edition, keyword: Keyword) -> Page:
    t, addresses = edition.t, edition.addresses
    return _page(
        edition,
        "word",
        addresses.word(keyword.word),
        t("search.word", word=keyword.word),
        t("search.word-description", word=keyword.word, municipality=edition.archive.municipality.name),
        crumbs=(Link(t("search.title"), addresses.search()), Link(t("search.register"), addresses.words_register())),
        word=keyword.word,
        lede=t.plural("count.items", len(keyword.hits)),
        rows=_MARK,
    )


def _page(edition: Edition, kind: str, address: str, title: str, description: str, **context: object) -> Page:
    """Fill a template; the pages of search are a part of the site that no entry of the navigation stands for."""
    body = edition.fill(f"{kind}.html", title=title, **context)
    return Page(address, title, shortened(description), "search", finished(body, address), kind)
