"""The pages of organizations: the index, an organization, and one of its years."""

from __future__ import annotations

from collections.abc import Iterator

from minutebook.model import Meeting, Organization
from minutebook.pages.attendance import named
from minutebook.pages.edition import Edition
from minutebook.pages.indexes import alphabetical
from minutebook.pages.meetings import meeting_entry
from minutebook.pages.page import Page
from minutebook.pages.parts import Entry, Fact, Group, Link, Outside, Pager
from minutebook.views.listing import Handling, agenda
from minutebook.views.people import Member
from minutebook.vocabulary import ORGANIZATION_CLASSES

LATEST_MEETINGS = 6


def organizations_index(edition: Edition) -> Page:
    """Return the index of organizations by their kind."""
    t = edition.t
    groups = []
    for kind in ORGANIZATION_CLASSES.terms:
        of_kind = [one for one in edition.archive.organizations.values() if one.classification == kind]
        for group in alphabetical(edition, of_kind, lambda one: one.name, lambda one: _entry(edition, one)):
            heading = f"{t.label('organization-class', kind)} {group.heading}".strip()
            groups.append(Group(f"{kind}{group.anchor}", heading, group.entries))
    return edition.page(
        "organizations",
        edition.addresses.organizations(),
        t("nav.organizations"),
        t("organizations.description", municipality=edition.archive.municipality.name),
        template="index",
        lede=t("organizations.lede"),
        groups=tuple(groups),
        jump=t("index.jump-kinds"),
        empty=t("organizations.empty"),
        more=None,
    )


def organization_page(edition: Edition, organization: Organization) -> Page:
    """Return the page of an organization: who sits in it, its latest meetings, its years, what it handled last."""
    t, views, addresses = edition.t, edition.views, edition.addresses
    meetings = views.meetings_by_organization.get(organization.id, ())
    handled = views.by_organization.get(organization.id)
    years = [year for one, year in views.meetings_by_organization_and_year if one == organization.id]
    return edition.page(
        "organization",
        addresses.organization(organization.id),
        organization.name,
        t("organization.description", organization=organization.name, municipality=edition.archive.municipality.name),
        crumbs=(Link(t("nav.organizations"), addresses.organizations()),),
        kicker=t.label("organization-class", organization.classification),
        lede=t.plural("count.meetings", len(meetings)) if meetings else t("organization.no-meetings"),
        members=tuple(_member(edition, member) for member in views.members(organization.id)),
        members_count=len(organization.memberships),
        meetings=tuple(meeting_entry(edition, meeting, organization=False) for meeting in meetings[:LATEST_MEETINGS]),
        years=tuple(
            Entry(
                Link(str(year), addresses.organization_year(organization.id, year)),
                count=t.plural("count.meetings", len(views.meetings_by_organization_and_year[organization.id, year])),
            )
            for year in reversed(years)
        ),
        rows=tuple(
            edition.row(handling, organization=False)
            for handling in (handled.handlings if handled else ())[:LATEST_MEETINGS]
        ),
        facts=tuple(_facts(edition, organization)),
    )


def organization_year_page(edition: Edition, organization: str, year: int, meetings: tuple[Meeting, ...]) -> Page:
    """Return a year of an organization: every meeting with what it handled and how that ended."""
    t, addresses = edition.t, edition.addresses
    name = edition.organization_name(organization)
    years = [one for key, one in edition.views.meetings_by_organization_and_year if key == organization]
    place = years.index(year)
    before = years[place - 1] if place else None
    after = years[place + 1] if place + 1 < len(years) else None
    groups = tuple(
        {
            "anchor": meeting.folder,
            "link": edition.meeting(meeting, edition.meeting_day(meeting)),
            "title": meeting.title if meeting.title and meeting.title not in edition.meeting_day(meeting) else "",
            "state": edition.meeting_state(meeting),
            "rows": tuple(
                edition.row(Handling(meeting, item), organization=False, day=False) for item in agenda(meeting)
            ),
        }
        for meeting in meetings
    )
    return edition.page(
        "organization-year",
        addresses.organization_year(organization, year),
        t("organization.in-year", organization=name, year=year),
        t(
            "organization.year-description",
            organization=name,
            year=year,
            count=t.plural("count.meetings", len(meetings)),
        ),
        crumbs=(
            Link(t("nav.organizations"), addresses.organizations()),
            Link(name, addresses.organization(organization), recorded=True),
        ),
        here=str(year),
        lede=t.plural("count.meetings", len(meetings)),
        groups=groups,
        pager=Pager(
            t("index.pager-years"),
            t("index.earlier-year"),
            t("index.later-year"),
            Link(str(before), addresses.organization_year(organization, before)) if before else None,
            Link(str(after), addresses.organization_year(organization, after)) if after else None,
        ),
    )


def _entry(edition: Edition, organization: Organization) -> Entry:
    t = edition.t
    meetings = edition.views.meetings_by_organization.get(organization.id, ())
    note = organization.short_name or ""
    if meetings:
        note = " · ".join(word for word in (note, t("organization.latest", day=t.day(meetings[0].start.day))) if word)
    link = Link(organization.name, edition.addresses.organization(organization.id), recorded=True)
    return Entry(link, note, t.plural("count.meetings", len(meetings)))


def _member(edition: Edition, member: Member) -> dict[str, object]:
    role = edition.t.label("role", member.membership.role)
    return {"person": named(edition, member.person.id, edition.views.today), "role": role}


def _facts(edition: Edition, organization: Organization) -> Iterator[Fact]:
    t = edition.t
    yield Fact(t("organization.kind"), (t.label("organization-class", organization.classification),))
    if organization.short_name:
        yield Fact(t("organization.short-name"), (organization.short_name,))
    if organization.parent:
        yield Fact(t("organization.parent"), (edition.organization(organization.parent),))
    below = [one for one in edition.archive.organizations.values() if one.parent == organization.id]
    if below:
        yield Fact(t("organization.below"), tuple(edition.organization(one.id) for one in below))
    if organization.start:
        yield Fact(t("organization.start"), (edition.day(organization.start),))
    if organization.end:
        yield Fact(t("organization.end"), (edition.day(organization.end),))
    if organization.website and organization.website.startswith(("http://", "https://")):
        yield Fact(t("organization.website"), (Outside(organization.website, organization.website),))
    if organization.source:
        yield Fact(t("source.title"), (edition.source(organization.source),))
