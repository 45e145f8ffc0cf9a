"""Check the shell that can be drawn on before the page: it answers, and the page takes over every stroke."""

import re

import pytest
from playwright.sync_api import Page, Route, expect

from tests.browser.conftest import DESKTOP, PHONE
from tests.browser.draw_page import click, expect_answer, expect_settled
from tests.browser.layout_shift import READY
from tests.browser.waiting import settled, soon, until, until_page
from tests.samples import SAMPLES
from tests.site.served import draw_at_once, whole_code
from views.session.drawing.drawing_code import decode_drawing

STREAMLIT = re.compile(r"/static/js/index\.[\w-]+\.js$")
CANVAS = re.compile(r"streamlit_drawable_canvas/index-[\w-]+\.js$")


def hold(page: Page, address: re.Pattern) -> list[Route]:
    """Hold a file back until `let_go`."""
    held: list[Route] = []
    page.route(address, lambda route: held.append(route))
    return held


def let_go(page: Page, held: list[Route]) -> None:
    while not held:
        page.wait_for_timeout(20)
    held[0].continue_()


PAINTED = """[...document.querySelectorAll("#root *")]
  .filter((each) => getComputedStyle(each).visibility === "visible")
  .map((each) => each.outerHTML)"""
# Return the left, top and bottom of the first text with these words.
PLACED = """([place, said]) => {
  const found = [...document.querySelectorAll(`${place} :is(h3, b, p)`)]
    .find((each) => each.textContent === said);
  if (!found) return null;
  const range = document.createRange();
  range.selectNodeContents(found);
  const { left, top, bottom } = range.getBoundingClientRect();
  return [left, top, bottom];
}"""


def test_the_page_has_every_stroke_drawn_before_it(browser, address):
    page = browser.new_page(viewport=DESKTOP)
    complaints = []
    page.on("pageerror", lambda error: complaints.append(str(error)))
    streamlit, canvas = hold(page, STREAMLIT), hold(page, CANVAS)
    page.goto(address, wait_until="commit")
    first, second = SAMPLES[4]
    draw_at_once(page, [first])
    expect(page.locator("#shell .ink-answer")).not_to_contain_text("Draw")
    assert page.locator("#root .st-key-canvas").count() == 0
    let_go(page, streamlit)
    until(page, "globalThis.inkling?.surfaces.last")  # the page has a surface, but no pen yet
    draw_at_once(page, [second])
    let_go(page, canvas)
    until_page(page)
    expect_answer(page, 4)
    expect_settled(page)
    assert len(decode_drawing(whole_code(page, 2)).strokes) == 2
    for steps in (1, 0):  # each stroke is a step
        click(page, "undo")
        until(page, f"inklingSheet.at === {steps}")
    page.close()
    assert complaints == []


@pytest.mark.parametrize(
    "path, before, after",
    [
        ("", "#shell .card", ".st-key-neuron"),
        ("lesson", "#shell .panel", ".st-key-lesson"),
        ("training", "#beginning main", "#root"),
    ],
)
def test_text_from_before_the_page_stays_in_place(browser, address, path, before, after):
    """On Draw, so do the canvas and the network; nothing of the page is painted behind them."""
    page = browser.new_page(viewport=DESKTOP)
    streamlit, canvas = hold(page, STREAMLIT), hold(page, CANVAS)
    page.goto(f"{address}/{path}", wait_until="commit")
    page.locator(f"{before} p").last.wait_for()
    texts = [
        each
        for each in page.locator(f"{before} :is(h3, b, p)").all_inner_texts()
        if "with an open top" not in each
    ]
    places = settled(page, lambda: [page.evaluate(PLACED, [before, said]) for said in texts])
    boxes = [] if path else boxes_of_shell(page)
    if path == "lesson":
        assert page.evaluate(
            "getComputedStyle(document.querySelector('#surface'), '::after').backgroundImage"
        )
        draw_at_once(page, SAMPLES[4])
        expect(page.locator("#shell .ink-answer strong")).to_have_text("4")
    let_go(page, streamlit)
    if path == "lesson":
        page.locator("#root .st-key-lesson_text p").last.wait_for(state="attached")
        assert page.evaluate(PAINTED) == []
    if path != "training":
        let_go(page, canvas)
    until_page(page)
    page.locator(READY[path]).first.wait_for()
    expect(page.locator("#beginning")).to_have_count(0)
    if path == "lesson":
        expect_answer(page, 4)
        expect(page.locator(".st-key-lesson_done")).to_contain_text("4")
    for said, place in zip(texts, places):
        there = pytest.approx(place, abs=3)
        assert soon(page, lambda said=said: page.evaluate(PLACED, [after, said]), there) == there, said
    expect_boxes(page, boxes)
    page.close()


def test_canvas_and_network_stay_in_place_on_a_phone(browser, address):
    page = browser.new_page(viewport=PHONE)
    streamlit = hold(page, STREAMLIT)
    page.goto(address, wait_until="commit")
    boxes = boxes_of_shell(page)
    let_go(page, streamlit)
    until_page(page)
    page.locator(READY[""]).first.wait_for()
    expect_boxes(page, boxes)
    page.close()


def boxes_of_shell(page: Page) -> list[dict[str, float]]:
    """Return the boxes of the shell's canvas and network."""
    page.locator("#shell figure").first.wait_for()
    parts = [page.locator(f"#shell {each}") for each in ("#surface", ".ink-network-view")]
    return settled(page, lambda: [each.bounding_box() for each in parts])


def expect_boxes(page: Page, boxes: list[dict[str, float]]) -> None:
    """Wait until the page is laid out, and check that its canvas and network have these boxes."""
    for each, box in zip((".st-key-canvas", ".ink-network-view"), boxes):
        there = pytest.approx(box, abs=1)
        assert soon(page, page.locator(f"#root {each}").bounding_box, there) == there, each
