"""What plans, partners and surveys say on the authority of a closed item does not get out."""

from __future__ import annotations

from decimal import Decimal

from minutebook.model import Answer, Funding, Question, Respondent, Survey
from minutebook.privacy import publishable

from tests.builders import archive, item, meeting, partner, plan

OPEN, CLOSED = "ebu/2014-09-09/1", "ebu/2014-09-09/2"


def gated(**facts):
    closed = item("2", public=False, closed_ground="§ 10")
    return publishable(archive(meeting("ebu/2014-09-09", item("1"), closed), **facts))


def test_the_closed_item_that_adopted_a_plan_is_not_named():
    plans = [plan(name, "2014-01-01", "2014-12-31", adopted_by=key) for name, key in (("a", OPEN), ("b", CLOSED))]

    assert [OPEN, None] == [one.adopted_by for one in gated(plans=plans).plans.values()]


def test_an_amount_known_from_a_closed_item_goes():
    amounts = tuple(Funding(Decimal(1), "DKK", "year", source=source) for source in (OPEN, f"{CLOSED}/1", None))

    funding = gated(partners=[partner("p", funding=amounts)]).partners["p"].funding
    assert [OPEN, None] == [one.source for one in funding]


def test_answers_known_from_a_closed_item_go():
    respondents = (
        Respondent(name="A", answers=(Answer("q", "yes"), Answer("r", "no", source=CLOSED))),
        Respondent(name="B", answers=(Answer("q", "yes"),), source=f"{CLOSED}/1"),
    )
    survey = Survey("", "s", "Spørg", OPEN, (Question("q", "?"), Question("r", "?")), respondents)

    (only,) = gated(surveys={"s": survey}).surveys["s"].respondents
    assert ("A", ["q"]) == (only.name, [answer.question for answer in only.answers])
