"""The search page as readers use it: with a mouse, with a keyboard, on a telephone, over a bad line."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from time import sleep

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Error, Page, Route, expect

from tests.browser.test_pages_in_chromium import AXE, LOOKS, look

HITS = "[data-search-result]"
TOTAL = "[data-search-total]"


@pytest.fixture(scope="module")
def context(browser: Browser, sample_server: str) -> Iterator[BrowserContext]:
    with browser.new_context(base_url=sample_server, reduced_motion="reduce", accept_downloads=True) as context:
        yield context


@pytest.fixture(scope="module")
def window(context: BrowserContext) -> Page:
    return context.new_page()


@pytest.fixture
def page(window: Page) -> Iterator[Page]:
    """Give the one page of this file, as nobody had used it: to open another one takes longer than most tests."""
    look(window, width=1280, scheme="light")
    yield window
    window.unroute_all(behavior="ignoreErrors")
    window.goto("about:blank")


@pytest.fixture
def fresh_page(context: BrowserContext) -> Iterator[Page]:
    """Give a page of its own to who listens to it, counts its steps, or runs something before its scripts."""
    page = context.new_page()
    yield page
    page.close()


def search(page: Page, query: str, more: str = "") -> list[str]:
    """Open the page of a search and return where its hits lead."""
    page.goto(f"soeg/?q={query}{more}")
    page.wait_for_selector(TOTAL)
    return addresses(page)


def addresses(page: Page) -> list[str]:
    return [hit.get_attribute("href") or "" for hit in page.query_selector_all(HITS)]


def test_the_total_is_the_number_of_hits_and_every_hit_leads_somewhere(page):
    hits = search(page, "turisme")
    while page.locator("[data-search-more]").is_visible():
        shown = page.locator(HITS).count()
        page.locator("[data-search-more]").click()
        expect(page.locator(HITS)).not_to_have_count(shown)
        hits = addresses(page)

    assert page.locator(TOTAL).inner_text() == str(len(hits))
    assert len(set(hits)) == len(hits)
    for hit in hits:
        path, _, anchor = hit.partition("#")
        assert page.request.get(f"soeg/{path}").ok
        assert not anchor or f'id="{anchor}"' in page.request.get(f"soeg/{path}").text(), hit


def test_a_choice_goes_into_the_address_and_can_be_taken_back(page):
    search(page, "plan")
    everything = page.locator(TOTAL).inner_text()
    box = page.locator('input[data-facet="outcome"][data-value="recommended"]')
    count = page.locator("label", has=box).locator(".facet__count").inner_text()
    box.check()
    expect(page.locator(TOTAL)).to_have_text(count)
    assert page.url.endswith("?q=plan&udfald=recommended")

    page.go_back()
    expect(page.locator(TOTAL)).to_have_text(everything)
    page.go_forward()
    expect(page.locator(TOTAL)).to_have_text(count)
    page.get_by_role("button", name="Fjern valget Anbefalet").click()

    expect(page.locator(TOTAL)).to_have_text(everything)
    assert page.url.endswith("?q=plan")


def test_an_address_is_a_search(page):
    hits = search(page, "plan", "&udvalg=ebu&aar=2014&udfald=noted&sort=dato")

    assert hits
    expect(page.locator('[data-part="sort"]')).to_have_value("date")
    expect(page.locator('input[data-facet="outcome"][data-value="noted"]')).to_be_checked()


@pytest.mark.parametrize(
    ("query", "kind", "address"),
    [
        ("offentlig forsørgelse", "plan", "planer/beskaeftigelsesplan-2015/maal-1/"),
        ("Camp ViNo", "partner", "samarbejder/visitnordsjaelland/#"),
        ("rundspørge", "partner", "samarbejder/rundspoerge-om-turisme-2014/"),
    ],
)
def test_plans_with_their_goals_partners_and_surveys_are_found(page, query, kind, address):
    hits = search(page, query, f"&art={kind}")

    assert [hit for hit in hits if hit.removeprefix("../").startswith(address)]
    expect(page.locator(f'input[data-facet="kind"][data-value="{kind}"]')).to_be_checked()


def test_dates_bound_a_search(page):
    assert search(page, "turisme", "&til=2014-08-31")
    assert all("2014-08-19" in hit for hit in addresses(page))


def test_the_slash_leads_to_the_field_and_enter_to_the_hits(page):
    page.set_viewport_size({"width": 1280, "height": 800})
    page.goto("moeder/ebu/2014-09-09/")
    page.keyboard.press("/")
    page.keyboard.type("letbane")
    page.keyboard.press("Enter")

    page.wait_for_selector(TOTAL)
    assert page.url.endswith("soeg/?q=letbane")
    assert any("side-2" in hit for hit in addresses(page))


def test_hits_come_while_a_reader_types_and_the_focus_stays(page):
    page.goto("soeg/")
    page.locator("#search-q").focus()
    page.keyboard.type("turismestr")

    page.wait_for_selector(TOTAL)
    expect(page.locator("#search-q")).to_be_focused()
    assert "turismestrategi" in page.locator("[data-part=list]").inner_text()


def test_the_list_can_be_taken_along_and_says_what_the_screen_says(page):
    search(page, "plan")
    with page.expect_download() as download:
        page.locator('[data-part="csv"]').click()
    text = Path(download.value.path()).read_text(encoding="utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text, newline=""), delimiter=";"))

    hits = page.query_selector_all(HITS)
    assert [row["Sted"] for row in rows] == [hit.get_attribute("aria-label") or hit.inner_text() for hit in hits]
    assert [row["Adresse"] for row in rows] == [hit.evaluate("link => link.href") for hit in hits]
    assert len(rows) == int(page.locator(TOTAL).inner_text())


def test_a_part_of_the_index_that_fails_to_load_is_said_and_can_be_tried_again(page):
    page.route(re.compile(r"/index/x/"), lambda route: route.abort())
    page.goto("soeg/?q=turisme")
    expect(page.get_by_role("alert")).to_contain_text("kunne ikke hentes")
    assert page.locator(HITS).count() == 0
    page.unroute_all()

    page.get_by_role("button", name="Prøv igen").click()

    expect(page.locator('[data-part="status"]')).to_be_focused()
    page.wait_for_selector(TOTAL)
    assert addresses(page)


@pytest.mark.parametrize("status", [404, 200])
def test_an_old_page_finds_its_way_to_a_new_index(page, sample_site, status):
    """The manifest in the page names segments that are gone; the one beside the index is right."""
    segments = [facets.parent.name for facets in (sample_site.folder / "soeg/index").glob("*/facets.bin")]

    def old(route):
        response = route.fetch()
        route.fulfill(response=response, body=re.sub("|".join(segments), "0123456789abcdef", response.text()))

    page.route("**/soeg/?q=*", old)
    page.route("**/0123456789abcdef/**", lambda route: route.fulfill(status=status, body="<title>Not found</title>"))

    assert search(page, "turisme")
    assert "0123456789abcdef" in page.content()


def read_another_format(page: Page, times: int | None) -> None:
    """Give the client of another version, which cannot read the index, so many times, or always."""

    def old(route):
        with suppress(Error):  # of a page that loads itself anew while its client is still on its way
            response = route.fetch()
            route.fulfill(response=response, body=response.text().replace("const FORMAT =", "const FORMAT = 1000 +"))

    page.route("**/worker-da.js", old, times=times)


def test_a_page_whose_client_is_older_than_the_index_is_loaded_anew(fresh_page):
    read_another_format(fresh_page, 1)

    assert search(fresh_page, "turisme")


def test_a_page_whose_client_stays_too_old_says_so(fresh_page):
    read_another_format(fresh_page, None)
    fresh_page.goto("soeg/?q=turisme")

    expect(fresh_page.get_by_role("alert")).to_contain_text("Hent siden igen")


def test_no_hits_say_what_is_missing_and_where_else_to_look(page):
    page.goto("soeg/?q=xyzzy")

    page.wait_for_selector(TOTAL)
    assert page.locator(TOTAL).inner_text() == "0"
    assert "»xyzzy«" in page.locator('[data-part="notes"]').inner_text()
    expect(page.get_by_role("main").get_by_role("link", name="Ordregister").first).to_be_visible()


def test_words_that_nothing_has_all_of_are_relaxed_and_that_is_said(page):
    search(page, "letbane krydstogt")

    assert "1 af 2" in page.locator('[data-part="notes"]').inner_text()
    assert "mangler" in page.locator('[data-part="list"]').inner_text()


def test_a_word_that_is_nowhere_is_named(page):
    search(page, "turisme xyzzy")

    assert "Ingen hits på »xyzzy«" in page.locator('[data-part="notes"]').inner_text()


@pytest.mark.parametrize(
    ("query", "said", "way"),
    [
        ("turisne", "Ord, der ligner »turisne«", "turister"),
        ('"turisme letbane"', "står ikke lige efter hinanden", "turisme letbane"),
        ('"xyzzy letbane"', "»xyzzy« står ingen steder", "letbane"),
        ("letbane krydstogt", "Søg på ét ad gangen", "krydstogt"),
        ("letbane -letbanen", "Søg uden minus", "letbane"),
    ],
)
def test_a_search_that_finds_little_leads_to_one_that_finds_more(page, query, said, way):
    search(page, query)
    help_ = page.locator('[data-part="help"]')
    expect(help_).to_contain_text(said)
    link = help_.get_by_role("link", name=way, exact=True)
    count = re.search(r"\d+", link.locator("..").inner_text())[0]

    link.click()

    expect(page.locator(TOTAL)).to_have_text(count)
    assert page.locator("#search-q").input_value() == way
    expect(page.locator('[data-part="status"]')).to_be_focused()
    page.go_back()
    expect(page.locator("#search-q")).to_have_value(query)


def test_a_word_that_was_corrected_is_named_and_no_other(page):
    search(page, "beskæftigelsesplam mål")

    assert "»beskæftigelsesplan«" in page.locator('[data-part="notes"]').inner_text()


def test_the_keyboard_stays_among_the_choices_when_one_of_them_goes(page):
    page.goto("soeg/?q=letbane&udfald=rejected")
    box = page.locator('input[data-facet="outcome"][data-value="rejected"]')
    box.focus()
    page.keyboard.press("Space")

    expect(box).to_have_count(0)
    assert "outcome" == page.evaluate("document.activeElement.dataset.facet")


def test_no_way_is_offered_that_says_nothing(page):
    search(page, 'turisme "xyzzy zzyxy"')

    expect(page.locator('[data-part="help"]')).to_contain_text("står ingen steder")
    assert page.locator('[data-part="help"] a').count() == 0


def test_no_way_is_offered_that_finds_nothing(page):
    search(page, '"xyzzy zzyxy"')

    expect(page.locator('[data-part="help"]')).to_contain_text("står ingen steder")
    assert page.locator('[data-part="help"] a').count() == 0


def test_a_phrase_with_small_words_says_that_they_stand_for_any(page):
    search(page, '"taget til efterretning"')
    assert "Småord i »taget til efterretning«" in page.locator('[data-part="notes"]').inner_text()

    search(page, '"bilag 1"')
    assert "Småord" not in page.locator('[data-part="notes"]').inner_text()


def test_a_phrase_in_the_marks_of_danish_print_is_named_in_those_of_the_page(page):
    search(page, "„xyzzy turisme“")

    assert "»xyzzy turisme«" in page.locator('[data-part="notes"]').inner_text()


def test_what_a_reader_types_is_text_and_never_html(fresh_page):
    said = []
    fresh_page.on("dialog", lambda dialog: said.append(dialog.message) or dialog.dismiss())
    fresh_page.goto("soeg/?q=%3Cimg%20src%3Dx%20onerror%3Dalert(1)%3E%20turisme")

    fresh_page.wait_for_selector(TOTAL)
    assert said == []
    assert fresh_page.locator("[data-search] img").count() == 0


def test_the_page_has_all_it_needs_from_its_own_site_and_breaks_no_policy(fresh_page, sample_server):
    said, asked = [], []
    fresh_page.on("console", lambda message: message.type == "error" and said.append(message.text))
    fresh_page.on("request", lambda request: asked.append(request.url))

    assert search(fresh_page, "turisme")
    fresh_page.wait_for_selector("[data-facet]", state="attached")
    assert said == []
    assert [url for url in asked if not url.startswith(sample_server)] == []


@pytest.mark.parametrize(("width", "scheme"), LOOKS)
@pytest.mark.parametrize(
    ("query", "last"), [("beskæftigelsesplan", "[data-facet]"), ("letbane krydstogt", "[data-query]")]
)
def test_axe_finds_nothing_among_hits(page, width, scheme, query, last):
    page.set_viewport_size({"width": width, "height": 844})
    page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
    search(page, query)
    page.wait_for_selector(last, state="attached")

    found = Axe().run(page, options=AXE)

    assert found.violations_count == 0, found.generate_report()
    assert page.evaluate("document.scrollingElement.scrollWidth <= document.documentElement.clientWidth")


def test_without_javascript_a_reader_is_led_to_the_register_of_words(browser, sample_server):
    with browser.new_context(base_url=sample_server, java_script_enabled=False) as context:
        page = context.new_page()
        page.goto("moeder/")
        page.locator(".find__field").fill("turisme")
        page.keyboard.press("Enter")
        page.locator("noscript a, .notice a").first.click()
        page.get_by_role("main").get_by_role("link", name="turisme", exact=True).click()

        assert "september 2014" in page.get_by_role("main").inner_text()
        assert page.get_by_role("main").get_by_role("link").count() > 3


def slow(page: Page, files: str, seconds: float) -> None:
    """Let some files of the index come later."""

    def later(route):
        sleep(seconds)
        with suppress(Error):  # of a page that is closed by then
            route.continue_()

    page.route(re.compile(files), later)


def test_a_reader_who_clicks_twice_gets_one_list_and_the_page_goes_on(fresh_page):
    search(fresh_page, "plan")
    slow(fresh_page, "/index/x/", 0.02)
    taken = []
    fresh_page.on("download", lambda _: taken.append(1))

    fresh_page.evaluate(
        "for (const part of ['more', 'csv', 'csv']) document.querySelector(`[data-part=${part}]`).click()"
    )

    expect(fresh_page.locator(HITS)).to_have_count(int(fresh_page.locator(TOTAL).inner_text()))
    fresh_page.locator("#search-q").fill("turisme")
    expect(fresh_page.locator(HITS).first).to_contain_text(re.compile("turisme", re.IGNORECASE))
    assert 1 == len(taken)


def test_a_list_that_cannot_be_made_is_said_and_can_be_asked_for_again(page):
    hits = search(page, "plan")
    page.route("**/csv.js", lambda route: route.abort())
    page.locator('[data-part="csv"]').click()

    expect(page.get_by_role("alert")).to_contain_text("kunne ikke hentes")
    assert addresses(page) == hits


def test_a_line_that_breaks_while_the_page_fetches_ahead_stops_no_search(fresh_page):
    fresh_page.add_init_script("""
        const whole = Response.prototype.arrayBuffer
        Response.prototype.arrayBuffer = function () {
          Response.prototype.arrayBuffer = whole
          return Promise.reject(new TypeError("network error"))
        }
    """)

    assert search(fresh_page, "turisme")


@pytest.mark.parametrize("body", [b"<!doctype html><title>Not found</title>", b"\x78\x9c\x4b"])
def test_what_is_no_file_of_an_index_or_cut_off_could_not_be_fetched(page, body):
    page.route("**/index/x/**", lambda route: route.fulfill(body=body))
    page.goto("soeg/?q=turisme")

    expect(page.get_by_role("alert")).to_contain_text("kunne ikke hentes")


def hold(page: Page, files: str) -> list[Route]:
    """Let some files of the index wait until they are let go."""
    held: list[Route] = []

    def keep(route):
        held.append(route)

    page.route(re.compile(files), keep)
    return held


def test_a_search_that_another_one_has_overtaken_leaves_that_one_alone(page):
    held = hold(page, "facets.bin")
    page.goto("soeg/?q=plan&sort=dato")
    page.wait_for_timeout(500)
    page.locator('[data-part="sort"]').evaluate(
        "sort => { sort.value = 'relevance'; sort.dispatchEvent(new Event('change')) }"
    )
    page.wait_for_selector(TOTAL)
    shown = page.locator(HITS).count()
    for route in held:
        route.continue_()
    page.wait_for_selector("[data-facet]", state="attached")
    page.locator("[data-search-more]").click()

    expect(page.locator(HITS)).not_to_have_count(shown)
    found = addresses(page)
    assert len(set(found)) == len(found)


def test_hits_stay_where_what_comes_after_them_does_not(page):
    page.route("**/facets.bin", lambda route: route.abort())
    hits = search(page, "plan")

    expect(page.get_by_role("alert")).to_contain_text("kunne ikke hentes")
    assert hits
    assert addresses(page) == hits


def test_what_is_typed_after_going_back_leaves_the_search_that_one_went_back_to(page):
    search(page, "plan")
    field = page.locator("#search-q")
    field.fill("planer")
    expect(page).to_have_url(re.compile("q=planer$"))
    page.go_back()
    expect(field).to_have_value("plan")

    field.fill("letbane")
    expect(page).to_have_url(re.compile("q=letbane$"))
    page.go_back()

    expect(page).to_have_url(re.compile("q=plan$"))
    expect(field).to_have_value("plan")


def test_a_day_that_is_typed_leaves_one_step_to_go_back(fresh_page):
    search(fresh_page, "plan")
    before = fresh_page.evaluate("history.length")
    fresh_page.locator('[data-part="from"]').focus()
    fresh_page.keyboard.type("08192014")
    expect(fresh_page).to_have_url(re.compile("fra=2014-08-19$"))
    fresh_page.keyboard.press("Shift+Tab")
    fresh_page.keyboard.type("20")
    expect(fresh_page).to_have_url(re.compile("fra=2014-08-20$"))

    assert before + 1 == fresh_page.evaluate("history.length")
    fresh_page.go_back()
    expect(fresh_page.locator('[data-part="from"]')).to_have_value("")


def test_a_search_names_the_matter_of_its_first_hit_whatever_was_found_before(page):
    search(page, "letbane")
    told = page.locator("[data-part=list]").inner_html()
    assert page.locator(".hit").count() == page.locator(".hit__matter").count() == 1

    page.locator("#search-q").press("Enter")
    page.wait_for_selector(TOTAL)

    assert told == page.locator("[data-part=list]").inner_html()
