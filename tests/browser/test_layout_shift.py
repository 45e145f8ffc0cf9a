"""Check that pages hold still while they load, and that their largest text is there first."""

import contextlib
from collections.abc import Callable, Iterator
from functools import cache
from typing import NamedTuple

import pytest

from tests.browser.conftest import DESKTOP, PHONE
from tests.browser.layout_shift import READY, Shift, load, watch
from tests.browser.page_pool import NO_PAGE

GOOD = 0.1  # https://web.dev/articles/cls
TRIES = 5  # a busy browser may only lay out the page after Streamlit has filled it
# Note which element holds the largest text ever painted.
LARGEST = """() => new PerformanceObserver((list) => {
  window.largest = list.getEntries().at(-1).element?.closest("#shell, #beginning, #root").id;
}).observe({ type: "largest-contentful-paint", buffered: true })"""


class Loaded(NamedTuple):
    """What we saw of a page: the sum of shifts of each load, the last load's shifts, and the largest text."""

    sums: list[float]
    shifts: list[Shift]
    largest: str  # the id of the element around it


@pytest.fixture(scope="module")
def loaded(browser, address) -> Iterator[Callable[[str, int], Loaded]]:
    """Return a function that loads a page by its path, in a window of that width, until it holds still.

    Each width has one window, and its cache has what all pages need but no page's own files.
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
                page.goto(f"{address}/{NO_PAGE}")  # to end the session of the page before
                page.evaluate("sessionStorage.clear()")
                shifts = load(page, address, path)
                largest = page.evaluate("window.largest")
                sums.append(sum(shift.value for shift in shifts))
            return Loaded(sums, shifts, largest)

        yield loaded


@pytest.mark.parametrize("viewport", [DESKTOP, PHONE], ids=["desktop", "phone"])
@pytest.mark.parametrize("path", READY, ids=lambda path: path or "draw")
def test_nothing_moves_while_the_rest_loads(loaded, path, viewport):
    sums, shifts, _ = loaded(path, viewport["width"])
    assert sums[-1] < GOOD, f"{sums}; in the last, {[shift for shift in shifts if shift.value > 0.01]}"


@pytest.mark.parametrize("path", ["", "lesson", "training"], ids=lambda path: path or "draw")
def test_the_largest_text_is_there_before_the_page(loaded, path):
    assert loaded(path, DESKTOP["width"]).largest in ("shell", "beginning")
