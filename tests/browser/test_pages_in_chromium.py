"""Every kind of page in a real browser: on a telephone and on a desk, by day and by night."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import cycle

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from tests.building import EVERY_PAGE, HAS_THE_SAMPLE

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
    "manual-reference": "manual/vocabulary/",
    "lost": "404.html",
}
"""The address of one page of every kind."""

WIDTHS = {390: 844, 1280: 800}
"""The widths of a telephone and of a desk, with heights that go with them."""

AXE = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "resultTypes": ["violations"],
}

LOOKS = [(390, "light"), (1280, "dark"), *([(390, "dark"), (1280, "light")] if EVERY_PAGE else [])]
"""Each width once and each light once, which `make pages` completes."""

LOOK_OF = dict(zip(KINDS.values(), cycle(LOOKS[:2])))
"""Kinds of pages are laid out and coloured by the same style sheet, so they take turns."""

every_width = pytest.mark.parametrize("width", WIDTHS)
light_and_dark = pytest.mark.parametrize("scheme", ["light", "dark"])


class Window:
    """A window of the browser, which does not open a page again that it shows already.

    What goes wrong from the moment when a page is asked for anew is noted.
    """

    def __init__(self, page: Page, home: str) -> None:
        self.page = page
        self.wrong: list[str] = []
        self._open: tuple[str, str, int] | None = None
        note = self.wrong.append
        page.on("request", lambda request: request.url.startswith((home, "data:")) or note(request.url))
        page.on("requestfailed", lambda request: note(f"{request.url}: {request.failure}"))
        page.on("response", lambda response: response.status < 400 or note(f"{response.url}: {response.status}"))
        page.on("console", lambda message: message.type in {"error", "warning"} and note(message.text))
        page.on("pageerror", lambda error: note(str(error)))

    def show(self, address: str, *, width: int, scheme: str = "light") -> Page:
        wanted = address, scheme, width
        if self._open != wanted:
            show(self.page, address, width=width, scheme=scheme)
            self._open = wanted
        return self.page

    def show_anew(self, address: str, *, width: int, scheme: str) -> Page:
        self.page.goto("about:blank")  # what the page before this one has not finished is not this one's
        self.wrong.clear()
        self._open = None
        return self.show(address, width=width, scheme=scheme)


@pytest.fixture(scope="module", params=KINDS.values(), ids=KINDS)
def address(request: pytest.FixtureRequest) -> str:
    """Give one page after the other, each with all that is asked of it, so that it is opened few times."""
    return request.param


@pytest.fixture(scope="module")
def window(browser: Browser, sample_server: str) -> Iterator[Window]:
    """Open one window for all tests of this file; each says what it shows, its width and its colours."""
    with browser.new_context(base_url=sample_server, reduced_motion="reduce") as context:
        context.add_init_script("localStorage.clear()")
        yield Window(context.new_page(), sample_server)


class StillWindow:
    """A window without JavaScript.

    What it shows follows from the page, its width and the reader's colours, whatever was there before; so a page is
    opened once, and then looked at in another width.
    """

    def __init__(self, page: Page) -> None:
        self.page = page
        self._open: str | None = None

    def show(self, address: str, *, width: int, scheme: str = "light") -> Page:
        if self._open != address:
            show(self.page, address, width=width, scheme=scheme)
            self._open = address
        else:
            look(self.page, width=width, scheme=scheme)
        return self.page


@pytest.fixture(scope="module")
def window_without_javascript(browser: Browser, sample_server: str) -> Iterator[StillWindow]:
    with browser.new_context(base_url=sample_server, java_script_enabled=False) as context:
        yield StillWindow(context.new_page())


def look(page: Page, *, width: int, scheme: str) -> None:
    page.set_viewport_size({"width": width, "height": WIDTHS[width]})
    page.emulate_media(color_scheme=scheme, reduced_motion="reduce")


def show(page: Page, address: str, *, width: int, scheme: str = "light") -> None:
    look(page, width=width, scheme=scheme)
    response = page.goto(address)
    assert response
    assert response.ok, f"{response.url}: {response.status}"


def test_a_page_asks_no_other_host_and_the_console_stays_silent(window, address):
    page = window.show_anew(address, width=1280, scheme="dark")
    page.evaluate("() => new Promise(resolve => requestIdleCallback(resolve, { timeout: 2000 }))")

    assert window.wrong == []


def test_the_first_tab_shows_the_way_past_the_header(window, address):
    page = window.show(address, width=1280, scheme="dark")

    page.keyboard.press("Tab")

    skip_link = page.locator(":focus")
    target = (skip_link.get_attribute("href") or "").removeprefix("#")
    page.wait_for_function("() => getComputedStyle(document.activeElement).opacity === '1'", timeout=2000)
    box = skip_link.bounding_box()
    assert box
    assert box["x"] >= 0
    assert box["y"] >= 0
    assert page.get_by_role("main").locator(f'[id="{target}"]').count() == 1


def test_axe_finds_nothing(window, address):
    """On a telephone by day or on a desk by night; `make pages` looks at every page in every width and every light."""
    width, scheme = LOOK_OF[address]
    found = Axe().run(window.show(address, width=width, scheme=scheme), options=AXE)

    assert found.violations_count == 0, found.generate_report()


def test_a_telephone_need_not_scroll_sideways(window, address):
    page = window.show(address, width=390)

    wider = page.evaluate("""() => {
        const room = document.documentElement.clientWidth
        const beyond = element => element.getBoundingClientRect().right > room + 1
        return document.scrollingElement.scrollWidth > room
            ? [...document.querySelectorAll("article *")].filter(beyond).map(element => element.outerHTML.slice(0, 120))
            : null
    }""")

    assert wider is None


@pytest.mark.parametrize("width", [1280, 390])  # the telephone last, which opens the drawer
def test_without_javascript_the_page_can_be_read_and_left(window_without_javascript, address, width):
    page = window_without_javascript.show(address, width=width)

    assert page.get_by_role("main").get_by_role("heading", level=1).first.is_visible()
    assert len(page.get_by_role("main").inner_text().split()) > 10
    links = page.get_by_role("navigation").get_by_role("link")
    drawer = page.locator('label[for="__drawer"]:visible').first
    if width == 390 and drawer.count():
        drawer.click()
    assert links.locator("visible=true").count() > 0


@every_width
@light_and_dark
def test_the_page_has_the_brightness_that_the_reader_has_chosen(window, width, scheme):
    """Otherwise the tests above would look at the same page twice."""
    page = window.show("", width=width, scheme=scheme)

    assert brightness(page) > 0.8 if scheme == "light" else brightness(page) < 0.2


@light_and_dark
def test_without_javascript_the_readers_system_says_how_bright_the_page_is(window_without_javascript, scheme):
    seen = brightness(window_without_javascript.show("", width=390, scheme=scheme))

    assert seen > 0.8 if scheme == "light" else seen < 0.2


@pytest.mark.skipif(not EVERY_PAGE, reason="`make pages` looks at every page, which takes minutes")
@every_width
@light_and_dark
def test_axe_finds_nothing_on_any_page(window, sample_site, width, scheme):
    found = {}
    for address in sample_site.addresses:
        seen = Axe().run(window.show(address, width=width, scheme=scheme), options=AXE)
        if seen.violations_count:
            found[address] = seen.generate_report()

    assert found == {}


def brightness(page: Page) -> float:
    """Return how bright the paper of a page is, from 0 to 1."""
    red, green, blue = page.evaluate(
        "() => getComputedStyle(document.body).backgroundColor.match(/[\\d.]+/g).slice(0, 3).map(Number)"
    )
    return (0.299 * red + 0.587 * green + 0.114 * blue) / 255
