"""Every kind of page in a real browser: on a telephone and on a desk, by day and by night."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from tests.building import HAS_THE_SAMPLE

pytestmark = pytest.mark.skipif(not HAS_THE_SAMPLE, reason="these records are a town's own")

KINDS = {
    "front-page": "",
    "meetings": "moeder/",
    "meeting": "moeder/ebu/2014-09-09/",
    "partial-meeting": "moeder/ebu/2014-08-19/",
    "item": "moeder/ebu/2014-09-09/punkt-2/",
    "announcements": "moeder/ebu/2014-09-09/punkt-5/",
    "attachment": "moeder/ebu/2014-09-09/punkt-2/bilag-1/",
    "organizations": "udvalg/",
    "organization": "udvalg/ebu/",
    "organization-year": "udvalg/ebu/2014/",
    "decisions": "beslutninger/",
    "decisions-year": "beslutninger/2014/",
    "matters": "sager/",
    "matter": "sager/beskaeftigelsesplan-2015/",
    "people": "personer/",
    "person": "personer/hanne-agersnap/",
    "topics": "emner/",
    "topic": "emner/beskaeftigelse/",
    "open-loops": "aabne-sager/",
    "coverage": "daekning/",
    "plans": "planer/",
    "plan": "planer/beskaeftigelsesplan-2014/",
    "plan-with-hearing": "planer/beskaeftigelsesplan-2015/",
    "goal": "planer/beskaeftigelsesplan-2014/maal-6/",
    "partners": "samarbejder/",
    "partner": "samarbejder/visitnordsjaelland/",
    "survey": "samarbejder/rundspoerge-om-turisme-2014/",
    "about": "om/",
    "manual": "manual/add-a-meeting/",
    "manual-reference": "manual/record-format/",
}
"""The address of one page of every kind."""

WIDTHS = {390: 844, 1280: 800}
"""The widths of a telephone and of a desk, with heights that go with them."""

AXE = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "resultTypes": ["violations"],
}

IN_ANY_LIGHT = {**AXE, "runOnly": {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}}
"""The rules that colours decide; all others find by night what they find by day."""

every_kind = pytest.mark.parametrize("address", [pytest.param(address, id=kind) for kind, address in KINDS.items()])
every_width = pytest.mark.parametrize("width", WIDTHS)
light_and_dark = pytest.mark.parametrize("scheme", ["light", "dark"])


@pytest.fixture(scope="module")
def window(browser: Browser, sample_server: str) -> Iterator[Page]:
    """Open one window for all tests of this file; each sets its size and colours, and none remembers the last one."""
    with browser.new_context(base_url=sample_server, reduced_motion="reduce") as context:
        context.add_init_script("localStorage.clear()")
        yield context.new_page()


@pytest.fixture(scope="module")
def window_without_javascript(browser: Browser, sample_server: str) -> Iterator[Page]:
    with browser.new_context(base_url=sample_server, java_script_enabled=False) as context:
        yield context.new_page()


def show(page: Page, address: str, *, width: int, scheme: str = "light") -> None:
    page.set_viewport_size({"width": width, "height": WIDTHS[width]})
    page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
    response = page.goto(address)
    assert response
    assert response.ok, f"{response.url}: {response.status}"


@every_kind
@every_width
@light_and_dark
def test_axe_finds_nothing(window, address, width, scheme):
    show(window, address, width=width, scheme=scheme)

    found = Axe().run(window, options=AXE if scheme == "light" else IN_ANY_LIGHT)

    assert found.violations_count == 0, found.generate_report()


@every_kind
def test_a_page_asks_no_other_host_and_the_console_stays_silent(window, sample_server, address):
    window.goto("about:blank")  # what the page before this one has not finished is not this one's
    seen = []
    listeners = {
        "request": lambda request: request.url.startswith((sample_server, "data:")) or seen.append(request.url),
        "requestfailed": lambda request: seen.append(f"{request.url}: {request.failure}"),
        "response": lambda response: response.status < 400 or seen.append(f"{response.url}: {response.status}"),
        "console": lambda message: message.type in {"error", "warning"} and seen.append(message.text),
        "pageerror": lambda error: seen.append(str(error)),
    }
    for event, listener in listeners.items():
        window.on(event, listener)

    show(window, address, width=1280)
    window.evaluate("() => new Promise(resolve => requestIdleCallback(resolve, { timeout: 2000 }))")

    for event, listener in listeners.items():
        window.remove_listener(event, listener)
    assert seen == []


@every_kind
def test_a_telephone_need_not_scroll_sideways(window, address):
    show(window, address, width=390)

    wider = window.evaluate("""() => {
        const room = document.documentElement.clientWidth
        const beyond = element => element.getBoundingClientRect().right > room + 1
        return document.scrollingElement.scrollWidth > room
            ? [...document.querySelectorAll("article *")].filter(beyond).map(element => element.outerHTML.slice(0, 120))
            : null
    }""")

    assert wider is None


@every_width
@light_and_dark
def test_the_page_has_the_brightness_that_the_reader_has_chosen(window, width, scheme):
    """Otherwise the tests above would look at the same page twice."""
    show(window, "", width=width, scheme=scheme)

    assert brightness(window) > 0.8 if scheme == "light" else brightness(window) < 0.2


@light_and_dark
def test_without_javascript_the_readers_system_says_how_bright_the_page_is(window_without_javascript, scheme):
    show(window_without_javascript, "", width=390, scheme=scheme)

    seen = brightness(window_without_javascript)
    assert seen > 0.8 if scheme == "light" else seen < 0.2


def brightness(page: Page) -> float:
    """Return how bright the paper of a page is, from 0 to 1."""
    red, green, blue = page.evaluate(
        "() => getComputedStyle(document.body).backgroundColor.match(/[\\d.]+/g).slice(0, 3).map(Number)"
    )
    return (0.299 * red + 0.587 * green + 0.114 * blue) / 255


@every_kind
@every_width
def test_without_javascript_the_page_can_be_read_and_left(window_without_javascript, address, width):
    page = window_without_javascript
    show(page, address, width=width)

    assert page.get_by_role("main").get_by_role("heading", level=1).first.is_visible()
    assert len(page.get_by_role("main").inner_text().split()) > 10
    links = page.get_by_role("navigation").get_by_role("link")
    drawer = page.locator('label[for="__drawer"]:visible').first
    if width == 390 and drawer.count():
        drawer.click()
    assert links.locator("visible=true").count() > 0


@every_kind
def test_the_first_tab_shows_the_way_past_the_header(window, address):
    show(window, address, width=1280)

    window.keyboard.press("Tab")

    skip_link = window.locator(":focus")
    target = (skip_link.get_attribute("href") or "").removeprefix("#")
    window.wait_for_function("() => getComputedStyle(document.activeElement).opacity === '1'", timeout=2000)
    box = skip_link.bounding_box()
    assert box
    assert box["x"] >= 0
    assert box["y"] >= 0
    assert window.get_by_role("main").locator(f'[id="{target}"]').count() == 1
