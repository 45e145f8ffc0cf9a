"""Check how a page looks on paper, in any theme."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.browser.pen import SAMPLES, draw

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


@pytest.fixture(scope="module")
def teachers(open_shared_page) -> Page:
    """Return the page for teachers; its last test leaves it as it is printed."""
    return open_shared_page(path="teachers")


def test_the_worksheet_s_picture_is_beside_its_task(teachers):
    page = teachers
    parts = page.locator(".ink-sheet-top > *")
    expect(parts).to_have_count(2)
    for media in ("print", "screen"):
        page.emulate_media(media=media)
        picture, task = (each.bounding_box() for each in parts.all())
        assert picture["x"] + picture["width"] < task["x"], media
        assert task["y"] < picture["y"] + picture["height"], media


def test_only_the_plan_is_printed(teachers):
    page = teachers
    page.locator(".st-key-plan_open_10 button").click()
    plan = page.locator(".st-key-paper")
    expect(plan.get_by_role("heading", name="10 minutes")).to_be_visible()
    page.evaluate("window.print = () => (window.printed = document.body.cloneNode(true))")
    plan.get_by_role("button", name="Print").click()
    page.emulate_media(media="print")
    page.evaluate("document.body.replaceChildren(...window.printed.childNodes)")
    expect(plan).to_contain_text("Minutes 6 to 10.")
    for hidden in (".st-key-plan_10", ".ink-sheet", ".st-key-paper_tools", '[data-testid="stHeader"]'):
        expect(page.locator(hidden).first).to_be_hidden()
    page.emulate_media(media="screen")
