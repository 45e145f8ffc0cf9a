"""Check My digits, in a real Chromium: from a misread drawing to a network that reads it."""

import json
import re
from itertools import pairwise
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.draw_page import click, expect_answer, expect_blank, expect_settled, open_drawer
from tests.browser.own_digits import bring, drawings
from tests.browser.pen import draw
from tests.browser.training_page import choose, turn_to
from tests.sevens import strokes_of_sevens

FIRST, LAST = ([[70, 60], [200, 60], [125, 230], [215, 230]], [[74, 66], [196, 58], [129, 226], [210, 232]])


def in_moves(corners: list) -> list:
    """Return a stroke through the corners, in as many moves as a mouse makes."""
    pieces = pairwise(corners)
    along = [(x + (u - x) * i / 8, y + (v - y) * i / 8) for (x, y), (u, v) in pieces for i in range(8)]
    return [[*along, tuple(corners[-1])]]


@pytest.fixture
def sevens(tmp_path) -> Path:
    """Write a file with nine of the invented sevens."""
    path = tmp_path / "sevens.jsonl"
    lines = [{"label": 7, "source": "a test", "strokes": [stroke]} for stroke in strokes_of_sevens(9, seed=1)]
    path.write_text("\n".join(map(json.dumps, lines)))
    return path


def say(page: Page, a_digit: str) -> None:
    """Label the drawing."""
    open_drawer(page, "more")
    page.get_by_role("button", name=f"It's {a_digit}. Keep it in My digits").click()


def pressed(page: Page):
    return page.locator(".ink-label-buttons button[aria-pressed=true]")


def test_an_invented_seven_is_read_after_ten_examples(open_page, sevens):
    page = open_page()
    draw(page, in_moves(FIRST))
    expect_answer(page, 2)
    expect_settled(page)
    say(page, "a 7")
    expect(pressed(page)).to_have_text("7")
    expect(page.get_by_test_id("stToast")).to_contain_text("Kept as a 7")
    page.get_by_role("link", name="Teach it").first.click()
    expect(drawings(page)).to_have_count(1)  # a first visit begins with the digits
    bring(page, sevens)
    expect(drawings(page)).to_have_count(10)
    page.get_by_role("link", name="Training").first.click()
    turn_to(page, "Live")
    for label, option in (
        ("Learn from", "Both"),
        ("My digits count", "50 times"),
        ("Start with", "Simple network"),
        ("Training images", "5,000"),
        ("Epochs", "1"),
    ):
        choose(page, label, option)
    page.get_by_role("button", name="Start", exact=True).click()
    before, after = page.locator(".st-key-own_before"), page.locator(".st-key-own_after")
    expect(after).to_contain_text("Of your digits, it gets 10 of 10 right.", timeout=60_000)
    expect(before).to_contain_text(re.compile(r"Of your digits, it gets [0-4] of 10 right\."))
    expect(after).to_contain_text(re.compile(r"9[5-8]\.\d% of MNIST's 10,000 test images"))
    page.get_by_role("button", name="Use it on the Draw page").click()
    page.locator(".st-key-network_view canvas").first.wait_for()
    expect_answer(page, 7)  # the drawing that it misread
    click(page, "clear")
    expect_blank(page)
    draw(page, in_moves(LAST))
    expect_answer(page, 7)  # a drawing that it has never seen

    page.goto(page.url.partition("?")[0] + "teach")  # a new session
    expect(drawings(page)).to_have_count(10)
