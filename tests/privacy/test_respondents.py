"""Who answered in a hearing is told apart by the form of the name: people from organizations."""

from __future__ import annotations

import pytest
from minutebook.model import HearingResponse
from minutebook.privacy.respondents import is_private

PEOPLE = (
    *("Ane Marie Bjerg", "Bo Dahl", "Jens-Peter Hansen", "Karen M. Lund", "J.P. Holm", "Ida von Holstein"),
    *("Niels Kirkegaard", "Lars Kirkeby", "Olav Hansen", "Klavs Holm", "Jens Nordstrøm", "Peter Bankmann"),
    *("Lis Jobsen", "Mette Klubien", "Jens Nord", "Peter Bank", "Stanislav Novak", "Aslaug Dam", "Ivar Skolem"),
    *("Jens og Else Hansen", "Jens Hansen og Else Holm", "Jens Hansen & Else Holm", "JENS HANSEN", "Jens HANSEN"),
    *("Jens Hansen m.fl.", "Jens Hansen m. fl.", "Jens Hansen med flere", "Jens Hansen mfl"),
    *("Jens Hansen, Bredgade 5", "Jens Hansen (nabo)", "Jens Hansen – nabo", "Hansen, Jens", "Hr. Jens Hansen"),
    *("Jens Hansen og Dansk Industri", "Grundejerforeningen Bakken v/ Jens Hansen", "Åse Øby", "Émile Müller"),
    *("Sean O'Brien", "Ahmed El-Sayed", "Mohammed al Hassan", "Anne Bank-Mikkelsen"),
)
ORGANIZATIONS = (
    *("Dansk Industri", "Dansk Erhverv", "LO Hovedstaden", "LO HOVEDSTADEN", "Ældrerådet", "Lyngby Handelsforening"),
    *("Danske Handicaporganisationer", "3F Frederiksborg", "FOA", "Grundejerforeningen Bakken", "DTU", "Nordea"),
    *("Boligselskabet Lyngby", "Novo Nordisk A/S", "Novo Nordisk", "Kirken i Byen", "Lyngby Kirke", "Danske Bank"),
    *("Akademikernes repræsentant i LBR", "Beskæftigelsesregionen", "Virum Skole", "Lyngby Boldklub"),
    *("Boligkontoret Danmark", "Region Hovedstaden", "Lyngby-Taarbæk Kommune", "Kirkens Korshær", "Ældre Sagen"),
    *("Erhvervs- og Beskæftigelsesudvalget", "Handels- og Kontorfunktionærernes Forbund", "Skolebestyrelsen Virum"),
    *("Hegnslavet Bakken", "Jens Hansen ApS", "Grundejerlauget Søen", "Lokalrådet Virum", "Jobcenter Lyngby"),
    *("Dansk Industri, Jens Hansens Vej 5", "Lundtofte Borgerforening m.fl.", "Advokat Holm"),
)


@pytest.mark.parametrize("name", PEOPLE)
def test_a_person_is_one_in_whatever_way_the_name_is_written(name: str) -> None:
    assert is_private(HearingResponse(name, "enig"), frozenset())


@pytest.mark.parametrize("name", ORGANIZATIONS)
def test_an_organization_is_none(name: str) -> None:
    assert not is_private(HearingResponse(name, "enig"), frozenset())


@pytest.mark.parametrize("name", ["Bo Dahl", "Bo Dahl, formand", "BO DAHL"])
def test_who_holds_a_public_role_may_be_named(name: str) -> None:
    assert not is_private(HearingResponse(name, "enig"), {"bo dahl"})


def test_of_two_people_each_has_to_hold_one() -> None:
    assert is_private(HearingResponse("Bo Dahl og Jens Hansen", "enig"), {"bo dahl"})
