"""Check two drawings, in a real Chromium: one is pinned, and the whole page goes from it to the other."""

import re

import numpy as np
import pytest
from playwright.sync_api import Locator, Page, expect

from model.network import forward, load_network
from tests.browser.conftest import DESKTOP, PHONE
from tests.browser.draw_page import click, expect_answer, expect_blank, expect_settled, open_drawer, within
from tests.browser.pen import SAMPLES, SURFACE, draw
from tests.browser.windows import turn

PAIR = ".ink-pair"
LAST = """() => {
  const { image, share, pinned } = inkling.readings.last;
  return { image: [...image], share, pinned: [...pinned.image] };
}"""


def expect_flips(page: Page) -> Locator:
    """Return the marks of all flips, after the page has found them."""
    expect(page.locator(PAIR)).to_have_attribute("data-flips", re.compile("[1-9]"))
    return page.locator(".ink-flips button")


def last(page: Page) -> dict[str, object]:
    """Return the last reading: its image, the pinned one, and the share of the way."""
    found = page.evaluate(LAST)
    return {
        name: np.float32(value).reshape(28, 28) if name != "share" else value for name, value in found.items()
    }


def test_the_slider_leads_from_the_pinned_drawing_to_the_new_one(open_page):
    page = open_page()
    button = page.get_by_role("button", name="Keep to compare")
    open_drawer(page, "compare")
    expect(button).to_be_disabled()
    draw(page, SAMPLES[4])
    expect_settled(page)
    button.click()
    expect(page.locator(PAIR)).to_contain_text("Draw again to see")
    click(page, "clear")
    expect_blank(page)
    draw(page, SAMPLES[9])
    expect_settled(page)
    ends = page.locator(f"{PAIR} figcaption b")
    expect(ends).to_have_text(["4", "9"])
    found = last(page)
    network = load_network("dense")
    before, after = (forward(network, found[name]) for name in ("pinned", "image"))
    for name in ("hidden1", "hidden2"):
        said = f"{((before[name] > 0) != (after[name] > 0)).sum()} switched"
        expect(page.locator(f"figure[data-layer={name}] figcaption em")).to_have_text(said)

    marks = expect_flips(page)
    said = re.match(r"From (4|not a digit) to 9,", marks.last.get_attribute("title"))
    marks.last.click()
    expect_answer(page, 9)
    marks.last.click()
    expect(page.locator(".st-key-answer")).to_contain_text(re.compile(said[1], re.IGNORECASE))
    slider = page.get_by_role("slider", name="From the drawing you kept")
    slider.press("Home")
    expect_answer(page, 4)
    expect(page.locator("figure[data-layer=hidden1] figcaption em")).to_have_text("0 switched")
    assert (last(page)["image"] == found["pinned"]).all() and last(page)["share"] == 0
    slider.press("ArrowRight")
    assert 0 < last(page)["share"] < 0.1
    expect(page.locator("canvas.ink-between")).to_be_visible()
    slider.press("End")
    expect_answer(page, 9)
    assert (last(page)["image"] == found["image"]).all()
    expect(page.locator("canvas.ink-between")).to_have_count(0)

    slider.press("Home")
    draw(page, [[(20, 250), (60, 250)]])  # a stroke leads back to the current drawing
    expect_settled(page)
    assert last(page)["share"] == 1
    click(page, "undo")
    expect_answer(page, 9)
    page.get_by_role("link", name="Neurons").first.click()
    page.get_by_role("link", name="Draw").first.click()
    expect_flips(page)
    page.get_by_role("button", name="Remove").click()
    expect(page.locator(PAIR)).to_have_count(0)
    expect(page.locator("figure[data-layer=hidden1] figcaption em")).to_be_hidden()
    page.wait_for_function("!location.search.includes('kept=')")


@pytest.fixture(scope="module")
def with_one_pinned(open_shared_page) -> Page:
    """Return a page whose link pins a 4, with a 9 drawn."""
    page = open_shared_page(path="?kept=sample.4")
    expect(page.locator(f"{PAIR} figcaption b")).to_have_text(["4", ""])
    draw(page, SAMPLES[9])
    expect_flips(page)
    return page


@pytest.mark.parametrize("size", [PHONE, {"width": 1024, "height": 768}, DESKTOP], ids=str)
def test_a_link_pins_a_drawing_and_both_fit_on_one_screen(with_one_pinned, size):
    page = with_one_pinned
    page.set_viewport_size(size)
    turn(page, "light")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    if size is PHONE:
        return
    for part in (SURFACE, ".st-key-answer", PAIR, ".st-key-network_view"):
        assert within(page, part), part
