"""Pages hold still while they load, and what is largest on them is there first."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator
from functools import cache
from typing import NamedTuple

import pytest

from tests.browser.conftest import DESKTOP, PHONE
from tests.browser.layout_shift import READY, Shift, load, watch
from tests.browser.page_pool import NO_PAGE

GOOD = 0.1  # https://web.dev/articles/cls
TRIES = 5  # where a browser has no time for frames, it lays out the page once Streamlit has filled it
# Notes in what the largest text is that was ever painted
LARGEST = """() => new PerformanceObserver((list) => {
  window.largest = list.getEntries().at(-1).element?.closest("#shell, #beginning, #root").id;
}).observe({ type: "largest-contentful-paint", buffered: true })"""


class Loaded(NamedTuple):
    """What was seen of a page: the sum of shifts each time, those of the last time, and the largest text."""

    sums: list[float]
    shifts: list[Shift]
    largest: str  # the id of what it is in


@pytest.fixture(scope="module")
def loaded(browser, address) -> Iterator[Callable[[str, int], Loaded]]:
    """A function: a page by its path, in a window of that width, loaded until it holds still.

    For each width there is one window, with what all pages need in its cache, and no page's own.
    """
    with contextlib.ExitStack() as stack:
        windows = {
            viewport["width"]: stack.enter_context(browser.new_page(viewport=viewport))
            for viewport in (DESKTOP, PHONE)
        }
        for page in windows.values():
            watch(page)
            page.add_init_script(f"({LARGEST})()")

        @cache
        def loaded(path: str, width: int) -> Loaded:
            sums: list[float] = []
            while len(sums) < TRIES and (not sums or sums[-1] >= GOOD):
                page = windows[width]
                page.goto(f"{address}/{NO_PAGE}")  # which ends the session of the page before
                page.evaluate("sessionStorage.clear()")
                shifts = load(page, address, path)
                largest = page.evaluate("window.largest")
                sums.append(sum(shift.value for shift in shifts))
            return Loaded(sums, shifts, largest)

        yield loaded


@pytest.mark.parametrize("viewport", [DESKTOP, PHONE], ids=["desktop", "phone"])
@pytest.mark.parametrize("path", READY, ids=lambda path: path or "draw")
def test_what_is_there_stays_where_it_is_while_the_rest_loads(loaded, path, viewport):
    sums, shifts, _ = loaded(path, viewport["width"])
    assert sums[-1] < GOOD, f"{sums}; in the last, {[shift for shift in shifts if shift.value > 0.01]}"


@pytest.mark.parametrize("path", ["", "lesson", "training"], ids=lambda path: path or "draw")
def test_the_largest_text_of_a_page_is_there_before_the_page(loaded, path):
    assert loaded(path, DESKTOP["width"]).largest in ("shell", "beginning")
