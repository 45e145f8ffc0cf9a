"""Check the Neurons page's tiles, in a real Chromium: rows are full, and in the Draw page's order."""

import numpy as np
import pytest
from playwright.sync_api import Page, expect

from tests.browser.layout_shift import READY
from tests.browser.waiting import settled
from views.parts.looks.encode import unit_grid

READ_BOXES = """tiles => tiles.map((tile) => {
  const { left, right, top } = tile.getBoundingClientRect();
  const { width, height } = tile.firstChild.getBoundingClientRect();
  return [left, right, top, width, height];
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
    """Return for that window width (128, 5): each tile's left, right, top, its picture's width and height."""
    page.set_viewport_size({"width": width, "height": 900})
    page.wait_for_function("width => document.documentElement.clientWidth === width", arg=width)
    page.wait_for_timeout(100)  # until Streamlit's page has the window's width
    buttons = page.locator(".st-key-catalogue button")
    return np.array(settled(page, lambda: buttons.evaluate_all(READ_BOXES), 100))


@pytest.mark.parametrize("width", [1300, 1024, 390])
def test_tiles_are_square_and_fill_their_rows(page, width):
    """On a laptop and on a phone they have the rows and columns of the network view."""
    left, right, top, across, down = tiles(page, width).T
    room = page.locator(".st-key-catalogue").evaluate("element => element.clientWidth")
    assert np.allclose(across, down, atol=0.5)
    assert right.max() - left.min() == pytest.approx(room, abs=1)
    row, col = (np.unique(side.round(), return_inverse=True)[1] for side in (top, left))
    columns = unit_grid(128)[1] if width != 1024 else col.max() + 1
    assert (row * columns + col).tolist() == list(range(128))


def test_a_tile_on_a_phone_only_shows_its_number(page):
    for width, lines in ((1300, 4), (390, 1)):
        tiles(page, width)
        said = page.locator(".st-key-catalogue button span").evaluate_all(
            "all => all.map((each) => each.innerText)"
        )
        assert [each.split("\n")[0] for each in said] == [str(number) for number in range(128)]
        assert {len(each.split("\n")) for each in said} <= {lines, lines - 1}, said
