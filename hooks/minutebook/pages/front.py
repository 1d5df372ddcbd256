"""What the archive adds to the town's front page: ways in, the latest, and what is open."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from minutebook.pages.edition import Edition
from minutebook.pages.meetings import meeting_entry
from minutebook.pages.page import SECTIONS, finished
from minutebook.pages.parts import Link
from minutebook.pages.waiting import awaited
from minutebook.views import Views
from minutebook.views.open_loops import KINDS

OPEN = 5


@dataclass(frozen=True, slots=True)
class Way:
    """A way into the archive, what is found there, and how much."""

    link: Link
    text: str
    count: str


def front(edition: Edition, latest: int, address: str) -> str:
    """Return the fragment for the page at `address`, with as many of the latest decisions."""
    t, views, addresses = edition.t, edition.views, edition.addresses
    order = {kind: place for place, kind in enumerate(KINDS)}
    loops = sorted(views.open_loops, key=lambda loop: (not loop.overdue, order[loop.kind]))
    held = next((one for one in views.meetings.values() if one.state.startswith("minutes")), None)
    body = edition.fill(
        "front.html",
        coming=meeting_entry(edition, views.coming[0]) if views.coming else None,
        last=meeting_entry(edition, held) if held else None,
        rows=tuple(edition.row(handling) for handling in views.decided[:latest]),
        decisions=Link(t("front.all-decisions"), addresses.decisions()),
        ways=_ways(edition),
        open=tuple(awaited(edition, loop) for loop in loops[:OPEN]),
        all_open=Link(t("front.all-open", count=t.number(len(loops))), addresses.open()),
    )
    return finished(body, address)


def sections_in_use(views: Views) -> tuple[str, ...]:
    """Return the parts of the site that a reader finds something in, in the order of the navigation."""
    counts = _counts(views)
    return tuple(name for name in SECTIONS if counts.get(name, 1))


def _counts(views: Views) -> Mapping[str, int]:
    archive = views.archive
    return {
        "meetings": len(views.meetings),
        "decisions": len(views.decided),
        "matters": len(views.matters),
        "organizations": len(archive.organizations),
        "people": len(archive.people),
        "topics": len(archive.topics),
        "plans": len(archive.plans),
        "partners": len(archive.partners),
    }


def _ways(edition: Edition) -> tuple[Way, ...]:
    t, addresses = edition.t, edition.addresses
    return tuple(
        Way(Link(t(f"nav.{name}"), getattr(addresses, name)()), t(f"front.{name}"), t.number(count))
        for name, count in _counts(edition.views).items()
        if count
    )
