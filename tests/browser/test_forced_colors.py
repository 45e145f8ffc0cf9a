"""Where the system gives all colors, one sees what is chosen, and what colors mean."""

from __future__ import annotations

from tests.browser.conftest import DESKTOP

CHOSEN = """() => [...document.querySelectorAll("[aria-checked=true], [aria-current=page]")]
  .map((each) => getComputedStyle(each).outlineStyle)"""
GROUND = "(place) => getComputedStyle(document.querySelector(place)).backgroundColor"
MEAN = (".ink-outputs .ink-largest u", ".ink-legend .ink-push")  # by their colors
TEXT = "(button) => [getComputedStyle(button).color, getComputedStyle(button).backgroundColor]"


def test_what_is_chosen_and_what_a_color_means_are_seen_in_the_system_s_own_colors(open_page):
    page = open_page(DESKTOP, "?drawing=sample.7", forced_colors="active")
    page.locator(MEAN[0]).wait_for()
    chosen = page.evaluate(CHOSEN)
    assert len(chosen) >= 3 and {*chosen} == {"solid"}  # a page, a network, a pen
    ground = page.evaluate(GROUND, "body")
    assert all(page.evaluate(GROUND, place) not in (ground, "rgba(0, 0, 0, 0)") for place in MEAN)


def test_what_is_written_on_a_button_is_seen_in_the_system_s_own_colors(open_page):
    page = open_page(DESKTOP, "training", forced_colors="active")
    text, ground = page.locator("[data-testid=stBaseButton-primary]").first.evaluate(TEXT)
    assert text != ground
