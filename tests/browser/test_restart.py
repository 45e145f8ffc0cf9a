"""What a person has drawn outlives the server."""

from __future__ import annotations

from playwright.sync_api import Browser

from tests.browser.pen import SAMPLES, SURFACE, draw
from tests.browser.server import free_port, serve
from tests.browser.test_draw_page import click, expect_answer, expect_blank, expect_settled, ink_on_canvas


def test_a_server_started_anew_takes_over_what_is_drawn(browser: Browser):
    page, port = browser.new_page(viewport={"width": 1300, "height": 900}), free_port()
    with serve(port=port) as app:
        page.goto(app.address)
        page.locator(SURFACE).wait_for()
        draw(page, SAMPLES[4])
        expect_answer(page, 4)
        expect_settled(page)
        ink = ink_on_canvas(page)
    with serve(port=port):
        page.wait_for_function("inkling.drawings.last?.change === 2", timeout=30_000)  # given by the new one
        expect_answer(page, 4)
        assert ink_on_canvas(page) == ink
        click(page, "clear")
        expect_blank(page)
    page.close()
