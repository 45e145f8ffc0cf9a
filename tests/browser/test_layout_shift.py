"""Pages hold still while they load."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator

import pytest
from playwright.sync_api import BrowserContext

from tests.browser.conftest import DESKTOP, PHONE
from tests.browser.layout_shift import READY, load, watch

GOOD = 0.1  # https://web.dev/articles/cls
TRIES = 5  # where a browser has no time for frames, it lays out the page once Streamlit has filled it


@pytest.fixture(scope="module")
def contexts(browser) -> Iterator[dict[int, BrowserContext]]:
    """By a window's width, with what all pages need in its cache, and no page's own."""
    with contextlib.ExitStack() as stack:
        yield {
            viewport["width"]: stack.enter_context(browser.new_context(viewport=viewport))
            for viewport in (DESKTOP, PHONE)
        }


@pytest.mark.parametrize("viewport", [DESKTOP, PHONE], ids=["desktop", "phone"])
@pytest.mark.parametrize("path", READY, ids=lambda path: path or "draw")
def test_what_is_there_stays_where_it_is_while_the_rest_loads(contexts, address, path, viewport):
    sums = []
    while len(sums) < TRIES and (not sums or sums[-1] >= GOOD):
        with contexts[viewport["width"]].new_page() as page:
            watch(page)
            shifts = load(page, address, path)
        sums.append(sum(shift.value for shift in shifts))
    assert sums[-1] < GOOD, f"{sums}; in the last, {[shift for shift in shifts if shift.value > 0.01]}"
