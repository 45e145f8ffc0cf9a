"""Pages hold still while they load."""

from __future__ import annotations

import pytest

from tests.browser.conftest import DESKTOP, PHONE
from tests.browser.layout_shift import READY, load, watch

GOOD = 0.1  # https://web.dev/articles/cls
TRIES = 5  # where a browser has no time for frames, it lays out the page once Streamlit has filled it


@pytest.mark.parametrize("viewport", [DESKTOP, PHONE], ids=["desktop", "phone"])
@pytest.mark.parametrize("path", READY, ids=lambda path: path or "draw")
def test_what_is_there_stays_where_it_is_while_the_rest_loads(browser, address, path, viewport):
    sums = []
    while len(sums) < TRIES and (not sums or sums[-1] >= GOOD):
        with browser.new_context(viewport=viewport) as context:
            page = context.new_page()
            watch(page)
            shifts = load(page, address, path)
        sums.append(sum(shift.value for shift in shifts))
    assert sums[-1] < GOOD, f"{sums}; in the last, {[shift for shift in shifts if shift.value > 0.01]}"
