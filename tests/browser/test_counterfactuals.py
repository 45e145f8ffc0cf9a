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
GHOSTS = ".st-key-canvas svg.ink-ghosts polyline"


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


def test_ghost_ink_shows_while_a_tile_is_hovered_or_focused(blank_page):
    page = blank_page
    draw_and_open(page, "dense", drawn=1, digit=1)
    tile = look(page).first
    ghosts = page.locator(GHOSTS)
    expect(ghosts).to_have_count(0)
    tile.hover()
    expect(ghosts).not_to_have_count(0)
    over, canvas = (
        page.locator(each).first.bounding_box()
        for each in (".st-key-canvas svg.ink-ghosts", ".st-key-canvas canvas.upper-canvas")
    )
    assert over == pytest.approx(canvas, abs=1)
    page.mouse.move(5, 5)
    expect(ghosts).to_have_count(0)
    page.keyboard.press("Tab")
    tile.focus()
    expect(ghosts).not_to_have_count(0)
    click_output(page, 7)
    expect(heading(page)).to_contain_text("Digit 7")
    expect(ghosts).to_have_count(0)


def test_another_digit_s_card_works_with_the_keyboard(blank_page):
    page = blank_page
    draw_and_open(page, "conv", drawn=1, digit=7)
    button = part(page).get_by_role("button", name="Search")
    button.press("Enter")
    tile = part(page).locator("button.ink-change").first
    expect(tile).to_contain_text("the answer is 7.")
    expect(tile).to_be_focused()
    tile.press("Enter")
    expect_answer(page, 7)
    expect(part(page).get_by_role("button", name="Search")).to_be_focused()


def test_a_new_stroke_cancels_the_search(blank_page):
    page = blank_page
    draw_and_open(page, "conv", drawn=1, digit=1)
    part(page).get_by_role("button", name="Search").click()
    draw(page, [[(20, 250), (60, 250)]])
    expect_settled(page)
    expect(part(page).get_by_role("button", name="Search")).to_be_visible()
    expect(part(page).locator("button.ink-change")).to_have_count(0)
