"""Check that drawings and what a page shows survive a restart of the server."""

from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.card import click_output, heading
from tests.browser.conftest import DESKTOP
from tests.browser.draw_page import click, expect_answer, expect_blank, expect_settled, ink_on_canvas
from tests.browser.links import CLIPBOARD, look_into, seen
from tests.browser.page_pool import PagePool
from tests.browser.pen import SAMPLES, SURFACE, draw
from tests.browser.server import free_port, serve
from tests.browser.waiting import UP, soon, until, until_page


def test_a_restarted_server_takes_over_the_drawing_and_page(pool: PagePool, tmp_path: Path):
    page = pool.take(DESKTOP, reduced_motion="reduce", **CLIPBOARD)
    port, log = free_port(), tmp_path / "log"
    with serve(port=port, log=log) as app:
        page.goto(app.address)
        page.locator(SURFACE).wait_for()
        until_page(page)
        here, link = look_into(page)
        ink, session = ink_on_canvas(page), page.evaluate("inkling.drawings.last.session")
    with serve(port=port, log=log):
        until(page, f"inkling.drawings.last?.session !== '{session}' && !inklingSheet.isAhead", timeout=UP)
        assert soon(page, lambda: seen(page), here) == here
        assert ink_on_canvas(page) == pytest.approx(ink, rel=1e-3)  # an address rounds points
        assert page.url == link
        draw(page, [SAMPLES[7][1]])
        page.wait_for_function("link => location.href !== link", arg=link)
        click(page, "undo")
        page.wait_for_function("link => location.href === link", arg=link)
        assert seen(page) == here
        click(page, "clear")
        expect_blank(page)
        pool.give_back(page, app.address)
    assert "Traceback" not in log.read_text()


def test_what_was_closed_since_the_link_was_opened_stays_closed(pool: PagePool, tmp_path: Path):
    page = pool.take(DESKTOP, reduced_motion="reduce")
    port, log = free_port(), tmp_path / "log"
    with serve(port=port, log=log) as app:
        page.goto(f"{app.address}/?drawing=sample.4&neuron=hidden2.5&embed_options=light_theme")
        expect(heading(page)).to_be_visible(timeout=UP)
        page.get_by_role("button", name="Close this card").click()
        page.wait_for_function("() => !location.search.includes('neuron=')")
        link, session = page.url, page.evaluate("inklingStore.session")
    with serve(port=port, log=log):
        until(page, f"inklingStore.session !== '{session}'", timeout=UP)
        expect_settled(page)
        expect(heading(page)).to_have_count(0)
        assert page.url == link
        pool.give_back(page, app.address)
    assert "Traceback" not in log.read_text()


def test_a_click_while_the_server_is_away_takes_effect_when_it_is_back(pool: PagePool, tmp_path: Path):
    page = pool.take(DESKTOP, reduced_motion="reduce")
    port, log = free_port(), tmp_path / "log"
    with serve(port=port, log=log) as app:
        page.goto(app.address)
        until_page(page)
        draw(page, SAMPLES[4])
        expect_answer(page, 4)
        expect_settled(page)
    click_output(page, 7)
    with serve(port=port, log=log):
        expect(heading(page)).to_contain_text("7", timeout=UP)
        expect(page.locator(".st-key-answer")).to_contain_text("4")
        pool.give_back(page, app.address)
    assert "Traceback" not in log.read_text()
