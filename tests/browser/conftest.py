"""The app, served once, and a Chromium to see it in."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import ConsoleMessage, Error, Page, expect

from tests.browser.draw_page import make_blank
from tests.browser.layout_shift import READY
from tests.browser.page_pool import PagePool
from tests.browser.pen import SURFACE
from tests.browser.waiting import until, until_page

DESKTOP = {"width": 1300, "height": 900}
PHONE = {"width": 390, "height": 844}
ASKED_IN_VAIN = r"/\w+/_stcore/"  # Streamlit looks for its server below a page first
# A page is left while Streamlit reads or writes to it: that is in its log, and nothing is wrong.
LEFT = re.compile(
    r"websocket\.receive_bytes|a close message has been sent|a disconnect message has been received"
)
ENTRY = re.compile(r"^(?=\d{4}-\d\d-\d\d )", re.MULTILINE)  # of a log
SECONDS = 1000  # in Playwright's milliseconds
expect.set_options(timeout=20 * SECONDS)  # a busy machine is no failure
Page.wait_for_function = until  # the page's policy stays in force


@pytest.fixture(scope="session")
def address(app) -> str:
    return app.address


@pytest.fixture(scope="session")
def pool(browser) -> PagePool:
    return PagePool(browser)


@pytest.fixture
def take(pool: PagePool, address: str) -> Iterator[Callable[..., Page]]:
    """A function: a page for one test that opens the app itself, or a page of others with the app in it."""
    pages = []

    def take(viewport: dict = DESKTOP, **options) -> Page:
        pages.append(pool.take(viewport, **options))
        return pages[-1]

    yield take
    for page in pages:
        pool.give_back(page, address)


@contextlib.contextmanager
def opener(pool: PagePool, address: str, log: Path) -> Iterator[Callable[..., Page]]:
    """Open one of the app's pages; afterwards, neither console nor server may have complained."""
    pages, prepared, complaints = [], [], []
    known = log.stat().st_size

    def hear(said: ConsoleMessage) -> None:
        if said.type == "error" and not re.search(ASKED_IN_VAIN, said.location["url"]):
            complaints.append(said.text)

    def hear_error(error: Error) -> None:
        complaints.append(str(error))

    def open_it(
        viewport: dict = DESKTOP,
        path: str = "",
        before: Callable[[Page], None] | None = None,
        reduced_motion: str = "reduce",  # what moves is for eyes, and costs a quarter of a test's time
        **options,
    ) -> Page:
        page = pool.take(viewport, reduced_motion=reduced_motion, **options)
        pages.append(page)
        page.set_default_timeout(30 * SECONDS)
        page.on("console", hear)
        page.on("pageerror", hear_error)
        page.complaints = complaints
        if before:
            prepared.append(page)
            before(page)
        page.goto(f"{address}/{path}")
        name = path.partition("?")[0]
        for shown in (READY[name],) if name else (SURFACE, ".st-key-network_view canvas"):
            page.locator(shown).first.wait_for(timeout=60 * SECONDS)
        until_page(page)
        return page

    yield open_it
    for page in prepared:  # who listens there, or has taken over its lines, can't be taken away again
        page.context.close()
    for page in pages:
        pool.give_back(page, address)
        page.remove_listener("console", hear)
        page.remove_listener("pageerror", hear_error)
    assert complaints == []
    assert failures_in(log.read_bytes()[known:].decode(errors="replace")) == []


def failures_in(log: str) -> list[str]:
    """Those of a log's entries that tell of an error of the server's."""
    return [entry for entry in ENTRY.split(log) if "Traceback" in entry and not LEFT.search(entry)]


@pytest.fixture
def open_page(pool: PagePool, address: str, log: Path) -> Iterator[Callable[..., Page]]:
    """Pages for one test."""
    with opener(pool, address, log) as open_it:
        yield open_it


@pytest.fixture(scope="module")
def open_shared_page(pool: PagePool, address: str, log: Path) -> Iterator[Callable[..., Page]]:
    """Pages for the tests of a file that only look."""
    with opener(pool, address, log) as open_it:
        yield open_it


@pytest.fixture(scope="module")
def used_page(open_shared_page: Callable[..., Page]) -> Page:
    """A Draw page that one test of a file after another uses."""
    return open_shared_page()


@pytest.fixture
def blank_page(used_page: Page) -> Page:
    """That page, blank and with no card, for a test that does not ask what a page begins with.

    It takes a third of the time that it takes to load one.
    """
    make_blank(used_page)
    return used_page
