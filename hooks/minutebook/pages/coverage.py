"""The page that says what the archive holds and what it lacks."""

from __future__ import annotations

from minutebook.model import Attachment
from minutebook.pages.edition import Edition
from minutebook.pages.page import Page
from minutebook.pages.parts import Fact, Link, Outside
from minutebook.views.coverage import Counts, Coverage, total


def coverage_page(edition: Edition) -> Page:
    """Return a line for each organization and year, newest year first, and by name what is not there."""
    t = edition.t
    rows = sorted(edition.views.coverage.values(), key=lambda one: (-one.year, one.organization))
    sums = total(one.counts for one in rows)
    return edition.page(
        "coverage",
        edition.addresses.coverage(),
        t("coverage.title"),
        t("coverage.description", municipality=edition.archive.municipality.name),
        lede=t("coverage.lede", day=t.day(edition.views.today)),
        columns=tuple(t(f"coverage.{name}") for name in _COLUMNS),
        rows=tuple(_row(edition, one) for one in rows),
        sums=_numbers(edition, sums),
        without_minutes=tuple(edition.meeting(meeting) for one in rows for meeting in one.without_minutes),
        partial=_partial(edition),
        missing=tuple(
            {"link": edition.attachment(handling.item, attachment), "item": edition.reference_text(handling)}
            for one in rows
            for handling, attachment in one.missing
        ),
        without_text=tuple(
            {
                "link": edition.attachment(handling.item, attachment),
                "item": edition.reference_text(handling),
                "why": _why(edition, attachment),
            }
            for one in rows
            for handling, attachment in one.without_text
        ),
        withheld=tuple(
            {"reason": reason or t("coverage.no-reason"), "count": t.number(count)}
            for reason, count in sums.withheld.items()
        ),
        facts=tuple(_terms(edition)),
    )


_COLUMNS = ("held", "minutes", "partial", "items", "closed", "attachments", "text", "withheld")


def _row(edition: Edition, coverage: Coverage) -> dict[str, object]:
    address = edition.addresses.organization_year(coverage.organization, coverage.year)
    name = edition.organization_name(coverage.organization)
    return {
        "link": Link(edition.t("organization.in-year", organization=name, year=coverage.year), address),
        "numbers": _numbers(edition, coverage.counts),
    }


def _numbers(edition: Edition, counts: Counts) -> tuple[str, ...]:
    row = (
        counts.held,
        counts.minutes,
        counts.partial,
        counts.items,
        counts.closed_items,
        counts.attachments,
        counts.with_text,
        sum(counts.withheld.values()),
    )
    return tuple(edition.t.number(number) for number in row)


def _why(edition: Edition, attachment: Attachment) -> str:
    if not attachment.scanned:
        return edition.t("coverage.only-file")
    name = "scanned-all" if attachment.scanned == "all" else "scanned-pages"
    return edition.t(f"coverage.{name}", pages=attachment.scanned)


def _partial(edition: Edition) -> tuple[Link, ...]:
    meetings = edition.views.meetings.values()
    return tuple(edition.meeting(meeting) for meeting in meetings if meeting.completeness != "complete")


def _terms(edition: Edition) -> list[Fact]:
    t, municipality = edition.t, edition.archive.municipality
    facts = []
    if municipality.licence:
        licence = municipality.licence
        named = Outside(licence.name, licence.url) if licence.url else licence.name
        facts.append(Fact(t("coverage.licence"), (named,)))
    if municipality.contact:
        contact = municipality.contact
        mail = Outside(contact.email, f"mailto:{contact.email}") if contact.email else None
        site = Outside(contact.url, contact.url) if contact.url else None
        values = tuple(value for value in (contact.name, mail, site) if value)
        if values:
            facts.append(Fact(t("coverage.contact"), values))
    if municipality.source:
        facts.append(Fact(t("source.title"), (edition.source(municipality.source),)))
    return facts
