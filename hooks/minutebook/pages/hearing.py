"""A plan's hearing: who answered and what they asked for, what the administration replied, and what was changed."""

from __future__ import annotations

from dataclasses import dataclass

from minutebook.model import HearingResponse, Revision
from minutebook.pages.citing import cited
from minutebook.pages.edition import Edition
from minutebook.pages.parts import Day, Value
from minutebook.views.plans import PlanProgress


@dataclass(frozen=True, slots=True)
class Change:
    """A passage that was changed, why, and where it stands."""

    day: Day
    what: str
    because: str
    source: Value


@dataclass(frozen=True, slots=True)
class Response:
    """An answer to the hearing with what became of it."""

    from_: str
    day: Day | None
    position: str
    summary: str
    reply: str
    consent: str
    source: Value
    told_in: Value
    changes: tuple[Change, ...]


def answers(edition: Edition, progress: PlanProgress) -> tuple[Response, ...]:
    """Return the responses in the order of the record, each with the changes that it led to."""
    return tuple(_response(edition, one, progress) for one in progress.plan.responses)


def other_revisions(edition: Edition, progress: PlanProgress) -> tuple[Change, ...]:
    """Return the changes that no response led to, as far as the page may say whose it was."""
    named = {response.from_ for response in progress.plan.responses if response.from_}
    return tuple(_change(edition, one) for one in progress.plan.revisions if one.response not in named)


def respondent(edition: Edition, response: HearingResponse) -> str:
    """Name whoever responded; a name that may not be told is not there."""
    return response.from_ or edition.t("hearing.anonymous")


def _response(edition: Edition, response: HearingResponse, progress: PlanProgress) -> Response:
    private = response.kind == "person" and response.consent
    return Response(
        from_=respondent(edition, response),
        day=edition.day(response.date) if response.date else None,
        position=response.position or "",
        summary=response.summary,
        reply=response.reply or "",
        consent=edition.t("hearing.consent", how=response.consent) if private else "",
        source=edition.reference(response.attachment) if response.attachment else "",
        told_in=cited(edition, response.source, response.page) if response.source else "",
        changes=tuple(
            _change(edition, one) for one in progress.plan.revisions if one.response and one.response == response.from_
        ),
    )


def _change(edition: Edition, revision: Revision) -> Change:
    source = cited(edition, revision.source, revision.page) if revision.source else ""
    return Change(edition.day(revision.date), revision.what, revision.because or "", source)
