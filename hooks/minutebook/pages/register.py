"""The register of decisions: the years at a glance, and each year month by month."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from minutebook.pages.edition import Edition
from minutebook.pages.page import Page, capitalised
from minutebook.pages.parts import Badge, Group, Link, Pager
from minutebook.views.listing import Handling, View, outcomes_of
from minutebook.vocabulary import OUTCOMES

LATEST = 20
MOST_ON_PAGE = 250
"""Decisions. A busy town makes two thousand a year, which would be a page of over half a megabyte."""


@dataclass(frozen=True, slots=True)
class Count:
    """How often an outcome came out."""

    badge: Badge
    number: str


def decisions_page(edition: Edition) -> Page:
    """Return the overview: each year with its outcomes counted, and the latest decisions."""
    t, views, addresses = edition.t, edition.views, edition.addresses
    years = tuple(
        {
            "link": Link(str(year), addresses.decisions_year(year)),
            "anchor": str(year),
            "count": t.plural("count.decisions", len(view)),
            "tally": tally(edition, view.handlings),
        }
        for year, view in sorted(views.decided_by_year.items(), reverse=True)
    )
    return edition.page(
        "decisions",
        addresses.decisions(),
        t("nav.decisions"),
        t("decisions.description", municipality=edition.archive.municipality.name),
        years=years,
        rows=tuple(edition.row(handling) for handling in views.decided[:LATEST]),
    )


def decisions_year_page(edition: Edition, year: int) -> Page:
    """Return a year of the register, newest month first; the months of a long year lead to their own pages."""
    t, addresses, view = edition.t, edition.addresses, edition.views.decided_by_year[year]
    apart = stands_by_month(view)
    groups = []
    for month, handlings in view.by_month():
        entries = () if apart else tuple(edition.row(handling) for handling in handlings)
        link = Link(_month(edition, year, month), addresses.decisions_month(year, month)) if apart else None
        count = t.plural("count.decisions", len(handlings))
        groups.append(Group(f"{year}-{month:02}", capitalised(_month(edition, year, month)), entries, count, link))
    years = tuple(edition.views.decided_by_year)
    before, after = beside(years, year)
    return edition.page(
        "decisions-year",
        addresses.decisions_year(year),
        t("decisions.in-year", year=year),
        t("decisions.year-description", year=year, count=t.plural("count.decisions", len(view))),
        crumbs=(Link(t("nav.decisions"), addresses.decisions()),),
        here=str(year),
        lede=t.plural("count.decisions", len(view)),
        tally=tally(edition, view.handlings),
        groups=tuple(groups),
        pager=Pager(
            t("index.pager-years"),
            t("index.earlier-year"),
            t("index.later-year"),
            Link(str(before), addresses.decisions_year(before)) if before else None,
            Link(str(after), addresses.decisions_year(after)) if after else None,
        ),
    )


def decisions_month_page(edition: Edition, year: int, month: int) -> Page:
    """Return a month of a year that is too long for one page."""
    t, addresses = edition.t, edition.addresses
    handlings, name = edition.views.decided_by_month[year, month].handlings, _month(edition, year, month)
    count = t.plural("count.decisions", len(handlings))
    before, after = beside(edition.views.months_of_decisions[year], month)
    return edition.page(
        "decisions-month",
        addresses.decisions_month(year, month),
        t("decisions.in-year", year=name),
        t("decisions.year-description", year=name, count=count),
        template="decisions-year",
        crumbs=(Link(t("nav.decisions"), addresses.decisions()), Link(str(year), addresses.decisions_year(year))),
        here=capitalised(name),
        lede=count,
        tally=tally(edition, handlings),
        groups=(Group(f"{year}-{month:02}", capitalised(name), tuple(map(edition.row, handlings)), count),),
        pager=Pager(
            t("index.pager-months"),
            t("index.earlier-month"),
            t("index.later-month"),
            Link(_month(edition, year, before), addresses.decisions_month(year, before)) if before else None,
            Link(_month(edition, year, after), addresses.decisions_month(year, after)) if after else None,
        ),
    )


def stands_by_month(view: View[int]) -> bool:
    """Tell whether a year of the register is too long for a telephone to show it on one page."""
    return len(view) > MOST_ON_PAGE


def beside(row: Sequence[int], one: int) -> tuple[int | None, int | None]:
    """Return what stands before and after one of a row."""
    place = row.index(one)
    return row[place - 1] if place else None, row[place + 1] if place + 1 < len(row) else None


def _month(edition: Edition, year: int, month: int) -> str:
    return edition.t.month(date(year, month, 1))


def tally(edition: Edition, handlings: Iterable[Handling]) -> tuple[Count, ...]:
    """Count the outcomes of handlings, in the order of the vocabulary."""
    counts = Counter(outcome for handling in handlings for outcome in outcomes_of(handling))
    known = (outcome for outcome in OUTCOMES.terms if counts[outcome])
    return tuple(Count(edition.badge("outcome", outcome), edition.t.number(counts[outcome])) for outcome in known)
