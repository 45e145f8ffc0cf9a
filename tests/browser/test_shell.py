"""What can be drawn on before the page is there: it answers, and the page takes every stroke over."""

from __future__ import annotations

import re

import numpy as np
import pytest
from playwright.sync_api import Page, Route, expect

from tests.browser.conftest import DESKTOP, PHONE
from tests.browser.draw_page import click, expect_answer, expect_settled
from tests.browser.layout_shift import READY
from tests.browser.waiting import until, until_page
from tests.samples import SAMPLES
from tests.site.served import draw_at_once, whole_code
from views.drawing.drawing_code import decode_drawing

STREAMLIT = re.compile(r"/static/js/index\.[\w-]+\.js$")
CANVAS = re.compile(r"streamlit_drawable_canvas/index-[\w-]+\.js$")


def hold(page: Page, address: re.Pattern) -> list[Route]:
    """Have a file wait until it is let go."""
    held: list[Route] = []
    page.route(address, lambda route: held.append(route))
    return held


def let_go(page: Page, held: list[Route]) -> None:
    while not held:
        page.wait_for_timeout(20)
    held[0].continue_()


# Notes in what the largest text is that was ever painted
LARGEST = """() => new PerformanceObserver((list) => {
  window.largest = list.getEntries().at(-1).element?.closest("#shell, #beginning, #root").id;
}).observe({ type: "largest-contentful-paint", buffered: true })"""
PAINTED = """[...document.querySelectorAll("#root *")]
  .filter((each) => getComputedStyle(each).visibility === "visible")
  .map((each) => each.outerHTML)"""
# Where the lines of the first text with these words begin, from above, and end
PLACED = """([place, said]) => {
  const found = [...document.querySelectorAll(`${place} :is(h3, b, p)`)]
    .find((each) => each.textContent === said);
  const range = document.createRange();
  range.selectNodeContents(found);
  const { left, top, bottom } = range.getBoundingClientRect();
  return [left, top, bottom];
}"""


def test_every_stroke_from_before_the_page_is_on_it(browser, address):
    page = browser.new_page(viewport=DESKTOP)
    complaints = []
    page.on("pageerror", lambda error: complaints.append(str(error)))
    streamlit, canvas = hold(page, STREAMLIT), hold(page, CANVAS)
    page.goto(address, wait_until="commit")
    first, second = SAMPLES[4]
    draw_at_once(page, [first])
    expect(page.locator("#shell .ink-answer")).not_to_contain_text("Draw")
    assert len(decode_drawing(whole_code(page, 1)).strokes) == 1
    assert page.locator("#root .st-key-canvas").count() == 0
    let_go(page, streamlit)
    until(page, "document.querySelector('#clear').hidden")  # the page is asked for, with the first stroke
    draw_at_once(page, [second])
    let_go(page, canvas)
    until_page(page)
    expect_answer(page, 4)
    expect_settled(page)
    assert len(decode_drawing(whole_code(page, 2)).strokes) == 2
    click(page, "undo")
    until(page, "inkling.drawings.last.able.redo")
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
def test_what_is_read_before_the_page_stays_where_it_is_when_the_page_comes(
    browser, address, path, before, after
):
    page = browser.new_page(viewport=DESKTOP)
    streamlit = hold(page, STREAMLIT)
    page.goto(f"{address}/{path}", wait_until="commit")
    first = page.locator(f"{before} p").last
    first.wait_for()
    texts = [
        each
        for each in page.locator(f"{before} :is(h3, b, p)").all_inner_texts()
        if "like the gray" not in each
    ]
    places = [page.evaluate(PLACED, [before, said]) for said in texts]
    if path == "lesson":
        assert page.evaluate(
            "getComputedStyle(document.querySelector('#surface'), '::after').backgroundImage"
        )
        draw_at_once(page, SAMPLES[4])
        expect(page.locator("#shell .ink-answer strong")).to_have_text("4")
    let_go(page, streamlit)
    until_page(page)
    page.locator(READY[path]).first.wait_for()
    expect(page.locator("#beginning")).to_have_count(0)
    if path == "lesson":
        expect_answer(page, 4)
        expect(page.locator(".st-key-lesson_done")).to_contain_text("4")
    for said, place in zip(texts, places):
        assert np.allclose(page.evaluate(PLACED, [after, said]), place, atol=3), said
    page.close()


@pytest.mark.parametrize("path", ["", "lesson", "training"])
def test_the_largest_text_of_a_page_is_there_before_the_page(browser, address, path):
    page = browser.new_page(viewport=DESKTOP)
    page.add_init_script(f"({LARGEST})()")
    page.goto(f"{address}/{path}")
    until_page(page)
    page.locator(READY[path]).first.wait_for()
    page.wait_for_timeout(500)  # until it is painted
    assert page.evaluate("window.largest") in ("shell", "beginning")
    page.close()


@pytest.mark.parametrize("viewport", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_the_canvas_and_the_network_stay_where_they_are_when_the_page_comes(browser, address, viewport):
    page = browser.new_page(viewport=viewport)
    streamlit = hold(page, STREAMLIT)
    page.goto(address, wait_until="commit")
    page.locator("#shell figure").first.wait_for()
    before = [page.locator(f"#shell {each}").bounding_box() for each in ("#surface", ".ink-network-view")]
    let_go(page, streamlit)
    until_page(page)
    page.locator(READY[""]).first.wait_for()
    for each, box in zip((".st-key-canvas", ".ink-network-view"), before):
        there = page.locator(f"#root {each}").bounding_box()
        assert [there[side] for side in box] == pytest.approx([*box.values()], abs=1), each
    page.close()


def test_nothing_of_the_page_is_painted_behind_what_is_there_before_it(browser, address):
    page = browser.new_page(viewport=DESKTOP)
    canvas = hold(page, CANVAS)
    page.goto(f"{address}/lesson", wait_until="commit")
    page.locator("#root .st-key-lesson_text p").last.wait_for(state="attached")
    assert page.evaluate(PAINTED) == []
    let_go(page, canvas)
    page.close()
