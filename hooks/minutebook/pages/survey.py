"""Surveys: the page with one table, a row for each who was asked, and the same answers as a file for spreadsheets."""

from __future__ import annotations

import csv
from io import StringIO

from minutebook.pages.citing import cited
from minutebook.pages.edition import Edition
from minutebook.pages.page import Page
from minutebook.pages.parts import Fact, Link, Outside
from minutebook.views.partners import SourcedAnswer, SurveyTable

_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def survey_page(edition: Edition, table: SurveyTable) -> Page:
    """Return the page of a survey."""
    t, survey = edition.t, table.survey
    facts = [Fact(t("survey.date"), (edition.partial_date(survey.date),))] if survey.date else []
    if survey.by:
        facts.append(Fact(t("survey.by"), (survey.by,)))
    facts.append(Fact(t("source.title"), (edition.reference(survey.source),)))
    facts.append(Fact(t("survey.sheet"), (Outside(t("survey.sheet-file"), f"{survey.id}.csv"),)))
    return edition.page(
        "survey",
        edition.addresses.partner(survey.id),
        survey.title,
        t("survey.description", title=survey.title, count=t.plural("count.answers", len(table.rows))),
        crumbs=(Link(t("nav.partners"), edition.addresses.partners()),),
        kicker=t("survey.kicker"),
        lede=t.plural("count.answers", len(table.rows)),
        questions=tuple(question.text for question in table.questions),
        rows=tuple(
            {
                "name": Link(row.name, edition.addresses.partner(row.partner.id), recorded=True)
                if row.partner
                else row.name,
                "answers": tuple(answer_cell(edition, answer) for answer in row.answers),
            }
            for row in table.rows
        ),
        facts=tuple(facts),
    )


def answer_cell(edition: Edition, sourced: SourcedAnswer) -> dict[str, object]:
    """Return an answer as a page shows it: the term as a badge, the remark, and where it stands."""
    return {
        "question": sourced.question.text,
        "badge": edition.badge("answer", _term(sourced)),
        "note": (sourced.answer.note or "") if sourced.answer else "",
        "source": cited(edition, sourced.source, sourced.page),
    }


def survey_sheet(edition: Edition, table: SurveyTable) -> str:
    """Return the answers of a survey as CSV, a row for each, with where it stands.

    It is written as spreadsheets in the language of the archive open it: with a mark for UTF-8, and in Danish with
    semicolons, since the comma parts decimals. A cell never begins as a formula does.
    """
    t = edition.t
    out = StringIO()
    writer = csv.writer(out, delimiter=t("survey.separator"), lineterminator="\r\n")
    writer.writerow(t(f"survey.column-{name}") for name in ("who", "question", "answer", "note", "source", "address"))
    for row in table.rows:
        for sourced in row.answers:
            source = cited(edition, sourced.source, sourced.page, titled=True)
            link = source if isinstance(source, Link) else Link(str(source), "")
            note = (sourced.answer.note or "") if sourced.answer else ""
            answer = t.label("answer", _term(sourced))
            address = f"{edition.site_url}{link.address}" if link.address else ""
            cells = (row.name, sourced.question.text, answer, note, link.text, address)
            writer.writerow(_harmless(cell) for cell in cells)
    return f"\ufeff{out.getvalue()}"


def _term(sourced: SourcedAnswer) -> str:
    return sourced.answer.answer if sourced.answer else "not-stated"


def _harmless(cell: str) -> str:
    return f"'{cell}" if cell.startswith(_FORMULA) else cell
