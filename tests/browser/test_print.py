"""Check how a page looks on paper, in any theme."""

import json
import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.browser.pen import SAMPLES, draw
from views.lesson.steps.steps import BY_ID, STEPS

PRESSED = ("stHeader", "stButton", "stButtonGroup", "stPopover")
COLORS = """element => [element, document.querySelector(".stApp")].map((each, place) =>
  getComputedStyle(each)[["color", "backgroundColor"][place]])"""


@pytest.fixture(scope="module")
def printed(open_shared_page) -> Iterator[Page]:
    """Yield the Draw page with a digit on it, as a printer gets it from the dark theme."""
    page = open_shared_page(color_scheme="dark")
    draw(page, SAMPLES[7])
    expect(page.locator(".st-key-answer")).to_contain_text("7")
    page.emulate_media(media="print")
    yield page
    page.emulate_media(media="screen")


def test_paper_has_no_buttons(printed):
    for name in PRESSED:
        for each in printed.get_by_test_id(name).all():
            expect(each).to_be_hidden()
    for key in ("starters", "copy_link", "projector", "foot"):
        expect(printed.locator(f".st-key-{key}")).to_be_hidden()


def test_paper_is_black_on_white(printed):
    for shown in (".st-key-answer strong", ".st-key-network_view canvas"):
        expect(printed.locator(shown).first).to_be_visible()
    for text in (".st-key-answer p", ".st-key-network_view figcaption b"):
        assert printed.locator(text).first.evaluate(COLORS) == ["rgb(0, 0, 0)", "rgb(255, 255, 255)"]


PRINT = "window.print = () => (window.printed = document.body.cloneNode(true))"
# For a dialog, which can't be replaced: what is printed stays marked.
KEEP = """window.print = () => {
  const marked = document.querySelectorAll("[data-printed], [data-printing], [data-unprinted]");
  window.marks = [...marked].map((each) => [each, { ...each.dataset }]);
}"""
AGAIN = "window.marks.forEach(([each, data]) => Object.assign(each.dataset, data))"
PRINTED = "document.body.replaceChildren(...window.printed.childNodes)"


def test_only_the_plan_is_printed(open_page):
    page = open_page(path="plan")
    plan = page.locator(".st-key-paper")
    expect(plan.get_by_role("heading", name="10 minutes")).to_be_visible()
    page.evaluate(PRINT)
    plan.get_by_role("button", name="Print").click()
    page.emulate_media(media="print")
    page.evaluate(PRINTED)
    expect(plan).to_contain_text("Minutes 6 to 10.")
    for hidden in (".st-key-paper_list", ".st-key-paper_tools", '[data-testid="stHeader"]'):
        expect(page.locator(hidden).first).to_be_hidden()


def test_what_was_seen_is_printed_alone_on_two_sheets_at_most(open_page):
    done = {"done": [*BY_ID], "guesses": {id: 0 for id, step in BY_ID.items() if step.guess}}
    stored = json.dumps(done | {"right": done["guesses"], "drawing": "sample.4"})
    page = open_page(
        path="lesson?step=end",
        before=lambda page: page.add_init_script(f"localStorage.setItem('inkling.lesson.1', {stored!r})"),
    )
    page.locator(".st-key-seen button:visible").click()
    seen = page.locator(".ink-seen")
    expect(seen.locator("section")).to_have_count(len(STEPS) - 1)
    page.evaluate(KEEP)
    seen.get_by_role("button", name="Print").click()
    page.emulate_media(media="print")
    page.evaluate(AGAIN)
    expect(seen.get_by_role("heading", name="What I have seen")).to_be_visible()
    for hidden in (".ink-seen > button", '[data-testid="stHeader"]', ".st-key-lesson"):
        expect(page.locator(hidden).first).to_be_hidden()
    assert 1 <= len(re.findall(rb"/Type\s*/Page\b", page.pdf(format="A4", prefer_css_page_size=True))) <= 2


def test_each_slide_fills_a_sheet(open_page):
    page = open_page(path="present")
    page.evaluate(PRINT)
    page.locator(".ink-slides section").last.wait_for()
    page.locator(".ink-print").click()
    page.emulate_media(media="print")
    page.evaluate(PRINTED)
    for hidden in (".ink-slide-tools", ".st-key-slide_downloads", '[data-testid="stHeader"]'):
        expect(page.locator(hidden).first).to_be_hidden()
    slides = page.locator(".ink-slides section")
    expect(slides).to_have_count(9)
    for slide in slides.all():
        expect(slide.locator("p")).to_be_visible()
        high, picture = (each.bounding_box()["height"] for each in (slide, slide.locator("img").first))
        assert high > 600 and picture > high / 3
    assert page.pdf(prefer_css_page_size=True).count(b"/Type /Page\n") == 9


PLACES = """() => [...document.querySelectorAll(".ink-shown :is(h2, img, p), .ink-remote")].map((each) => {
  const { left, right, top, bottom } = each.getBoundingClientRect();
  return [left >= 0, top >= 0, right <= innerWidth, bottom <= innerHeight, each.textContent];
})"""


@pytest.mark.parametrize("window", [(1366, 768), (1024, 768), (390, 844)])
def test_a_slide_fits_the_window_with_its_picture_60_percent_high(open_page, window):
    width, height = window
    page = open_page({"width": width, "height": height}, "present")
    page.locator(".ink-start").click()
    for _number in range(9):
        assert all(all(inside) for *inside, _text in page.evaluate(PLACES)), page.evaluate(PLACES)
        pictures = page.locator(".ink-shown img")
        side = pictures.first.bounding_box()["height"]
        room = min(0.6 * height, 0.92 * width / pictures.count() - 0.02 * width)
        assert abs(side - room) < 2
        page.keyboard.press("PageDown")
        page.keyboard.press("PageDown")
    expect(page.get_by_test_id("stHeader")).to_be_hidden()
    page.keyboard.press("Escape")
    expect(page.get_by_test_id("stHeader")).to_be_visible()
