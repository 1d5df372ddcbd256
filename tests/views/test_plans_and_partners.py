"""Plans and partners come with where in the archive they are documented."""

from __future__ import annotations

from minutebook.model import Answer, Archive, Fact, HearingResponse, Question, Respondent, Revision, Survey
from minutebook.views import Views
from minutebook.views.references import Citation

from tests.builders import archive, attachment, day, goal, item, meeting, partner, plan, status

SPRING, AUTUMN = "ebu/2014-06-10/1", "ebu/2014-09-09/1"


def a_reported_plan() -> Archive:
    return archive(
        meeting("ebu/2014-06-10", item(attachments=(attachment("1"),))),
        meeting("ebu/2014-09-09", item(attachments=(attachment("1"), attachment("2")))),
        plans=[
            plan(
                "plan",
                "2014-01-01",
                "2014-12-31",
                documents=(f"{AUTUMN}/2",),
                goals=(goal("1", "Unge"), goal("2", "Ledighed"), goal("3", "Unge"), goal("4", "Ledighed")),
                status=(
                    status("1", f"{AUTUMN}/1", "met", "2014-K2"),
                    status("1", SPRING, "behind", "2014-K1"),
                    status("2", SPRING, "behind", "2014-K1"),
                    status("2", SPRING, "on-track", "maj 2014"),
                    status("3", "ebu/1999-01-01/1", "no-data"),
                ),
                revisions=(
                    Revision(day("2014-08-15"), "ny indledning", source=AUTUMN),
                    Revision(day("2014-08-16"), "x"),
                ),
                responses=(HearingResponse("LO", "enig", attachment=f"{AUTUMN}/2"),),
            )
        ],
    )


def test_goals_stand_by_area_in_the_order_of_the_plan() -> None:
    progress = Views(a_reported_plan()).plans["plan"]

    assert [("Unge", ["1", "3"]), ("Ledighed", ["2", "4"])] == [
        (area.name, [each.goal.id for each in area.goals]) for area in progress.areas
    ]


def test_the_newest_report_on_a_goal_is_that_of_the_newest_meeting() -> None:
    goals = {each.goal.id: each for each in Views(a_reported_plan()).plans["plan"].goals}

    assert ["2014-K1", "2014-K2"] == [report.status.period for report in goals["1"].reports]
    assert {"1": "met", "2": "on-track", "3": "no-data", "4": None} == {key: each.state for key, each in goals.items()}
    assert goals["1"].latest is not None
    assert day("2014-09-09") == goals["1"].latest.day


def test_a_plan_counts_its_goals_by_state_and_knows_its_newest_report() -> None:
    progress = Views(a_reported_plan()).plans["plan"]

    assert {"met": 1, "on-track": 1, "no-data": 1} == progress.states
    assert day("2014-09-09") == progress.newest_report


def test_the_documents_of_a_plan_lead_to_where_they_stand() -> None:
    progress = Views(a_reported_plan()).plans["plan"]

    (document,) = progress.documents
    assert document.place is not None
    assert document.place.attachment is not None
    assert "2" == document.place.attachment.id


def test_an_attachment_knows_what_cites_it() -> None:
    citations = Views(a_reported_plan()).citations

    assert (Citation("plan", "plan", "Plan"),) == citations[f"{AUTUMN}/2"]


def test_references_are_found_from_the_meeting_to_the_attachment() -> None:
    find = Views(a_reported_plan()).places.find

    whole, one, two = find("ebu/2014-09-09"), find(AUTUMN), find(f"{AUTUMN}/2")
    assert whole is not None
    assert one is not None
    assert two is not None
    assert (None, None) == (whole.item, whole.handling)
    assert ("1", None) == (one.item and one.item.id, one.attachment)
    assert ("1", "2") == (two.item and two.item.id, two.attachment and two.attachment.id)
    assert [None] * 3 == [find(f"{AUTUMN}/9"), find("ebu/2014-09-09/9"), find("")]


def neighbours_asked() -> Archive:
    return archive(
        meeting("ebu/2014-09-09", item("1", attachments=(attachment("1"), attachment("2")))),
        meeting("ebu/2014-06-10", item("1")),
        partners=[
            partner("gentofte"),
            partner("visit", facts=(Fact("Pris?", "1 mio.", SPRING), Fact("Hvem?", "11", f"{AUTUMN}/1"))),
        ],
        surveys={
            "rundspoerge": Survey(
                path="",
                id="rundspoerge",
                title="Rundspørge",
                source=f"{AUTUMN}/2",
                questions=(
                    Question("strategi", "Er der en strategi?"),
                    Question("samarbejde", "Er der et samarbejde?"),
                ),
                respondents=(
                    Respondent("gentofte", answers=(Answer("samarbejde", "yes"), Answer("strategi", "no"))),
                    Respondent(name="Høje-Taastrup", answers=(Answer("strategi", "yes"),)),
                ),
            )
        },
    )


def test_a_survey_is_a_table_with_a_column_for_each_question() -> None:
    table = Views(neighbours_asked()).surveys["rundspoerge"]

    assert [("Gentofte", ["no", "yes"]), ("Høje-Taastrup", ["yes", None])] == [
        (row.name, [each.answer and each.answer.answer for each in row.answers]) for row in table.rows
    ]
    assert ["gentofte", None] == [row.partner and row.partner.id for row in table.rows]


def test_a_partner_knows_where_its_facts_and_its_surveys_stand() -> None:
    partners = Views(neighbours_asked()).partners

    assert ["rundspoerge"] == [table.survey.id for table, _ in partners["gentofte"].answered]
    assert [SPRING, AUTUMN] == [
        fact.place and fact.place.handling and fact.place.handling.key for fact in partners["visit"].facts
    ]
