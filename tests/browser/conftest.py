"""Serve the app once, and open it in a Chromium."""

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
ASKED_IN_VAIN = r"/\w+/_stcore/"  # Streamlit first looks for its server below a page
# A page can close while Streamlit reads or writes to it; Streamlit logs that, but nothing is wrong.
LEFT = re.compile(
    r"websocket\.receive_bytes|a close message has been sent|a disconnect message has been received"
)
ENTRY = re.compile(r"^(?=\d{4}-\d\d-\d\d )", re.MULTILINE)  # start of an entry in a log
SECONDS = 1000  # in Playwright's milliseconds
expect.set_options(timeout=20 * SECONDS)  # because a busy machine shouldn't make a test fail
Page.wait_for_function = until  # works under the page's own policy


@pytest.fixture(scope="session")
def address(app) -> str:
    return app.address


@pytest.fixture(scope="session")
def pool(browser) -> PagePool:
    return PagePool(browser)


@pytest.fixture
def take(pool: PagePool, address: str) -> Iterator[Callable[..., Page]]:
    """Return a function that gives a blank page, for a test that opens the app itself or in a frame."""
    pages = []

    def take(viewport: dict = DESKTOP, **options) -> Page:
        pages.append(pool.take(viewport, **options))
        return pages[-1]

    yield take
    for page in pages:
        pool.give_back(page, address)


@contextlib.contextmanager
def opener(pool: PagePool, address: str, log: Path) -> Iterator[Callable[..., Page]]:
    """Open the app's pages; fail afterwards if the console or the server's log has errors."""
    pages, prepared, complaints = [], [], []
    known = log.stat().st_size

    def on_console(said: ConsoleMessage) -> None:
        if said.type == "error" and not re.search(ASKED_IN_VAIN, said.location["url"]):
            complaints.append(said.text)

    def on_error(error: Error) -> None:
        complaints.append(str(error))

    def open_it(
        viewport: dict = DESKTOP,
        path: str = "",
        before: Callable[[Page], None] | None = None,
        reduced_motion: str = "reduce",  # people need motion, but it costs a quarter of a test's time
        **options,
    ) -> Page:
        page = pool.take(viewport, reduced_motion=reduced_motion, **options)
        pages.append(page)
        page.set_default_timeout(30 * SECONDS)
        page.on("console", on_console)
        page.on("pageerror", on_error)
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
    for page in prepared:  # listeners and changed connections stay, so no other test gets these pages
        page.context.close()
    for page in pages:
        pool.give_back(page, address)
        page.remove_listener("console", on_console)
        page.remove_listener("pageerror", on_error)
    assert complaints == []
    assert failures_in(log.read_bytes()[known:].decode(errors="replace")) == []


def failures_in(log: str) -> list[str]:
    """Return a log's entries that are about an error of the server."""
    return [entry for entry in ENTRY.split(log) if "Traceback" in entry and not LEFT.search(entry)]


@pytest.fixture
def open_page(pool: PagePool, address: str, log: Path) -> Iterator[Callable[..., Page]]:
    """Open pages for one test."""
    with opener(pool, address, log) as open_it:
        yield open_it


@pytest.fixture(scope="module")
def open_shared_page(pool: PagePool, address: str, log: Path) -> Iterator[Callable[..., Page]]:
    """Open pages for the tests of a file that only look."""
    with opener(pool, address, log) as open_it:
        yield open_it


@pytest.fixture(scope="module")
def used_page(open_shared_page: Callable[..., Page]) -> Page:
    """Open a Draw page that the tests of a file share."""
    return open_shared_page()


@pytest.fixture
def blank_page(used_page: Page) -> Page:
    """Return that page, blank and without a card, for a test that doesn't depend on how a page starts.

    This takes a third of the time that loading a page takes.
    """
    make_blank(used_page)
    return used_page
