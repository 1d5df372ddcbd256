"""Views: what pages show, worked out from the archive in one pass for each listing, and look-ups after that."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import date
from functools import cached_property

from minutebook.addresses import Published, published
from minutebook.model import Absence, AgendaItem, Archive, Meeting, Plan
from minutebook.views.attendance import absences
from minutebook.views.coverage import Coverage, coverage_by_year
from minutebook.views.listing import (
    Agendas,
    Handling,
    View,
    chronicle,
    group,
    listing,
    newest_day,
    outcomes_of,
    people_of,
    second_by_first,
    topics_of,
)
from minutebook.views.matters import Course, Origins, Trail, courses, trail
from minutebook.views.mentions import Mention, Sayings, find_mentions
from minutebook.views.neighbours import Neighbours, item_neighbours, meeting_neighbours
from minutebook.views.open_loops import Known as KnownLoops
from minutebook.views.open_loops import Loop, find_loops
from minutebook.views.partners import PartnerRecord, SurveyTable, partner_records, survey_tables
from minutebook.views.people import Member, PersonRecord, members, person_records
from minutebook.views.plan_courses import PlanCourse, plan_courses
from minutebook.views.plans import PlanProgress, plan_progress
from minutebook.views.references import Citation, Places, citations
from minutebook.views.threads import Threads, follow, is_held

OF_TEXTS = frozenset({"mentions", "partners"})
"""The views that follow from what texts say; all others follow from records alone."""


class Views:
    """All listings of an archive that has passed the publication gate; each is worked out when it is first asked for.

    `today` is the day that deadlines and silences are measured against. Mappings come sorted by their keys, handlings
    and meetings newest first where nothing else is said. `like` are those of another archive that has meetings in
    common with this one: whatever follows from the same there is taken from it, and is one and the same in both.
    """

    def __init__(
        self,
        archive: Archive,
        today: date | None = None,
        sayings: Sayings | None = None,
        like: Views | None = None,
    ) -> None:
        self.archive = archive
        self.today = today or newest_day(archive)
        self.agendas: Agendas = like.agendas if like else Agendas()
        self.sayings: Sayings = sayings or (like.sayings if like else Sayings())
        self._like = like if like and like.today == self.today else None
        if like:
            like._like = None  # noqa: SLF001 - or all that there ever were would stay

    @cached_property
    def chronicle(self) -> tuple[Meeting, ...]:
        """Every meeting, oldest first."""
        return chronicle(self.archive)

    @cached_property
    def meetings(self) -> Mapping[str, Meeting]:
        """Every meeting by key, newest first."""
        return {meeting.key: meeting for meeting in reversed(self.chronicle)}

    @cached_property
    def handlings(self) -> tuple[Handling, ...]:
        """Every handling, the newest meeting first and in a meeting by the agenda."""
        return self.agendas.of_all(reversed(self.chronicle))

    @cached_property
    def _oldest_first(self) -> tuple[Handling, ...]:
        return self.agendas.of_all(self.chronicle)

    @cached_property
    def handling(self) -> Mapping[str, Handling]:
        """Every handling by the key of its item."""
        return {handling.key: handling for handling in self.handlings}

    @cached_property
    def decided(self) -> tuple[Handling, ...]:
        """The handlings that came to a decision."""
        return tuple(handling for handling in self.handlings if handling.item.decision)

    @cached_property
    def coming(self) -> tuple[Meeting, ...]:
        """The meetings that are still to be held, the next one first."""
        return tuple(each for each in self.chronicle if each.state != "cancelled" and not is_held(each, self.today))

    @cached_property
    def crowded_days(self) -> frozenset[tuple[str, date]]:
        """The days on which an organization has several meetings, so that the day alone does not name one."""
        met = Counter((meeting.organization, meeting.start.day) for meeting in self.chronicle)
        return frozenset(key for key, count in met.items() if count > 1)

    @cached_property
    def meetings_by_organization(self) -> Mapping[str, tuple[Meeting, ...]]:
        """The meetings of each organization that has met."""
        return group(self.meetings.values(), lambda meeting: (meeting.organization,))

    @cached_property
    def meetings_by_organization_and_year(self) -> Mapping[tuple[str, int], tuple[Meeting, ...]]:
        """The meetings of each organization in each year."""
        return group(self.meetings.values(), lambda meeting: ((meeting.organization, meeting.start.day.year),))

    @cached_property
    def by_organization(self) -> Mapping[str, View[str]]:
        """The handlings of each organization."""
        return listing(self.handlings, lambda handling: (handling.organization,))

    @cached_property
    def by_organization_and_year(self) -> Mapping[tuple[str, int], View[tuple[str, int]]]:
        """The handlings of each organization in each year."""
        return listing(self.handlings, lambda handling: ((handling.organization, handling.day.year),))

    @cached_property
    def by_year(self) -> Mapping[int, View[int]]:
        """The handlings of each year."""
        return listing(self.handlings, lambda handling: (handling.day.year,))

    @cached_property
    def decided_by_year(self) -> Mapping[int, View[int]]:
        """The register of decisions: the handlings of each year that came to a decision."""
        return listing(self.decided, lambda handling: (handling.day.year,))

    @cached_property
    def decided_by_month(self) -> Mapping[tuple[int, int], View[tuple[int, int]]]:
        """The register of decisions, month by month, by year and month."""
        return listing(self.decided, lambda handling: ((handling.day.year, handling.day.month),))

    @cached_property
    def months_of_decisions(self) -> Mapping[int, tuple[int, ...]]:
        """The months of each year in which decisions were made."""
        return second_by_first(self.decided_by_month)

    @cached_property
    def by_matter(self) -> Mapping[str, View[str]]:
        """The handlings of each matter that has been on an agenda."""
        return listing(self.handlings, lambda handling: filter(None, (handling.item.matter,)))

    @cached_property
    def by_person(self) -> Mapping[str, View[str]]:
        """The handlings whose item names a person: as the one who asked, dissented, was recused, voted or was away."""
        return listing(self.handlings, people_of)

    @cached_property
    def by_topic(self) -> Mapping[str, View[str]]:
        """The handlings of each topic, by the item's own topics and those of its matter."""
        return listing(self.handlings, lambda handling: topics_of(handling, self.archive))

    @cached_property
    def by_topic_and_year(self) -> Mapping[tuple[str, int], View[tuple[str, int]]]:
        """The handlings of each topic in each year."""
        years = (
            (topic, year, row) for topic, view in self.by_topic.items() for year, row in reversed([*view.by_year()])
        )
        return {(topic, year): View((topic, year), row) for topic, year, row in years}

    @cached_property
    def years_of_topic(self) -> Mapping[str, tuple[int, ...]]:
        """The years in which each topic was handled."""
        return second_by_first(self.by_topic_and_year)

    @cached_property
    def by_outcome(self) -> Mapping[str, View[str]]:
        """The handlings of each outcome."""
        return listing(self.handlings, outcomes_of)

    @cached_property
    def published(self) -> Mapping[str, Published]:
        """Everything that prose can link to, by its path in the repository."""
        found = {each.path: each for each in published(self.archive) if each.path}
        return {path: found[path] for path in sorted(found)}

    @cached_property
    def places(self) -> Places:
        """Where references point."""
        return Places(self.meetings, self.handling)

    @cached_property
    def citations(self) -> Mapping[str, tuple[Citation, ...]]:
        """The plans, partners and surveys that cite an item or attachment, by the reference that they cite it with."""
        return citations(self.archive)

    @cached_property
    def meeting_neighbours(self) -> Mapping[str, Neighbours[Meeting]]:
        """The organization's previous and next meeting, by meeting key."""
        return meeting_neighbours(self.chronicle)

    @cached_property
    def item_neighbours(self) -> Mapping[str, Neighbours[AgendaItem]]:
        """The previous and next item of the meeting, by item key."""
        like = self._like
        return item_neighbours(self.meetings, (like.meetings, like.item_neighbours) if like else None)

    @cached_property
    def threads(self) -> Threads:
        """Which handlings continue which."""
        known = (self._like._oldest_first, self._like.threads) if self._like else None  # noqa: SLF001
        return follow(self._oldest_first, self.today, known)

    @cached_property
    def plans(self) -> Mapping[str, PlanProgress]:
        """How far each plan has come, by id."""
        return plan_progress(self.archive, self.places)

    @cached_property
    def plans_by_matter(self) -> Mapping[str, tuple[Plan, ...]]:
        """The plans that each matter is about."""
        return group(self.archive.plans.values(), lambda plan: (plan.matter,) if plan.matter else ())

    @cached_property
    def plan_courses(self) -> Mapping[str, PlanCourse]:
        """The way of each plan through meetings and hearing, by id."""
        by_matter = {key: view.handlings for key, view in self.by_matter.items()}
        return plan_courses(self.plans, by_matter, self.handling, self.open_loops, self.threads.in_order)

    @cached_property
    def open_loops(self) -> tuple[Loop, ...]:
        """Everything that is awaited today, what has waited longest first."""
        like = self._like
        known = KnownLoops(like.handling, like.threads, like.open_loops_by_item) if like else None
        return find_loops(self.handlings, self.threads, self.plans, self.today, known)

    @cached_property
    def open_loops_by_item(self) -> Mapping[str, tuple[Loop, ...]]:
        """What is awaited of each item that has open loops, by item key."""
        return group(self.open_loops, lambda loop: (loop.key,) if loop.handling else ())

    @cached_property
    def matters(self) -> Mapping[str, Course]:
        """The course of every matter, by id, also of those that only items name."""
        return courses(self.archive, self.threads, self.open_loops, self._like.matters if self._like else None)

    def trail(self, key: str) -> Trail:
        """Return what came before and after an item, and what is still awaited of it, by item key."""
        threads = self.threads
        linked = threads.before.get(key, ()), threads.after.get(key, ()), threads.answers.get(key, {})
        awaited = self.open_loops_by_item.get(key, ())
        return trail(self.handling[key], self._course_of_item.get(key), linked, awaited, threads.in_order)

    @cached_property
    def _course_of_item(self) -> Mapping[str, Course]:
        in_matters = (handling for handling in self.handlings if handling.item.matter)
        return {handling.key: self.matters[handling.item.matter or ""] for handling in in_matters}

    @property
    def trail_origins(self) -> Origins:
        """All that trails follow from: an item whose origins are the same in two archives has the same trail in both.

        In the order of a day, councils come after those who prepare for them.
        """
        threads = self.threads
        linked = threads.before, threads.after, threads.answers
        return self.archive.organizations, (self.handling, self._course_of_item, *linked, self.open_loops_by_item)

    @cached_property
    def coverage(self) -> Mapping[tuple[str, int], Coverage]:
        """What the archive holds and lacks, by organization and year."""
        years, like = self.meetings_by_organization_and_year, self._like
        known = (like.meetings_by_organization_and_year, like.coverage) if like else None
        return coverage_by_year(years, self.today, known)

    @cached_property
    def people(self) -> Mapping[str, PersonRecord]:
        """The record of every person, by id."""
        return person_records(self.archive, self.handlings, self.chronicle, self.today)

    def members(self, organization: str, day: date | None = None) -> tuple[Member, ...]:
        """Return who sits in an organization today or on another day."""
        return members(self.archive, organization, day or self.today)

    def absences(self, meeting: Meeting, item: AgendaItem) -> tuple[Absence, ...]:
        """Return who was away from an item: from the whole meeting, a stretch of it, or the item alone."""
        return absences(meeting, item)

    @cached_property
    def surveys(self) -> Mapping[str, SurveyTable]:
        """Every survey as a table, by id."""
        return survey_tables(self.archive, self.places)

    @cached_property
    def partners(self) -> Mapping[str, PartnerRecord]:
        """The record of every partner, by id."""
        return partner_records(self.archive, self.surveys.values(), self.places, self.mentions)

    @cached_property
    def mentions(self) -> Mapping[str, tuple[Mention, ...]]:
        """What texts say of each partner, by its id, newest first."""
        return find_mentions(self.handlings, self.archive.partners.values(), self.sayings)
