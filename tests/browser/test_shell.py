"""What can be drawn on before the page is there: it answers, and the page takes every stroke over."""

from __future__ import annotations

import re

from playwright.sync_api import Page, Route, expect

from tests.browser.conftest import DESKTOP
from tests.browser.draw_page import click, expect_answer, expect_settled
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
