"""Check that choices and meanings are visible if the system sets all colors."""

from tests.browser.conftest import DESKTOP

CHOSEN = """() => [...document.querySelectorAll("[aria-checked=true], [aria-current=page]")]
  .map((each) => getComputedStyle(each).outlineStyle)"""
GROUND = "(place) => getComputedStyle(document.querySelector(place)).backgroundColor"
MEAN = (".ink-outputs .ink-largest u", ".ink-legend .ink-push")  # what has a meaning by its color
TEXT = "(button) => [getComputedStyle(button).color, getComputedStyle(button).backgroundColor]"


def test_choices_and_meanings_are_visible_in_system_colors(open_page):
    page = open_page(DESKTOP, "?drawing=sample.7", forced_colors="active")
    page.locator(MEAN[0]).wait_for()
    chosen = page.evaluate(CHOSEN)
    assert len(chosen) >= 3 and {*chosen} == {"solid"}  # a page, a network and a pen
    ground = page.evaluate(GROUND, "body")
    assert all(page.evaluate(GROUND, place) not in (ground, "rgba(0, 0, 0, 0)") for place in MEAN)


def test_button_text_is_visible_in_system_colors(open_page):
    page = open_page(DESKTOP, "training", forced_colors="active")
    text, ground = page.locator("[data-testid=stBaseButton-primary]").first.evaluate(TEXT)
    assert text != ground
