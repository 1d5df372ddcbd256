"""All pages of an edition in their fixed order, one at a time."""

from __future__ import annotations

from collections.abc import Iterator

from minutebook.pages.attachment import attachment_page
from minutebook.pages.coverage import coverage_page
from minutebook.pages.edition import Edition
from minutebook.pages.front import front
from minutebook.pages.goal import goal_pages
from minutebook.pages.item import item_page
from minutebook.pages.loops import open_page
from minutebook.pages.matter import matter_page, matters_index
from minutebook.pages.meeting import meeting_page
from minutebook.pages.meetings import meetings_index
from minutebook.pages.organization import organization_page, organization_year_page, organizations_index
from minutebook.pages.page import Page
from minutebook.pages.partner import partner_page, partners_index
from minutebook.pages.person import people_index, person_page
from minutebook.pages.plan import plan_page, plans_index
from minutebook.pages.register import decisions_month_page, decisions_page, decisions_year_page, stands_by_month
from minutebook.pages.survey import survey_page, survey_sheet
from minutebook.pages.topic import topic_page, topic_year_page, topics_index, years_apart
from minutebook.text import Locale
from minutebook.urls import Addresses
from minutebook.views import Views
from minutebook.views.listing import agenda


def render_pages(views: Views, locale: Locale, addresses: Addresses, site_url: str = "/") -> Iterator[Page]:
    """Yield every page of the records. One is made when it is asked for, and none is kept.

    `site_url` is where the site's root is published, for those who cite a page; it ends with a slash.
    """
    edition = Edition(views, locale, addresses, site_url)
    yield from _meetings(edition)
    yield from _registers(edition)
    yield from _indexed(edition)
    yield open_page(edition)
    yield coverage_page(edition)


def render_sheets(views: Views, locale: Locale, addresses: Addresses, site_url: str = "/") -> Iterator[tuple[str, str]]:
    """Yield the address and the text of every table that is also published as a file for spreadsheets."""
    edition = Edition(views, locale, addresses, site_url)
    for key, table in views.surveys.items():
        yield addresses.survey_sheet(key), survey_sheet(edition, table)


def render_front(views: Views, locale: Locale, addresses: Addresses, latest: int, address: str = "") -> str:
    """Return what the archive adds to the town's page at `address`, with as many of the latest decisions."""
    return front(Edition(views, locale, addresses), latest, address)


def _meetings(edition: Edition) -> Iterator[Page]:
    yield meetings_index(edition)
    for meeting in edition.views.chronicle:
        yield meeting_page(edition, meeting)
        for item in agenda(meeting):
            yield item_page(edition, meeting, item)
            for attachment in item.attachments:
                yield attachment_page(edition, meeting, item, attachment)


def _registers(edition: Edition) -> Iterator[Page]:
    views = edition.views
    yield decisions_page(edition)
    for year, view in views.decided_by_year.items():
        yield decisions_year_page(edition, year)
        if stands_by_month(view):
            for month, _ in view.by_month():
                yield decisions_month_page(edition, year, month)
    yield organizations_index(edition)
    for organization in edition.archive.organizations.values():
        yield organization_page(edition, organization)
    for (organization_id, year), meetings in views.meetings_by_organization_and_year.items():
        yield organization_year_page(edition, organization_id, year, meetings)


def _indexed(edition: Edition) -> Iterator[Page]:
    views = edition.views
    yield matters_index(edition)
    for course in views.matters.values():
        yield matter_page(edition, course)
    yield people_index(edition)
    for person in views.people.values():
        yield person_page(edition, person)
    yield topics_index(edition)
    for topic in edition.archive.topics.values():
        yield topic_page(edition, topic)
        for year in years_apart(views.by_topic[topic.id]) if topic.id in views.by_topic else ():
            yield topic_year_page(edition, topic, year)
    yield plans_index(edition)
    for plan in views.plans.values():
        yield plan_page(edition, plan)
        yield from goal_pages(edition, plan)
    yield partners_index(edition)
    for partner in views.partners.values():
        yield partner_page(edition, partner)
    for survey in views.surveys.values():
        yield survey_page(edition, survey)
