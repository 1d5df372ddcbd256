"""The page of what is open: begun by a decision and not ended by any."""

from __future__ import annotations

from minutebook.pages.edition import Edition
from minutebook.pages.page import Page
from minutebook.pages.parts import Group
from minutebook.pages.waiting import awaited
from minutebook.urls import slug
from minutebook.views.open_loops import KINDS


def open_page(edition: Edition) -> Page:
    """Return all open loops by their kind, in each what is due or has waited longest first."""
    t, loops = edition.t, edition.views.open_loops
    groups = []
    for kind in KINDS:
        in_order = sorted((one for one in loops if one.kind == kind), key=lambda one: one.due or one.since)
        of_kind = tuple(awaited(edition, loop, plans=True) for loop in in_order)
        if of_kind:
            heading = t(f"open.{kind}")
            groups.append(Group(slug(heading), heading, of_kind, t.number(len(of_kind))))
    return edition.page(
        "open",
        edition.addresses.open(),
        t("nav.open"),
        t("open.description", municipality=edition.archive.municipality.name),
        lede=t("open.lede", day=t.day(edition.views.today)),
        groups=tuple(groups),
    )
