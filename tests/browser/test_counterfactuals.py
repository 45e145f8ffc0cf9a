"""Check what would change the answer, in a real Chromium: search, show, do and undo."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from model.preprocess.pen import CANVAS_SIZE
from tests.browser.card import click_output, expect_whole, heading
from tests.browser.draw_page import DRAWN, choose_network, click, expect_answer, expect_settled
from tests.browser.pen import SAMPLES, draw
from tests.browser.waiting import soon

READ_POINTS = """lines => lines.flatMap((line) => [...line.points].map(({ x, y }) => [x, y]))"""
IS_INK = """(canvas, [x, y, size]) => {
  const at = (length) => Math.round((length * canvas.width) / size);
  return canvas.getContext("2d").getImageData(at(x), at(y), 1, 1).data[3] > 0;
}"""


def open_output(page: Page, digit: int) -> None:
    click_output(page, digit)
    expect(heading(page)).to_contain_text(f"Digit {digit}")
    expect_whole(page)


def draw_and_open(page: Page, network: str, drawn: int, digit: int) -> None:
    """Draw a ready-made drawing stroke by stroke, and open a digit's card."""
    choose_network(page, network)
    draw(page, SAMPLES[drawn])
    expect_settled(page)
    open_output(page, digit)


def part(page: Page) -> Locator:
    return page.locator(".st-key-counterfactuals")


def look(page: Page) -> Locator:
    """Search; return the tiles."""
    part(page).get_by_role("button", name="Search").click()
    expect(part(page).get_by_role("status")).not_to_be_empty()
    return part(page).locator("button.ink-change")


@pytest.mark.parametrize(("network", "digit"), [("dense", 1), ("conv", 4)])
def test_a_click_changes_the_drawing_and_undo_restores_it(blank_page, network, digit):
    page = blank_page
    draw_and_open(page, network, drawn=digit, digit=digit)
    expect_answer(page, digit)
    tiles, canvas = look(page), page.locator(DRAWN)
    for number in range(tiles.count()):
        tile = tiles.nth(number)
        promised = int(re.search(r"the answer is (\d)\.", tile.inner_text())[1])
        assert promised != digit
        added = tile.locator("polyline.ink-added").evaluate_all(READ_POINTS)
        tile.click()
        expect_answer(page, promised)
        expect_settled(page)
        for point in added:
            assert soon(page, lambda at=point: canvas.evaluate(IS_INK, [*at, CANVAS_SIZE]), True)
        expect_answer(page, promised)
        expect(tiles).to_have_count(0)
        click(page, "undo")
        expect_answer(page, digit)
        expect(tiles.nth(number)).to_be_visible()
