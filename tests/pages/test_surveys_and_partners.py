"""Surveys as pages and as files, partners by theme, and who is named in a hearing."""

from __future__ import annotations

import csv
from io import StringIO

import pytest
from minutebook import urls
from minutebook.model import Answer, Archive, HearingResponse, Question, Respondent, Revision, Survey, Topic
from minutebook.pages import render_pages, render_sheets
from minutebook.text import locale
from minutebook.views import Views

from tests.builders import archive, attachment, day, goal, item, meeting, partner, plan, prose

NOTE = "ebu/2014-09-09/1/1"


def a_survey(*answers: Answer, **facts) -> Archive:
    asked = Respondent(name='=Naboby;"Kommune"', answers=answers, **facts)
    survey = Survey(
        "", "spoerg", "Spørg", "ebu/2014-09-09/1", (Question("q", "Hvad?"), Question("r", "Hvor?")), (asked,)
    )
    text = prose("<!-- page 3 -->\n\nNaboby svarer.")
    return archive(
        meeting("ebu/2014-09-09", item(attachments=(attachment("1", sections=text),))), surveys={"spoerg": survey}
    )


def sheet(made: Archive, language: str = "da") -> list[list[str]]:
    ((address, text),) = render_sheets(
        Views(made), locale(language), urls.addresses(language), "https://testby.example/"
    )
    assert address.endswith("/spoerg/spoerg.csv")
    assert text.startswith("\ufeff")
    return list(
        csv.reader(StringIO(text.removeprefix("\ufeff"), newline=""), delimiter=";" if language == "da" else ",")
    )


def page(made: Archive, address: str) -> str:
    found = {one.address: one for one in render_pages(Views(made), locale("da"), urls.addresses("da"))}
    return found[address].body


def test_no_cell_begins_as_a_formula_does():
    _, first, _ = sheet(a_survey(Answer("q", "yes", note="-39,7 pct.")))

    assert ['\'=Naboby;"Kommune"', "Hvad?", "Ja", "'-39,7 pct."] == first[:4]


@pytest.mark.parametrize("language", ["da", "en"])
def test_an_answer_stands_where_it_says_or_else_where_its_respondents_answers_do(language):
    made = a_survey(Answer("q", "yes", source=NOTE, page="3"), Answer("r", "no"), page="9")
    place, note = ("punkt-1/", "bilag-1/#side-3") if language == "da" else ("item-1/", "attachment-1/#page-3")
    meetings = "moeder" if language == "da" else "meetings"
    home = f"https://testby.example/{meetings}/ebu/2014-09-09/{place}"

    assert [f"{home}{note}", home] == [row[-1] for row in sheet(made, language)[1:]]


def test_a_question_without_an_answer_is_not_stated():
    assert ["Ja", "Ikke oplyst"] == [row[2] for row in sheet(a_survey(Answer("q", "yes")))[1:]]


def test_partners_stand_by_theme_the_one_with_most_of_them_first():
    topics = [Topic(name, {"da": name.capitalize()}) for name in ("erhverv", "turisme")]
    partners = [partner("a", topics=("erhverv", "turisme")), partner("b", topics=("turisme",)), partner("c")]
    body = page(archive(topics=topics, partners=partners), "samarbejder/")

    places = [body.index(f">{heading}</h2>") for heading in ("Turisme", "Erhverv", "Uden tema")]
    assert sorted(places) == places


def test_whoever_may_not_be_named_is_a_private_person_on_every_part_of_the_page():
    responses = (HearingResponse("", "Ønsker et bibliotek.", kind="person", date=day("2014-06-02")),)
    changes = (Revision(day("2014-06-03"), "Et afsnit om biblioteket", response="Dorte Dal"),)
    made = archive(plans=[plan("p", "2014-01-01", "2014-12-31", responses=responses, revisions=changes)])
    body = page(made, "planer/p/")

    assert 2 == body.count("En privatperson")
    assert "Et afsnit om biblioteket" in body
    assert "Dorte Dal" not in body


def test_a_private_person_is_shown_with_the_consent_and_an_organization_without():
    responses = (
        HearingResponse("Dorte Dal", "Enig.", kind="person", consent="Givet i mail"),
        HearingResponse("Forældrerådet", "Uenig.", consent="Givet i mail"),
    )
    made = archive(plans=[plan("p", "2014-01-01", "2014-12-31", goals=(goal("1"),), responses=responses)])

    assert 1 == page(made, "planer/p/").count("Navnet er offentliggjort med samtykke: Givet i mail")
