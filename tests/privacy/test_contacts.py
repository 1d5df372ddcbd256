"""Telephone numbers and mailboxes: an office's own may stand in minutes, a person's is for somebody to judge."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as some
from minutebook.personal import contacts, others
from minutebook.personal.others import Roles, personal_data

OFFICES = [
    "Borgerservice, tlf. 45 12 01 00",
    "Henvendelse til Teknik- og Miljøforvaltningen på tlf. 4512 0100.",
    "Ring til Jobcenter Strandlev, tlf. 45120100, eller mød op.",
    "Strandlev Kommunes hovednummer: tlf. +45 45 12 01 00",
    "Se mere hos Center for Arbejdsmarked (tlf. 45 12 01 00)",
    "Strandlev Kommune\nTorvet 1\n2999 Strandlev\nTlf. 45 12 01 00\nwww.strandlev.dk",
    "Strandlev Kommune · Torvet 1 · 2999 Strandlev · Tlf. 45 12 01 00 · CVR 12 34 56 78",
    "# Notat\n\n**Center for Arbejdsmarked**\n\nTorvet 1\n\n2999 Strandlev\n\nTlf. 45 12 01 00\n",
    (
        "Anders Holms Plads 4\n\n2999 Strandlev\n\nTlf. 4512 0100\n\nhk@hkstrandlev.dk\n\nwww.hkstrandlev.dk\n\n"
        "HK Strandlev er de ansattes forening i byen og omegnen, og vi takker for lejligheden til at svare."
    ),
    "Strandlev Kommune\nHovedgaden 1\n2999 Strandlev\nTlf. +45 45 12 01 00\nwww.strandlev.dk",
    "Strandlev Kommune, Rådhuspladsen 1, 2999 Strandlev",
    "Borgerservice, tlf. [45 12 01 00](tel:+4545120100), eller mød op",
    "Strandlev Kommune · Torvet 1 · 2999 Strandlev · Tlf. [45 12 01 00](tel:+4545120100) · CVR 12 34 56 78",
    "Strandlev Kommune\nTorvet 1\n2999 Strandlev\nTlf. 45.12.01.00\nwww.strandlev.dk",
    "Sendes direkte 20.12.2014",
    "J.nr. 45 20 12 34 56 og 20123456",
    "Skriv til teknik-miljoe@strandlev.dk eller borgmesteren@strandlev.dk.",
    "Skriv til plan.byg@strandlev.dk eller strandlev@strandlevkommune.dk, som Strandlev Kommune læser",
    "HK Strandlev kan nås på hk@hkstrandlev.dk.",
]

PEOPLE = [
    "Tlf. 20 12 34 56",
    "Peter Hansen, tlf. 20 12 34 56",
    "Anne Andersen, Teknik- og Miljøforvaltningen, tlf. 20 12 34 56",
    "Borgeren har kontaktet kommunen fra tlf. 20 12 34 56.",
    "Kontakt sagsbehandler i Borgerservice, tlf. 20 12 34 56",
    "Formanden for Strandlev Skole, tlf. 20 12 34 56",
    "Strandlev Skole Anne Andersen, tlf. 20 12 34 56",
    "Strandlev Kommune, mobil 20 12 34 56",
    "Strandlev Kommune\nTorvet 1\n2999 Strandlev\nDirekte tlf. 20 12 34 56",
    "Strandlev Kommune\nAnne Andersen\nTlf. 20 12 34 56",
    "Strandlev Kommune\nANNE ANDERSEN\nTlf. 20 12 34 56",
    "Strandlev Kommune\nAnne\nTlf. 20 12 34 56",
    "Strandlev Kommune\nRef.: AA\nTlf. 20 12 34 56",
    "Skovvej 3\n2999 Strandlev\nTlf. 20 12 34 56\n\nTil Strandlev Kommune",
    "Skovvej 3\n2999 Strandlev\nTlf. 20 12 34 56\n\nHøringssvar Strandlev Kommune",
    "Skovvej 3\n2999 Strandlev\nTlf. 20 12 34 56\nwww.peterhansen.dk\n\nPeter Hansen er født i byen.",
    "Med venlig hilsen\n\nPeter\nTlf. 20 12 34 56\n\nStrandlev Kommune",
    "Strandlev Kommune\nNotat af Anne Andersen\nTlf. 20 12 34 56",
    "Ole Hansen, tlf. +45 20 12 34 56",
    "Ole Hansen, tlf. 20\u00a012\u00a034\u00a056",
    "Ole Hansen +4520123456",
    "Ole Hansen 0045 2012 3456",
    "Ole Hansen (+45) 45 20 12 34",
    "Ole Hansen, [20 12 34 56](tel:+4520123456)",
    "Ole Hansen, tlf. 20.12.34.56",
    "Ole Hansen, tlf. 20-12-34-56",
    "Ole Hansen direkte 45 97 30 12",
    "Ole Hansen, direkte nr.: 45973012",
    "Ole Hansen, dir. 45 97 30 12",
    "Ole Hansen, direct 45 97 30 12",
    "Strandvejen 12, 2. tv., 2900 Hellerup",
    "Hovedgaden 5, st. th.",
    "Ole Hansen, Kirkepladsen 5, 2999 Strandlev",
    "Skriv til lone.frandsen@strandlev.dk",
    "Skriv til lf@strandlev.dk",
    "Skriv til peter@peterhansen.dk. Peter Hansen har svaret.",
    "Bo Hansen, bo@bohansen.dk",
    "BO HANSEN, bo@bohansen.dk",
    "hansen@hansen.dk",
    "Teknik@gmail.com",
]


def found(text: str) -> list[str]:
    return [one.kind for one in personal_data(text, Roles())]


@pytest.mark.parametrize("text", OFFICES)
def test_what_an_office_gives_as_its_own_is_not_told(text: str):
    assert [] == found(text)


@pytest.mark.parametrize("text", PEOPLE)
def test_what_may_be_a_persons_is_told(text: str):
    assert found(text)


def test_two_numbers_in_one_text_are_judged_each_by_what_stands_around_it():
    text = "Ring til Borgerservice, tlf. 45 12 01 00, eller til Anne Andersen, tlf. 20 12 34 56."
    assert ["20·· ····"] == [one.mask for one in personal_data(text, Roles())]


def test_a_long_line_of_numbers_is_no_letterhead():
    assert ["phone"] * 5_000 == found("tlf. 20 12 34 56 " * 5_000)


@given(
    some.lists(some.sampled_from([*contacts.STREETS, *" \n\u00a01942§K", "1. tv", "Anna Ager, "]), max_size=8).map(
        "".join
    )
)
def test_homes_are_looked_for_in_every_text_that_has_a_number_behind_a_street(text: str):
    streets = "|".join(contacts.STREETS)
    looked_for = [one.start() for one in others._A_NUMBER.finditer(text)]

    assert {one.end() - 1 for one in re.finditer(rf"(?:{streets})\s\d", text)} <= set(looked_for)
