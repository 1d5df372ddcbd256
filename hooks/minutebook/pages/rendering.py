"""All pages of an edition in their fixed order, each a task that can be done by itself."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from minutebook.pages.attachment import attachment_page
from minutebook.pages.coverage import coverage_page
from minutebook.pages.edition import Edition
from minutebook.pages.front import front
from minutebook.pages.goal import goal_page
from minutebook.pages.item import item_page
from minutebook.pages.loops import open_page
from minutebook.pages.matter import matter_page, matters_index
from minutebook.pages.meeting import meeting_page
from minutebook.pages.meetings import meetings_index
from minutebook.pages.organization import organization_page, organization_year_page, organizations_index
from minutebook.pages.page import SECTION_OF, Page
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

Task = tuple[str | int, ...]
"""A page to render: its kind, and the keys of what it is about. `("item", "ebu/2014-09-09/2")`."""


def tasks(views: Views) -> Iterator[Task]:
    """Yield every page of the records, in the order of the site."""
    yield ("meetings",)
    for meeting in views.chronicle:
        yield "meeting", meeting.key
        for item in agenda(meeting):
            yield "item", item.key
            for attachment in item.attachments:
                yield "attachment", item.key, attachment.id
    yield ("decisions",)
    for year, decided in views.decided_by_year.items():
        yield "decisions-year", year
        if stands_by_month(decided):
            yield from (("decisions-month", year, month) for month, _ in decided.by_month())
    yield ("organizations",)
    yield from (("organization", key) for key in views.archive.organizations)
    yield from (("organization-year", *key) for key in views.meetings_by_organization_and_year)
    yield ("matters",)
    yield from (("matter", key) for key in views.matters)
    yield ("people",)
    yield from (("person", key) for key in views.people)
    yield ("topics",)
    for key in views.archive.topics:
        yield "topic", key
        about = views.by_topic.get(key)
        yield from (("topic-year", key, year) for year in (years_apart(about) if about else ()))
    yield ("plans",)
    for key, plan in views.plans.items():
        yield "plan", key
        yield from (("goal", key, goal.goal.id) for goal in plan.goals)
    yield ("partners",)
    yield from (("partner", key) for key in views.partners)
    yield from (("survey", key) for key in views.surveys)
    yield ("open",)
    yield ("coverage",)


def render(edition: Edition, task: Task) -> Page:
    """Render one page. What it shows is looked up by the keys of the task, and nowhere else."""
    kind, *keys = task
    return _PAGES[str(kind)](edition, *keys)


def render_pages(views: Views, locale: Locale, addresses: Addresses, site_url: str = "/") -> Iterator[Page]:
    """Yield every page of the records. One is made when it is asked for, and none is kept.

    `site_url` is where the site's root is published, for those who cite a page; it ends with a slash.
    """
    edition = Edition(views, locale, addresses, site_url)
    for task in tasks(views):
        yield render(edition, task)


def render_sheets(views: Views, locale: Locale, addresses: Addresses, site_url: str = "/") -> Iterator[tuple[str, str]]:
    """Yield the address and the text of every table that is also published as a file for spreadsheets."""
    edition = Edition(views, locale, addresses, site_url)
    for key, table in views.surveys.items():
        yield addresses.survey_sheet(key), survey_sheet(edition, table)


def render_front(views: Views, locale: Locale, addresses: Addresses, latest: int, address: str = "") -> str:
    """Return what the archive adds to the town's page at `address`, with as many of the latest decisions."""
    return front(Edition(views, locale, addresses), latest, address)


def _item(edition: Edition, key: str) -> Page:
    handling = edition.views.handling[key]
    return item_page(edition, handling.meeting, handling.item)


def _attachment(edition: Edition, key: str, attachment_id: str) -> Page:
    handling = edition.views.handling[key]
    attachment = next(one for one in handling.item.attachments if one.id == attachment_id)
    return attachment_page(edition, handling.meeting, handling.item, attachment)


def _organization_year(edition: Edition, organization: str, year: int) -> Page:
    meetings = edition.views.meetings_by_organization_and_year[organization, year]
    return organization_year_page(edition, organization, year, meetings)


_PAGES: Mapping[str, Callable[..., Page]] = {
    "meetings": meetings_index,
    "meeting": lambda edition, key: meeting_page(edition, edition.views.meetings[key]),
    "item": _item,
    "attachment": _attachment,
    "decisions": decisions_page,
    "decisions-year": decisions_year_page,
    "decisions-month": decisions_month_page,
    "organizations": organizations_index,
    "organization": lambda edition, key: organization_page(edition, edition.archive.organizations[key]),
    "organization-year": _organization_year,
    "matters": matters_index,
    "matter": lambda edition, key: matter_page(edition, edition.views.matters[key]),
    "people": people_index,
    "person": lambda edition, key: person_page(edition, edition.views.people[key]),
    "topics": topics_index,
    "topic": lambda edition, key: topic_page(edition, edition.archive.topics[key]),
    "topic-year": lambda edition, key, year: topic_year_page(edition, edition.archive.topics[key], year),
    "plans": plans_index,
    "plan": lambda edition, key: plan_page(edition, edition.views.plans[key]),
    "goal": lambda edition, key, goal: goal_page(edition, edition.views.plans[key], goal),
    "partners": partners_index,
    "partner": lambda edition, key: partner_page(edition, edition.views.partners[key]),
    "survey": lambda edition, key: survey_page(edition, edition.views.surveys[key]),
    "open": open_page,
    "coverage": coverage_page,
}

_DEEP = {
    "meeting": 3,
    "item": 4,
    "attachment": 5,
    "goal": 3,
    "organization-year": 3,
    "decisions-month": 3,
    "topic-year": 3,
    "decisions-year": 2,
    "organization": 2,
    "matter": 2,
    "person": 2,
    "topic": 2,
    "plan": 2,
    "partner": 2,
    "survey": 2,
}

SHELL_OF: Mapping[str, tuple[int, str]] = {kind: (_DEEP.get(kind, 1), SECTION_OF[kind]) for kind in _PAGES}
"""The shell that each kind of page stands in: how many folders deep, and in which section of the site."""
