"""The pages of matters: the index, and each matter's way through organizations and meetings."""

from __future__ import annotations

from collections.abc import Iterator

from minutebook.pages.course import awaited_steps, step
from minutebook.pages.edition import Edition
from minutebook.pages.indexes import alphabetical
from minutebook.pages.page import Page
from minutebook.pages.parts import Entry, Fact, Link
from minutebook.pages.waiting import awaited
from minutebook.views.matters import Course


def matters_index(edition: Edition) -> Page:
    """Return the index of matters by name."""
    t = edition.t
    courses = edition.views.matters.values()
    groups = alphabetical(edition, courses, lambda one: one.matter.title, lambda one: _entry(edition, one))
    return edition.page(
        "matters",
        edition.addresses.matters(),
        t("nav.matters"),
        t("matters.description", municipality=edition.archive.municipality.name),
        template="index",
        lede=t("matters.lede"),
        groups=groups,
        jump=t("index.jump-letters"),
        empty=t("matters.empty"),
        more=None,
    )


def matter_page(edition: Edition, course: Course) -> Page:
    """Return the page of a matter: what it is about, each time it was handled, and what is awaited."""
    t, matter = edition.t, course.matter
    handled = t.plural("count.handlings", len(course.steps))
    return edition.page(
        "matter",
        edition.addresses.matter(matter.id),
        matter.title,
        matter.summary or t("matter.description", title=matter.title, count=handled),
        crumbs=(Link(t("nav.matters"), edition.addresses.matters()),),
        kicker=t("matter.kicker"),
        summary=matter.summary or "",
        steps=(
            *(step(edition, one, words=edition.words(one.item)) for one in course.steps),
            *awaited_steps(edition, course.awaited),
        ),
        awaited=tuple(awaited(edition, loop) for loop in course.awaited),
        facts=tuple(_facts(edition, course)),
    )


def _entry(edition: Edition, course: Course) -> Entry:
    t, newest = edition.t, course.newest
    link = Link(course.matter.title, edition.addresses.matter(course.matter.id), recorded=True)
    handled = t.plural("count.handlings", len(course.steps))
    note = t("matter.latest", handled=handled, day=t.day(newest.day)) if newest else handled
    return Entry(link, note, badges=edition.badges(newest.item) if newest else ())


def _facts(edition: Edition, course: Course) -> Iterator[Fact]:
    t, matter = edition.t, course.matter
    if matter.reference:
        yield Fact(t("item.reference"), (matter.reference,))
    if course.organizations:
        yield Fact(t("matter.organizations"), tuple(edition.organization(one) for one in course.organizations))
    if matter.topics:
        yield Fact(t("item.topics"), tuple(edition.topic(topic) for topic in matter.topics))
    if course.plans:
        plans = edition.archive.plans
        links = tuple(Link(plans[key].title, edition.addresses.plan(key), recorded=True) for key in course.plans)
        yield Fact(t("nav.plans"), links)
