"""The pages of topics: the index, and all that was handled under each."""

from __future__ import annotations

from collections.abc import Iterator

from minutebook.model import Topic
from minutebook.pages.edition import Edition
from minutebook.pages.indexes import alphabetical
from minutebook.pages.page import Page
from minutebook.pages.parts import Entry, Fact, Group, Link, Pager
from minutebook.pages.register import beside
from minutebook.views.listing import View

MOST_ON_PAGE = 100
"""Items. The newest year stands on the page of its topic however long it is."""


def topics_index(edition: Edition) -> Page:
    """Return the index of topics by name."""
    t = edition.t
    groups = alphabetical(
        edition,
        edition.archive.topics.values(),
        lambda topic: edition.topic_label(topic.id),
        lambda topic: _entry(edition, topic),
    )
    return edition.page(
        "topics",
        edition.addresses.topics(),
        t("nav.topics"),
        t("topics.description", municipality=edition.archive.municipality.name),
        template="index",
        lede=t("topics.lede"),
        groups=groups,
        jump=t("index.jump-letters"),
        empty=t("topics.empty"),
        more=None,
    )


def topic_page(edition: Edition, topic: Topic) -> Page:
    """Return the page of a topic, newest first; years that would make it too long have pages of their own."""
    t, views = edition.t, edition.views
    label = edition.topic_label(topic.id)
    view = views.by_topic.get(topic.id)
    count = t.plural("count.items", len(view) if view else 0)
    matters = tuple(
        edition.matter(matter.id) for matter in edition.archive.matters.values() if topic.id in matter.topics
    )
    facts = [Fact(t("topic.kle"), (topic.kle,))] if topic.kle else []
    if matters:
        facts.append(Fact(t("nav.matters"), matters))
    return edition.page(
        "topic",
        edition.addresses.topic(topic.id),
        label,
        t("topic.description", topic=label, count=count),
        crumbs=(Link(t("nav.topics"), edition.addresses.topics()),),
        here=label,
        kicker=t("topic.kicker"),
        lede=count,
        groups=tuple(_years(edition, view)) if view else (),
        facts=tuple(facts),
        pager=None,
    )


def topic_year_page(edition: Edition, topic: Topic, year: int) -> Page:
    """Return a year of a topic that is too long for one page."""
    t, addresses = edition.t, edition.addresses
    label, handlings = edition.topic_label(topic.id), edition.views.by_topic_and_year[topic.id, year].handlings
    count = t.plural("count.items", len(handlings))
    before, after = beside(edition.views.years_of_topic[topic.id], year)
    return edition.page(
        "topic-year",
        addresses.topic_year(topic.id, year),
        t("topic.in-year", topic=label, year=year),
        t("topic.description", topic=t("topic.in-year", topic=label, year=year), count=count),
        template="topic",
        crumbs=(Link(t("nav.topics"), addresses.topics()), edition.topic(topic.id)),
        here=str(year),
        kicker=t("topic.kicker"),
        lede=count,
        groups=(Group(str(year), str(year), tuple(map(edition.row, handlings))),),
        facts=(),
        pager=Pager(
            t("index.pager-years"),
            t("index.earlier-year"),
            t("index.later-year"),
            Link(str(before), addresses.topic_year(topic.id, before)) if before else None,
            Link(str(after), addresses.topic_year(topic.id, after)) if after else None,
        ),
    )


def years_apart(view: View[str]) -> tuple[int, ...]:
    """Return the years of a topic that have pages of their own, newest first: all of them if it is long, or none."""
    return tuple(year for year, _ in view.by_year()) if len(view) > MOST_ON_PAGE else ()


def _years(edition: Edition, view: View[str]) -> Iterator[Group]:
    apart, shown = years_apart(view), 0
    for year, handlings in view.by_year():
        count = edition.t.plural("count.items", len(handlings))
        shown += len(handlings)
        if apart and shown > MOST_ON_PAGE and year != apart[0]:
            yield Group(str(year), str(year), (), count, Link(str(year), edition.addresses.topic_year(view.key, year)))
        else:
            yield Group(str(year), str(year), tuple(map(edition.row, handlings)), count)


def _entry(edition: Edition, topic: Topic) -> Entry:
    view = edition.views.by_topic.get(topic.id)
    note = edition.t("topic.latest", day=edition.t.day(view.newest)) if view else ""
    return Entry(edition.topic(topic.id), note, edition.t.plural("count.items", len(view) if view else 0))
