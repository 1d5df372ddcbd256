"""The controlled terms of the records.

A term is added when minutes of a real meeting cannot be recorded truthfully without it, and never because it might be
handy. Adding one means: the term here, its label in every locale file, its wordings if minutes state it in words, a
golden case that uses it, and a line in the changelog. A published term is never renamed and never changes its meaning.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """A closed list of terms. The locales hold a label for each, under `vocabulary.<name>.<term>`."""

    name: str
    terms: tuple[str, ...]

    def __contains__(self, term: object) -> bool:
        """Tell whether a text is one of the terms."""
        return term in self.terms


OUTCOMES = Vocabulary(
    "outcome",
    (
        "adopted",
        "adopted-by-vote",
        "adopted-amended",
        "recommended",
        "noted",
        "discussed",
        "hearing",
        "referred",
        "postponed",
        "returned",
        "rejected",
        "withdrawn",
        "elected",
        "confidential",
        "none",
    ),
)
MEETING_STATES = Vocabulary("meeting-state", ("planned", "agenda", "minutes-draft", "minutes", "cancelled"))
ITEM_KINDS = Vocabulary("item-kind", ("decision", "discussion", "information", "announcements"))
ABSENCE_KINDS = Vocabulary("absence-kind", ("excused", "unexcused", "unknown"))
VOTES = Vocabulary("vote", ("yes", "no", "abstained"))
ROLES = Vocabulary("role", ("chair", "vice-chair", "member", "substitute", "observer"))
COMPLETENESS = Vocabulary("completeness", ("complete", "partial", "summary"))
ORGANIZATION_CLASSES = Vocabulary(
    "organization-class", ("council", "committee", "board", "administration", "region", "other")
)
ATTACHMENT_KINDS = Vocabulary(
    "attachment-kind",
    (
        "memo",
        "report",
        "plan",
        "status",
        "hearing-response",
        "hearing-summary",
        "letter",
        "orientation",
        "survey",
        "presentation",
        "map",
        "budget",
        "contract",
        "other",
    ),
)
SECTIONS = Vocabulary(
    "section",
    ("summary", "case", "hearing", "finances", "authority", "recommendation", "decision", "attachments"),
)
GOAL_KINDS = Vocabulary("goal-kind", ("ministerial", "local"))
GOAL_UNITS = Vocabulary("unit", ("pct", "pct-points", "persons", "full-time-persons", "number"))
GOAL_DIRECTIONS = Vocabulary("direction", ("at-most", "at-least", "change"))
GOAL_STATES = Vocabulary("goal-state", ("met", "on-track", "behind", "no-data"))
COMPARISONS = Vocabulary("comparison", ("cluster", "east-denmark", "denmark"))
RESPONDENT_KINDS = Vocabulary("respondent-kind", ("organization", "person"))
PARTNER_CLASSES = Vocabulary(
    "partner-class", ("tourism-organization", "municipality", "region", "company", "association", "other")
)
FUNDING_PERIODS = Vocabulary("funding-period", ("year", "once"))
ANSWERS = Vocabulary("answer", ("yes", "no", "in-progress", "partly", "not-stated"))
VERDICTS = Vocabulary("verdict", ("error", "warning", "none"))

VOCABULARIES = (
    OUTCOMES,
    MEETING_STATES,
    ITEM_KINDS,
    ABSENCE_KINDS,
    VOTES,
    ROLES,
    COMPLETENESS,
    ORGANIZATION_CLASSES,
    ATTACHMENT_KINDS,
    SECTIONS,
    GOAL_KINDS,
    GOAL_UNITS,
    GOAL_DIRECTIONS,
    GOAL_STATES,
    COMPARISONS,
    RESPONDENT_KINDS,
    PARTNER_CLASSES,
    FUNDING_PERIODS,
    ANSWERS,
    VERDICTS,
)
