"""The questions that the sample archive has to answer, in as few clicks as people have patience for."""

from __future__ import annotations

from urllib.parse import urljoin

import pytest

from tests.building import HAS_THE_SAMPLE, Site

pytestmark = pytest.mark.skipif(not HAS_THE_SAMPLE, reason="these records are a town's own")

ITEM = "moeder/ebu/2014-09-09/punkt-2/"
POSTPONED = "moeder/ebu/2014-09-09/punkt-4/"


def links_of(site: Site, address: str) -> set[str]:
    """Return the pages that a reader can reach from one page with one click."""
    base = f"https://site.example/{address}"
    targets = (
        urljoin(base, link.attrs["href"] or "").partition("#")[0] for link in site.document(address).query("a[href]")
    )
    return {target.removeprefix("https://site.example/") for target in targets}


def words(site: Site, address: str) -> str:
    return " ".join(site.text(address).split())


def test_the_decision_on_the_employment_plan_is_two_clicks_from_the_front_page(sample_site):
    first = links_of(sample_site, "")
    second = {page for address in first if address in sample_site.addresses for page in links_of(sample_site, address)}

    assert ITEM in first | second


def test_an_item_says_which_points_go_on_and_which_were_decided_here(sample_site):
    text = words(sample_site, ITEM)

    assert "Kommunalbestyrelsen" in text
    assert "Anbefalet." in text
    assert "Godkendt." in text
    assert text.index("Anbefalet") < text.index("Godkendt")


def test_a_meeting_and_its_items_say_who_was_absent(sample_site):
    for address in ("moeder/ebu/2014-09-09/", ITEM):
        text = words(sample_site, address)

        assert "Jakob Engel-Schmidt (V)" in text
        assert "Hanne Agersnap (F)" in text


def test_the_postponed_item_stands_under_open_matters(sample_site):
    assert POSTPONED in links_of(sample_site, "aabne-sager/")
    assert "Udsat" in words(sample_site, POSTPONED)


def test_the_matters_run_through_several_meetings(sample_site):
    expected = {
        "sager/beskaeftigelsesplan-2014/": {"moeder/ebu/2014-06-10/punkt-1/", "moeder/ebu/2014-09-09/punkt-1/"},
        "sager/beskaeftigelsesplan-2015/": {"moeder/ebu/2014-06-10/punkt-2/", ITEM},
        "sager/turisme/": {"moeder/ebu/2014-08-19/punkt-2/", "moeder/ebu/2014-09-09/punkt-5/"},
    }

    for address, handlings in expected.items():
        assert handlings <= links_of(sample_site, address)


def test_every_attachment_of_the_packet_has_a_page(sample_site):
    counts = {1: 2, 2: 4, 5: 2}
    expected = {
        f"moeder/ebu/2014-09-09/punkt-{item}/bilag-{number}/"
        for item, count in counts.items()
        for number in range(1, count + 1)
    }

    assert expected <= set(sample_site.addresses)


def test_one_setting_makes_the_site_english_in_its_addresses_too(english_site):
    assert "meetings/ebu/2014-09-09/item-2/" in english_site.addresses
    assert "9 September 2014" in words(english_site, "meetings/ebu/2014-09-09/")
    assert 'lang="en"' in english_site.html("")
