"""A page that a plan, a partner or a survey names as its source has to be marked in the document."""

from __future__ import annotations

from collections.abc import Iterator

from minutebook.model import Answer, Archive, Fact, Funding, GoalStatus, HearingResponse, Respondent, Revision
from minutebook.page_marks import marked_pages
from minutebook.problems import Problem, nearest, problem


def check(archive: Archive) -> Iterator[Problem]:
    """Yield a problem for every page that its document does not have."""
    cited = list(_cited(archive))
    wanted = {source for _, _, source, _ in cited}
    pages = {
        key: marked_pages(attachment)
        for _, item in archive.handled_items()
        for attachment in item.attachments
        if (key := f"{item.key}/{attachment.id}") in wanted
    }
    for path, field, source, page in cited:
        known = pages.get(source)
        if known is None or (known and page not in known):
            expected = ", ".join(known or ()) or "—"
            facts = {"found": page, "source": source, "expected": expected, "nearest": nearest(page, known or ())}
            yield problem(path, "unknown-page", line=0, field=field, **facts)


def _cited(archive: Archive) -> Iterator[tuple[str, str, str, str]]:
    """Yield every page that a record names: the record's file, the field, the document and the page."""
    for path, way, record, source in _sourced(archive):
        if record.page and source:
            yield path, f"{way}.page", source, record.page


Sourced = GoalStatus | Revision | HearingResponse | Fact | Funding | Respondent | Answer


def _sourced(archive: Archive) -> Iterator[tuple[str, str, Sourced, str | None]]:
    """Yield everything that can name a page: its file, its place there, and the document that it stands in."""
    for plan in archive.plans.values():
        for key in ("status", "revisions", "responses"):
            for index, part in enumerate(getattr(plan, key)):
                yield plan.path, f"{key}[{index}]", part, part.source
    for partner in archive.partners.values():
        for key in ("facts", "funding"):
            for index, part in enumerate(getattr(partner, key)):
                yield partner.path, f"{key}[{index}]", part, part.source
    for survey in archive.surveys.values():
        for number, respondent in enumerate(survey.respondents):
            source, way = respondent.source or survey.source, f"respondents[{number}]"
            yield survey.path, way, respondent, source
            for index, answer in enumerate(respondent.answers):
                yield survey.path, f"{way}.answers[{index}]", answer, answer.source or source
