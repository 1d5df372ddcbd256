"""A page that a plan, a partner or a survey names as its source has to be marked in the document."""

from __future__ import annotations

from collections.abc import Iterator

from minutebook.model import Archive
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
            yield problem(path, "unknown-page", field=field, **facts)


def _cited(archive: Archive) -> Iterator[tuple[str, str, str, str]]:
    """Yield every page that a record names: the record's file, the field, the document and the page."""
    for plan in archive.plans.values():
        for index, status in enumerate(plan.status):
            if status.page and status.source:
                yield plan.path, f"status[{index}].page", status.source, status.page
        for index, revision in enumerate(plan.revisions):
            if revision.page and revision.source:
                yield plan.path, f"revisions[{index}].page", revision.source, revision.page
    for partner in archive.partners.values():
        for index, fact in enumerate(partner.facts):
            if fact.page and fact.source:
                yield partner.path, f"facts[{index}].page", fact.source, fact.page
        for index, funding in enumerate(partner.funding):
            if funding.page and funding.source:
                yield partner.path, f"funding[{index}].page", funding.source, funding.page
    for survey in archive.surveys.values():
        for number, respondent in enumerate(survey.respondents):
            source = respondent.source or survey.source
            if respondent.page:
                yield survey.path, f"respondents[{number}].page", source, respondent.page
            for index, answer in enumerate(respondent.answers):
                if answer.page:
                    field = f"respondents[{number}].answers[{index}].page"
                    yield survey.path, field, answer.source or source, answer.page
