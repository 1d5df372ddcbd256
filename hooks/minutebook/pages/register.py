"""The register of decisions: the years at a glance, and each year month by month."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from minutebook.pages.edition import Edition
from minutebook.pages.page import Page, capitalised
from minutebook.pages.parts import Badge, Group, Link, Pager
from minutebook.views.listing import Handling, outcomes_of
from minutebook.vocabulary import OUTCOMES

LATEST = 20


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
    """Return a year of the register, newest month first."""
    t, views, addresses = edition.t, edition.views, edition.addresses
    view = views.decided_by_year[year]
    months = groupby(view.handlings, key=lambda handling: (handling.day.year, handling.day.month))
    groups = []
    for (_, month), handlings in months:
        row = tuple(handlings)
        heading = capitalised(t.month(row[0].day))
        entries = tuple(edition.row(handling) for handling in row)
        groups.append(Group(f"{year}-{month:02}", heading, entries, t.plural("count.decisions", len(row))))
    years = list(views.decided_by_year)
    place = years.index(year)
    before = years[place - 1] if place else None
    after = years[place + 1] if place + 1 < len(years) else None
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


def tally(edition: Edition, handlings: Iterable[Handling]) -> tuple[Count, ...]:
    """Count the outcomes of handlings, in the order of the vocabulary."""
    counts = Counter(outcome for handling in handlings for outcome in outcomes_of(handling))
    known = (outcome for outcome in OUTCOMES.terms if counts[outcome])
    return tuple(Count(edition.badge("outcome", outcome), edition.t.number(counts[outcome])) for outcome in known)
