"""Check a class that teaches one network, in a real Chromium: named, drawn, learned, given and taken back."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from tests.browser.conftest import DESKTOP, PHONE
from tests.browser.test_teach import SIGNS, draw_sign
from tests.browser.test_wall import TILES, begin

NAMES = "A<b>, ☂"
LEARNED = ".ink-class-learning"


def draw_and_send(page: Page, device: int) -> None:
    """Draw each of the class's signs three times, and send them."""
    page.get_by_role("button", name="Draw your class's signs").click()
    for turn in range(3):
        for number, strokes in enumerate(SIGNS):
            pad = page.locator(".ink-sign canvas.upper-canvas").nth(number)
            pad.scroll_into_view_if_needed()
            draw_sign(page, ".ink-sign canvas.upper-canvas", number, strokes, 0.06 * turn + 0.02 * device)
    expect(page.locator(".ink-smalls button")).to_have_count(6)
    page.get_by_role("button", name="Send 6 drawings to the class").click()
    expect(page.locator(".ink-class-row [role=status]")).to_have_text("6 drawings are in the class.")


def test_a_class_teaches_one_network_which_each_device_can_use(open_page):
    wall, link = begin(open_page)
    query = link.partition("/?")[2]
    wall.get_by_role("button", name="Manage the class").click()
    wall.get_by_text("Teach one network your own signs").click()
    wall.get_by_label("Names, with commas between them").fill(NAMES)
    wall.keyboard.press("Enter")
    wall.get_by_role("button", name="Let the class draw them").click()
    expect(wall.locator(".ink-wall-columns h2").first).to_have_text("A<b>0")
    wall.keyboard.press("Escape")

    one, other = open_page(PHONE, f"?{query}"), open_page(DESKTOP, f"teach?{query}")
    one.get_by_role("link", name="Draw your class's signs").click()
    draw_and_send(one, 0)
    learned = wall.locator(LEARNED)
    expect(learned).to_contain_text("When two devices have sent drawings", timeout=60_000)
    draw_and_send(other, 1)
    expect(wall.locator(TILES)).to_have_count(12)
    expect(learned).to_contain_text("learned 12 drawings from 2 devices", timeout=60_000)
    expect(learned.locator(".ink-by-device li")).to_have_count(2)

    wall.get_by_role("button", name="Give this network to the class").click()
    one.get_by_role("button", name="Use the class's network on the Draw page").click()
    one.locator(".st-key-network_view canvas").first.wait_for(timeout=60_000)
    draw_sign(one, ".upper-canvas", 0, SIGNS[1])
    expect(one.locator(".st-key-answer")).to_contain_text("☂", timeout=60_000)

    other.get_by_role("button", name="Take all back").click()
    expect(wall.locator(TILES)).to_have_count(6)
