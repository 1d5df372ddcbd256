"""The index of meetings: those to come, the newest year, and the way to all others."""

from __future__ import annotations

from collections.abc import Iterator

from minutebook.model import Meeting
from minutebook.pages.edition import Edition
from minutebook.pages.page import Page
from minutebook.pages.parts import Entry, Group, Link


def meetings_index(edition: Edition) -> Page:
    """Return the index of meetings. Earlier years lead to the years of each organization, so that it stays short."""
    t, views = edition.t, edition.views
    coming = tuple(meeting_entry(edition, meeting) for meeting in views.coming)
    groups = [Group(t("anchor.coming"), t("meetings.coming"), coming)] if coming else []
    years = sorted({year for _, year in views.meetings_by_organization_and_year}, reverse=True)
    for place, year in enumerate(years):
        entries = tuple(_year_entries(edition, year)) if place else tuple(_newest_entries(edition, year))
        if entries:
            groups.append(Group(str(year), str(year), entries))
    return edition.page(
        "meetings",
        edition.addresses.meetings(),
        t("nav.meetings"),
        t("meetings.description", municipality=edition.archive.municipality.name),
        template="index",
        lede=t("meetings.lede-years" if len(years) > 1 else "meetings.lede"),
        groups=tuple(groups),
        jump=t("index.jump-years"),
        empty=t("meetings.empty"),
        more=None,
    )


def meeting_entry(edition: Edition, meeting: Meeting, *, organization: bool = True) -> Entry:
    """Return a meeting as a line of an index."""
    t = edition.t
    name = edition.organization_name(meeting.organization)
    day = edition.meeting_day(meeting)
    title = meeting.title if meeting.title and meeting.title not in day else ""
    note = " · ".join(word for word in ((name if organization else ""), title) if word)
    count = t.plural("count.items", len(meeting.items)) if meeting.items else ""
    link = edition.meeting(meeting, day)
    # Minutes are what is expected here; only what is not there yet, or will not be, calls for a word.
    badges = () if meeting.state == "minutes" else (edition.badge("meeting-state", meeting.state),)
    return Entry(link, note, count, badges)


def _newest_entries(edition: Edition, year: int) -> Iterator[Entry]:
    """Yield the meetings of a year one by one, but for those that stand among the ones to come."""
    to_come = {meeting.key for meeting in edition.views.coming}
    for meeting in edition.views.meetings.values():
        if meeting.start.day.year == year and meeting.key not in to_come:
            yield meeting_entry(edition, meeting)


def _year_entries(edition: Edition, year: int) -> Iterator[Entry]:
    """Yield the organizations that met in a year, each with the way to all its meetings of that year."""
    for (organization, one), meetings in edition.views.meetings_by_organization_and_year.items():
        if one == year:
            name = edition.organization_name(organization)
            address = edition.addresses.organization_year(organization, year)
            link = Link(edition.t("organization.in-year", organization=name, year=year), address)
            yield Entry(link, count=edition.t.plural("count.meetings", len(meetings)))
