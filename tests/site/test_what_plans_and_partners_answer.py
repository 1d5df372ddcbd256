"""The questions about plans and partners that the sample archive has to answer, each figure a click from its source."""

from __future__ import annotations

import csv
from io import StringIO
from urllib.parse import urljoin

import pytest

from tests.building import Site

PLAN_2014, PLAN_2015 = "planer/beskaeftigelsesplan-2014/", "planer/beskaeftigelsesplan-2015/"
SURVEY = "samarbejder/rundspoerge-om-turisme-2014/"
MEMO, STATUS, PLAN_TEXT = (
    f"moeder/ebu/2014-09-09/{each}/" for each in ("punkt-1/bilag-1", "punkt-1/bilag-2", "punkt-2/bilag-1")
)
REPLIES = "moeder/ebu/2014-09-09/punkt-2/bilag-2/"
HOME = "https://site.example/"


def words(site: Site, address: str) -> str:
    return " ".join(site.text(address).split())


def rows(site: Site, address: str, table: str) -> list[list[str]]:
    """Return the words of a table's rows, without the headings of its columns."""
    found = site.document(address).query(f"{table} tbody tr")
    return [[" ".join(cell.to_text().split()) for cell in row.query("th, td")] for row in found]


def sources(site: Site, address: str, table: str) -> list[str]:
    """Return where the last link of each row of a table leads, with its anchor."""
    links = [row.query("a[href]")[-1] for row in site.document(address).query(f"{table} tbody tr")]
    return [urljoin(HOME + address, link.attrs["href"] or "").removeprefix(HOME) for link in links]


def exists(site: Site, target: str) -> bool:
    """Tell whether a page has the very anchor that a link leads to."""
    address, _, anchor = target.partition("#")
    return site.file(address).is_file() and (not anchor or f'id="{anchor}"' in site.html(address))


def test_which_goals_of_2014_were_met_after_the_second_quarter_and_by_which_document(sample_site):
    table = rows(sample_site, PLAN_2014, "table.figures")
    states = {goal[:5]: state for goal, *_, state, _ in table}

    assert {"Mål 2", "Mål 3", "Mål 8", "Mål 9"} == {goal for goal, state in states.items() if state == "Opfyldt"}
    assert {"Mål 5", "Mål 6", "Mål 7"} == {goal for goal, state in states.items() if state == "På rette vej"}
    assert {"Mål 1", "Mål 4"} == {goal for goal, state in states.items() if state == "Ingen data"}
    assert "Opfyldt 4 På rette vej 3 Ingen data 2" in words(sample_site, PLAN_2014)
    reported_by = dict(zip(states, sources(sample_site, PLAN_2014, "table.figures"), strict=True))
    assert {f"{STATUS}#side-1"} == {source for goal, source in reported_by.items() if states[goal] == "Opfyldt"}


def test_how_the_town_stood_against_cluster_eastern_denmark_and_the_whole_country(sample_site):
    table = {row[0][:5]: row[2:6] for row in rows(sample_site, PLAN_2014, "table.figures")}

    assert ["Fald på 39,7 pct.", "Fald på 70,4 pct.", "Fald på 63,9 pct.", "Fald på 64,4 pct."] == table["Mål 2"]
    assert ["Fald på 2,1 pct.", "Stigning på 5,5 pct.", "Stigning på 1,3 pct.", "Stigning på 3,6 pct."] == table[
        "Mål 8"
    ]
    assert ["70,2 pct.", "59 pct.", "56,3 pct.", "59,6 pct."] == [cell.replace(",0", "") for cell in table["Mål 9"]]


def test_a_chart_says_in_words_what_it_shows(sample_site):
    told = sample_site.document(f"{PLAN_2014}maal-6/").query("svg[role=img] desc")

    rise = "stigning på"
    standing = (
        f"Lyngby-Taarbæk Kommune: {rise} 22,7 pct.; Klyngen: {rise} 8,5 pct.; "
        f"Østdanmark: {rise} 4,6 pct.; Hele landet: fald på 9,2 pct.; Mål: {rise} højst 21 pct."
    )
    over_time = "2014-K1: 32; juni 2014: 22,7; Mål: stigning på højst 21 pct."
    assert [standing, over_time] == [one.to_text() for one in told]


def test_a_goal_has_its_history_with_the_source_of_every_value(sample_site):
    page = f"{PLAN_2014}maal-8/"

    assert [("maj 2014", "Opfyldt"), ("2014-K1", "Bagud beregnet af arkivet")] == [
        (row[0], row[5]) for row in rows(sample_site, page, "table.figures")
    ]
    assert [f"{STATUS}#side-1", f"{MEMO}#side-2"] == sources(sample_site, page, "table.figures")


def test_a_number_of_persons_is_told_and_not_compared_with_per_cent(sample_site):
    page = f"{PLAN_2014}maal-2/"
    table = rows(sample_site, page, "table.figures")

    assert any(row[1].startswith("35 personer") and row[5] == "–" for row in table)
    assert "58 personer (2012)" in words(sample_site, page)
    assert not any("35" in one.to_text() for one in sample_site.document(page).query("svg"))


def test_what_the_plan_for_2015_aims_at_and_which_goals_it_carries_on(sample_site):
    text = words(sample_site, PLAN_2015)

    assert all(f"Mål {number} ·" in text for number in range(1, 10))
    assert 9 == text.count("Endnu ikke fastsat (X i planen) inden 31. december 2015")
    assert "Mål 6 i Beskæftigelsesplan 2014" in words(sample_site, f"{PLAN_2015}maal-4/")
    assert "Tallene kan ikke sammenlignes" in words(sample_site, f"{PLAN_2015}maal-4/")
    assert "Mål 4 i Beskæftigelsesplan 2015" in words(sample_site, f"{PLAN_2014}maal-6/")


def test_who_answered_the_hearing_what_was_replied_and_what_changed(sample_site):
    answers = {one.query_one("h3").to_text(): one for one in sample_site.document(PLAN_2015).query("article.response")}
    changed = answers["Akademikernes repræsentant i LBR"]

    assert ["Akademikernes repræsentant i LBR", "Beskæftigelsesregionen", "LO Hovedstaden"] == list(answers)
    assert 3 == len(changed.query(".changes li"))
    assert all("Fordi:" in change.to_text() for change in changed.query(".changes li"))
    leads = [urljoin(HOME + PLAN_2015, one.attrs["href"]) for one in changed.query(".changes a")]
    assert [f"{HOME}{PLAN_TEXT}#side-{page}" for page in (9, 16, 18)] == leads
    replied = [one.query_one("dl > div:nth-child(2) a").attrs["href"] for one in answers.values()]
    assert [f"{HOME}{REPLIES}#side-{page}" for page in (1, 2, 2)] == [urljoin(HOME + PLAN_2015, one) for one in replied]
    assert "prioriteringerne er brugt" in answers["LO Hovedstaden"].to_text()
    assert "Arkivet kender ingen ændringer" in answers["Beskæftigelsesregionen"].to_text()


def test_a_plan_says_where_it_is_and_what_comes_next(sample_site):
    text = words(sample_site, PLAN_2015)
    course = text[text.index("Planens forløb") :]

    assert "Planen venter på en beslutning i Kommunalbestyrelsen" in text
    places = [
        course.index(day) for day in ("10. juni 2014", "26. august 2014", "22. september 2014", "15. oktober 2014")
    ]
    assert sorted(places) == places
    assert "31. januar 2015 Frist: Den godkendte plan skal være offentliggjort." in course


def test_what_visitnordsjaelland_costs_a_year_and_what_the_source_leaves_open(sample_site):
    page = "samarbejder/visitnordsjaelland/"

    assert [["1.000.000 kr. om året", ""]] == [row[:2] for row in rows(sample_site, page, "table.register")]
    assert "Kilden siger ikke, om beløbet gælder hver kommune" in words(sample_site, page)
    assert ["moeder/ebu/2014-09-09/punkt-5/bilag-1/#side-1"] == sources(sample_site, page, "table.register")


def test_what_the_basic_funding_of_wonderful_copenhagen_was_in_2013(sample_site):
    page = "samarbejder/wonderful-copenhagen/"

    assert [["41.000.000 kr. om året", "2013"]] == [row[:2] for row in rows(sample_site, page, "table.register")]
    assert ["moeder/ebu/2014-09-09/punkt-5/bilag-1/#side-2"] == sources(sample_site, page, "table.register")
    assert "ny resultatkontrakt med Wonderful Copenhagen" in words(sample_site, page)


def test_which_neighbours_have_a_tourism_strategy_or_a_budget(sample_site):
    table = {row[0]: [cell.split(" ")[0] for cell in row[1:3]] for row in rows(sample_site, SURVEY, "table.survey")}

    assert {
        "Gladsaxe Kommune": ["Nej", "Nej"],
        "Rudersdal Kommune": ["Ja", "Nej"],
        "Gentofte Kommune": ["Nej", "Nej"],
        "Furesø Kommune": ["Under", "Ja"],
        "Lyngby-Taarbæk Kommune": ["Under", "Nej"],
    } == table
    source = "moeder/ebu/2014-09-09/punkt-5/bilag-2/#side-"
    assert [f"{source}{page}" for page in (3, 4, 5, 6, 7)] == sources(sample_site, SURVEY, "table.survey")


def test_a_survey_is_a_table_for_spreadsheets_too(sample_site):
    text = sample_site.file(f"{SURVEY}rundspoerge-om-turisme-2014.csv").read_bytes().decode("utf-8-sig")
    table = list(csv.DictReader(StringIO(text, newline=""), delimiter=";"))

    assert 20 == len(table)
    assert "Ja" == next(
        row["Svar"] for row in table if row["Hvem"] == "Furesø Kommune" and "budget" in row["Spørgsmål"]
    )
    home = sample_site.document("").query_one('link[rel="canonical"]').attrs["href"]
    assert all(row["Kildens adresse"].startswith(home) for row in table)
    assert all(exists(sample_site, row["Kildens adresse"].removeprefix(home)) for row in table)
    assert 'href="rundspoerge-om-turisme-2014.csv"' in sample_site.html(SURVEY)


def test_partners_stand_by_theme_and_tourism_comes_first(sample_site):
    headings = [one.to_text() for one in sample_site.document("samarbejder/").query("article h2")]

    assert ["Turisme", "Erhverv", "Rundspørger"] == headings


@pytest.mark.parametrize("number", range(1, 10))
def test_every_figure_of_a_goal_is_one_click_from_its_source(sample_site, number):
    page = f"{PLAN_2014}maal-{number}/"

    assert all(exists(sample_site, target) for target in sources(sample_site, page, "table.figures"))


def test_plans_are_followed_in_english_too(english_site):
    text = words(english_site, "plans/beskaeftigelsesplan-2014/goal-6/")

    assert "A rise of at most 21" in text
    assert "worked out by the archive" in text
