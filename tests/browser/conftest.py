"""The app, served once, and a Chromium to see it in."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.chromium import ARGUMENTS, find_chromium
from tests.browser.pen import SURFACE
from tests.browser.server import App, serve

DESKTOP = {"width": 1300, "height": 900}
PHONE = {"width": 390, "height": 844}
SECONDS = 1000  # in Playwright's milliseconds
expect.set_options(timeout=20 * SECONDS)  # a busy machine is no failure


@pytest.fixture(scope="session")
def browser_type_launch_args() -> dict:
    return {"executable_path": find_chromium(), "args": ARGUMENTS}


@pytest.fixture(scope="session")
def log(tmp_path_factory) -> Path:
    return tmp_path_factory.mktemp("server") / "log"


@pytest.fixture(scope="session")
def app(log) -> Iterator[App]:
    with serve(log=log) as app:
        yield app


@pytest.fixture(scope="session")
def address(app) -> str:
    return app.address


@contextlib.contextmanager
def opener(browser: Browser, address: str, log: Path) -> Iterator[Callable[..., Page]]:
    """Open the app in a context of its own; afterwards, neither console nor server may have complained."""
    contexts, complaints = [], []

    def open_it(
        viewport: dict = DESKTOP, before: Callable[[Page], None] = lambda page: None, **options
    ) -> Page:
        context = browser.new_context(viewport=viewport, **options)
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(30 * SECONDS)
        page.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.complaints = complaints
        before(page)
        page.goto(address)
        page.locator(SURFACE).wait_for(timeout=60 * SECONDS)
        page.locator(".st-key-network_view canvas").first.wait_for(timeout=60 * SECONDS)
        return page

    yield open_it
    for context in contexts:
        context.close()
    assert complaints == []
    assert "Traceback" not in log.read_text(errors="replace")


@pytest.fixture
def open_page(browser: Browser, address: str, log: Path) -> Iterator[Callable[..., Page]]:
    """Pages for one test."""
    with opener(browser, address, log) as open_it:
        yield open_it


@pytest.fixture(scope="module")
def open_shared_page(browser: Browser, address: str, log: Path) -> Iterator[Callable[..., Page]]:
    """Pages for the tests of a file that only look."""
    with opener(browser, address, log) as open_it:
        yield open_it
