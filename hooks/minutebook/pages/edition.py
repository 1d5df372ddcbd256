"""One edition of the site: the records, the language they are shown in and the addresses they stand at.

It knows how the things of the model are named and linked to, which is the same on every page.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date, time
from functools import cache

from minutebook.model import AgendaItem, Archive, Attachment, Meeting, Moment, Plan, Source
from minutebook.pages.filling import templates
from minutebook.pages.page import SECTION_OF, Page, finished, shortened
from minutebook.pages.parts import Badge, Day, Link, Outside, Row, Value, tone
from minutebook.pages.prose import Prose
from minutebook.text import Locale
from minutebook.urls import Addresses
from minutebook.views import Views
from minutebook.views.decisions import outcomes
from minutebook.views.listing import Handling


class Ways(Mapping[str, str]):
    """The addresses of what prose can link to, by its path. Nothing is worked out before somebody links to it."""

    def __init__(self, views: Views, addresses: Addresses) -> None:
        self._views, self._addresses = views, addresses

    def __getitem__(self, path: str) -> str:
        return self._views.published[path].address(self._addresses)

    def __iter__(self) -> Iterator[str]:
        return iter(self._views.published)

    def __len__(self) -> int:
        return len(self._views.published)


class Edition:
    """The records in a language, at their addresses, with what turns them into pages."""

    def __init__(self, views: Views, locale: Locale, addresses: Addresses, site_url: str = "/") -> None:
        self.views = views
        self.site_url = site_url
        self.archive: Archive = views.archive
        self.t = locale
        self.addresses = addresses
        self.prose = Prose(locale, addresses, Ways(views, addresses))
        languages = self.archive.municipality.languages
        self.day = cache(self._day)
        self.badge = cache(self._badge)
        self._templates = templates(locale, languages[0] if languages else locale.language)

    def fill(self, template: str, **context: object) -> str:
        """Fill a template; the result still has to be finished for the address it will stand at."""
        return self._templates.fill(template, **context)

    def page(
        self,
        kind: str,
        address: str,
        title: str,
        description: str,
        template: str = "",
        **context: object,
    ) -> Page:
        """Fill the template of a kind of page and finish it. `title` is that of the window; context has the rest."""
        body = self._templates.fill(f"{template or kind}.html", title=title, **context)
        return Page(address, title, shortened(description), SECTION_OF[kind], finished(body, address), kind)

    # Dates and terms

    def _day(self, day: date) -> Day:
        return Day(self.t.day(day), day.isoformat())

    def short_day(self, day: date) -> Day:
        return Day(self.t.short_day(day), day.isoformat())

    def moment(self, moment: Moment) -> Day:
        clock = f"T{moment.time:%H:%M}" if moment.time else ""
        return Day(self.t.moment(moment), f"{moment.day.isoformat()}{clock}")

    def partial_date(self, text: str) -> Value:
        """Write a date of which perhaps only the month or the year is known; other words stay as they are."""
        if re.fullmatch(r"\d{4}-\d{2}-\d{2}", text):
            return self.day(date.fromisoformat(text))
        if re.fullmatch(r"\d{4}-\d{2}", text):
            return Day(self.t.month(date.fromisoformat(f"{text}-01")), text)
        return text

    def clock(self, time: time) -> str:
        return self.t.clock(time)

    def _badge(self, vocabulary: str, term: str, points: str = "") -> Badge:
        words = self.points("item.points", points) if points else ""
        return Badge(self.t.label(vocabulary, term), term, tone(vocabulary, term), words)

    def points(self, key: str, points: str) -> str:
        """Write which points of a recommendation something is about, one or several."""
        return self.t.plural(key, 1 if points.isalnum() else 2, points=point_range(points))

    # People, organizations, matters, topics

    def organization_name(self, organization: str) -> str:
        known = self.archive.organizations.get(organization)
        return known.name if known else organization

    def organization(self, organization: str) -> Value:
        """Link to an organization; one without a record of its own is a name."""
        if organization not in self.archive.organizations:
            return organization
        return Link(self.organization_name(organization), self.addresses.organization(organization), recorded=True)

    def person(self, person: str) -> Value:
        """Link to a person; whoever is not in the register is named as the record does."""
        known = self.archive.people.get(person)
        return Link(known.name, self.addresses.person(person)) if known else person

    def party(self, person: str, day: date) -> str:
        known = self.archive.people.get(person)
        return (known.party_letter(day) or "") if known else ""

    def matter(self, matter: str) -> Link:
        known = self.archive.matters.get(matter)
        return Link(known.title if known else matter, self.addresses.matter(matter), recorded=True)

    def plan(self, plan: Plan) -> Link:
        return Link(plan.title, self.addresses.plan(plan.id), recorded=True)

    def topic(self, topic: str) -> Link:
        return Link(self.topic_label(topic), self.addresses.topic(topic))

    def topic_label(self, topic: str) -> str:
        known = self.archive.topics.get(topic)
        if known is None:
            return topic
        return known.label.get(self.t.language) or next(iter(known.label.values()), topic)

    # Meetings, items, attachments

    def meeting_title(self, meeting: Meeting) -> str:
        """Name a meeting wherever it stands alone."""
        name = self.organization_name(meeting.organization)
        day = self.t.day(meeting.start.day) if meeting.title else self.meeting_day(meeting)
        return self.t("meeting.window", organization=meeting.title or name, day=day)

    def meeting_day(self, meeting: Meeting) -> str:
        """Name a meeting among those of its organization: by its day and, if that has several, its title or clock."""
        day = self.t.day(meeting.start.day)
        if (meeting.organization, meeting.start.day) not in self.views.crowded_days:
            return day
        if meeting.title:
            return f"{day}, {meeting.title}"
        return self.t.moment(meeting.start) if meeting.start.time else day

    def meeting(self, meeting: Meeting, text: str = "") -> Link:
        return Link(text or self.meeting_title(meeting), self.addresses.meeting(meeting.key))

    def meeting_state(self, meeting: Meeting) -> Badge:
        """Return how far a meeting has come. One known only from other documents promises no minutes."""
        if meeting.completeness == "partial" and meeting.state == "minutes":
            return Badge(self.t("meeting.known-in-part"), "partial", "plain")
        return self.badge("meeting-state", meeting.state)

    def number(self, item: AgendaItem) -> str:
        return self.t("item.numbered", number=item.number)

    def item(self, item: AgendaItem, text: str = "") -> Link:
        return Link(text or item.title, self.addresses.item(item.key), recorded=not text)

    def attachment(self, item: AgendaItem, attachment: Attachment) -> Link:
        return Link(attachment.title, self.addresses.attachment(item.key, attachment.id), recorded=True)

    def badges(self, item: AgendaItem) -> tuple[Badge, ...]:
        """Return the outcomes of an item, each with the points it covers; a closed item is shown to be closed."""
        if not item.public:
            return (Badge(self.t("item.closed-badge"), "confidential", "closed"), *self._outcomes(item))
        return self._outcomes(item)

    def _outcomes(self, item: AgendaItem) -> tuple[Badge, ...]:
        return tuple(self.badge("outcome", each.outcome, each.label) for each in outcomes(item))

    def words(self, item: AgendaItem) -> str:
        """Return a decision word for word, unless it says no more than the names of its outcomes do."""
        labels = {self.t.label("outcome", decision.outcome).casefold() for decision in item.decision}
        said = [decision.text.strip() for decision in item.decision]
        if all(text.rstrip(" .").casefold() in labels for text in said):
            return ""
        return shortened(" ".join(said), 220)

    def row(self, handling: Handling, *, organization: bool = True, day: bool = True) -> Row:
        """Return an agenda item as a line of a listing, told apart from its neighbours by organization and day."""
        meeting, item = handling.meeting, handling.item
        name = self.organization_name(meeting.organization)
        when = self.day(meeting.start.day)
        context = (*((name,) if organization else ()), *((when,) if day else ()))
        return Row(item.number, self.item(item), when, context, self.badges(item), self.words(item), name)

    def reference(self, reference: str, *, titled: bool = True) -> Value:
        """Link to what a record refers to: a meeting, an item, an attachment; what is not there is named as it was."""
        place = self.views.places.find(reference)
        if place is None:
            return reference
        if place.item is None:
            return self.meeting(place.meeting)
        where = self.reference_text(Handling(place.meeting, place.item))
        if place.attachment is None:
            return self.item(place.item, where)
        key = "reference.attachment" if titled else "reference.attachment-untitled"
        text = self.t(key, number=place.attachment.id, title=place.attachment.title, item=where)
        return Link(text, self.addresses.attachment(place.item.key, place.attachment.id))

    def reference_text(self, handling: Handling) -> str:
        """Name an item where it stands alone and its title would be too long."""
        return self.t("reference.item", number=handling.item.number, day=self.t.day(handling.day))

    def source(self, source: Source) -> Value:
        """Say where a record comes from, and lead there if it has an address."""
        text = self.t("source.pages", title=source.title, pages=source.pages) if source.pages else source.title
        return Outside(text, source.url) if source.url and source.url.startswith(("http://", "https://")) else text


def point_range(points: str) -> str:
    """Write points as print does, from one to another with a dash: `1-2` becomes `1–2`."""
    return points.replace("-", "–")
