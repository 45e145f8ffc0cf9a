"""The Neurons page's tiles, in a real Chromium: rows that are full, in the Draw page's order."""

from __future__ import annotations

import numpy as np
import pytest
from playwright.sync_api import Page, expect

from tests.browser.layout_shift import READY

READ_BOXES = """tiles => tiles.map((tile) => {
  const { left, top, width, height } = tile.querySelector("img").getBoundingClientRect();
  return [left, top, width, height];
})"""


@pytest.fixture(scope="module")
def page(browser, address) -> Page:
    with browser.new_context() as context:
        page = context.new_page()
        page.goto(f"{address}/neurons")
        page.locator(READY["neurons"]).first.wait_for()
        page.locator(".st-key-network button").first.click()  # dense
        expect(page.locator(".st-key-catalogue button")).to_have_count(128)
        yield page


def tiles(page: Page, width: int) -> np.ndarray:
    """Where the pictures are in a window of that width: (128, 4), their left, top, width and height."""
    page.set_viewport_size({"width": width, "height": 900})
    page.wait_for_function("width => document.documentElement.clientWidth === width", arg=width)
    page.wait_for_timeout(200)  # Streamlit's page follows the window's width
    return np.array(page.locator(".st-key-catalogue button").evaluate_all(READ_BOXES))


@pytest.mark.parametrize("width", [1300, 1024, 390])
def test_tiles_are_square_and_fill_their_rows(page, width):
    left, top, across, down = tiles(page, width).T
    room = page.locator(".st-key-catalogue").evaluate("element => element.clientWidth")
    assert np.allclose(across, down, atol=0.5)
    assert (left + across).max() - left.min() == pytest.approx(room, abs=1)
    _, counts = np.unique(top.round(), return_counts=True)
    assert len(set(counts)) == 1


def test_the_neurons_stand_in_the_order_that_the_network_view_has_them_in(page):
    """Row by row, as a text is read."""
    left, top, *_ = tiles(page, 1300).T
    rows = [np.unique(side.round(), return_inverse=True)[1] for side in (top, left)]
    assert np.lexsort(rows[::-1]).tolist() == list(range(128))
