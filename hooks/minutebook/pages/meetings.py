"""The index of meetings: those to come, the newest year, and the way to all others."""

from __future__ import annotations

from minutebook.model import Meeting
from minutebook.pages.edition import Edition
from minutebook.pages.page import Page
from minutebook.pages.parts import Entry, Group, Link


def meetings_index(edition: Edition) -> Page:
    """Return the index of meetings. Earlier years lead to the years of each organization, so that it stays short."""
    t, views = edition.t, edition.views
    coming = tuple(meeting_entry(edition, meeting) for meeting in views.coming)
    years = sorted({year for _, year in views.meetings_by_organization_and_year}, reverse=True)
    planned = {meeting.key for meeting in views.coming}
    groups = (
        [Group(t("anchor.coming"), t("meetings.coming"), coming, t.plural("count.meetings", len(coming)))]
        if coming
        else []
    )
    for place, year in enumerate(years):
        of_year = [
            (organization, meetings)
            for (organization, one), meetings in views.meetings_by_organization_and_year.items()
            if one == year
        ]
        total = t.plural("count.meetings", sum(len(meetings) for _, meetings in of_year))
        if place == 0:
            newest = (one for one in views.meetings.values() if one.start.day.year == year and one.key not in planned)
            entries = tuple(meeting_entry(edition, meeting) for meeting in newest)
        else:
            entries = tuple(
                _year_entry(edition, organization, year, len(meetings)) for organization, meetings in of_year
            )
        if entries:
            groups.append(Group(str(year), str(year), entries, total))
    return edition.page(
        "meetings",
        edition.addresses.meetings(),
        t("nav.meetings"),
        t("meetings.description", municipality=edition.archive.municipality.name),
        template="index",
        lede=t("meetings.lede"),
        groups=tuple(groups),
        jump=t("index.jump-years"),
        empty=t("meetings.empty"),
        more=None,
    )


def meeting_entry(edition: Edition, meeting: Meeting, *, organization: bool = True) -> Entry:
    """Return a meeting as a line of an index."""
    t = edition.t
    name = edition.organization_name(meeting.organization)
    title = meeting.title or ""
    note = " · ".join(word for word in ((name if organization else ""), title) if word)
    count = t.plural("count.items", len(meeting.items)) if meeting.items else ""
    link = edition.meeting(meeting, t.day(meeting.start.day))
    # Minutes are what is expected here; only what is not there yet, or will not be, calls for a word.
    badges = () if meeting.state == "minutes" else (edition.badge("meeting-state", meeting.state),)
    return Entry(link, note, count, badges)


def _year_entry(edition: Edition, organization: str, year: int, count: int) -> Entry:
    address = edition.addresses.organization_year(organization, year)
    text = edition.t("organization.in-year", organization=edition.organization_name(organization), year=year)
    return Entry(Link(text, address), count=edition.t.plural("count.meetings", count))
