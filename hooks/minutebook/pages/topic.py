"""The pages of topics: the index, and all that was handled under each."""

from __future__ import annotations

from minutebook.model import Topic
from minutebook.pages.edition import Edition
from minutebook.pages.indexes import alphabetical
from minutebook.pages.page import Page
from minutebook.pages.parts import Entry, Fact, Group, Link


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
    """Return the page of a topic, newest first."""
    t, views = edition.t, edition.views
    label = edition.topic_label(topic.id)
    view = views.by_topic.get(topic.id)
    count = t.plural("count.items", len(view) if view else 0)
    groups = tuple(
        Group(
            str(year), str(year), tuple(edition.row(one) for one in handlings), t.plural("count.items", len(handlings))
        )
        for year, handlings in (view.by_year() if view else ())
    )
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
        kicker=t("topic.kicker"),
        lede=count,
        groups=groups,
        facts=tuple(facts),
    )


def _entry(edition: Edition, topic: Topic) -> Entry:
    view = edition.views.by_topic.get(topic.id)
    note = edition.t("topic.latest", day=edition.t.day(view.newest)) if view else ""
    return Entry(edition.topic(topic.id), note, edition.t.plural("count.items", len(view) if view else 0))
