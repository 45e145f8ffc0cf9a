"""A class together: what its devices send is on the wall, until somebody who may removes it."""

from __future__ import annotations

import re
from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.browser.conftest import DESKTOP, PHONE
from tests.browser.draw_page import click, expect_answer, expect_blank, expect_settled
from tests.browser.pen import SAMPLES, SURFACE, draw

TILES = ".ink-wall-columns button"


def begin(open_page: Callable[..., Page]) -> tuple[Page, str]:
    """A teacher's wall, and the link that is on it."""
    teacher = open_page(DESKTOP, "teachers")
    click(teacher, "class_start")
    teacher.get_by_role("link", name="To the wall").click()
    link = teacher.locator(".st-key-wall_head a").first
    link.wait_for()
    return teacher, link.inner_text()


def name_and_send(page: Page, digit: int, label: int) -> None:
    for shown in (SURFACE, ".st-key-network_view canvas", ".st-key-send button", ".st-key-starters img"):
        page.locator(shown).first.wait_for()

    draw(page, SAMPLES[digit])
    expect_answer(page, digit)
    expect_settled(page)
    page.locator(".st-key-label_buttons button").nth(label).click()
    send = page.locator(".st-key-send button", has_text=f"Send this {label}")
    expect(send).to_be_enabled()
    send.click()
    expect(page.locator(".st-key-class_take_back button")).to_be_enabled()


def choose(teacher: Page, place: int, what: str) -> None:
    """Do something with a tile."""
    teacher.locator(TILES).nth(place).click()
    teacher.locator(".ink-wall-card").get_by_role("button", name=what).click()


def test_what_a_class_sends_is_on_its_wall_and_goes_when_it_is_removed_taken_back_or_over(open_page):
    teacher, link = begin(open_page)
    query = link.partition("/?")[2]
    by_link = open_page(PHONE, f"?{query}")
    name_and_send(by_link, 7, 7)
    tiles = teacher.locator(TILES)
    expect(tiles).to_have_count(1)

    by_code = open_page(DESKTOP, "wall")
    code = query.partition("=")[2]
    by_code.get_by_label("The code of your class").fill(f" {code[:3].lower()} {code[3:]}")
    by_code.get_by_role("button", name="Join").click()
    by_code.locator(".st-key-stMain, main").get_by_role("link", name="Draw").last.click()
    name_and_send(by_code, 3, 8)  # it reads a 3, of which its owner says that it is an 8
    expect(tiles).to_have_count(2)
    expect(teacher.locator(f"{TILES}.ink-wrong span")).to_have_text("3")
    expect(teacher.locator(".ink-wall-count")).to_have_text("2 drawings of 2 devices")
    columns = teacher.locator(".ink-wall-columns h3 small")
    expect(columns.nth(8)).to_have_text("1")
    teacher.get_by_text("What it read").click()
    expect(columns.nth(3)).to_have_text("1")

    click(by_link, "class_take_back")
    expect(tiles).to_have_count(1)
    expect(by_link.locator(".st-key-send button")).to_be_enabled()
    click(by_link, "send")  # it may be sent again
    expect(tiles).to_have_count(2)

    choose(teacher, 0, "Hide")
    expect(tiles).to_have_count(1)
    tray = teacher.locator(".ink-wall-tray")
    expect(tray.locator("summary")).to_have_text("Not a digit, or hidden: 1")
    choose(teacher, 0, "Remove")
    expect(tiles).to_have_count(0)

    by_link.reload()
    by_link.locator(".st-key-send button").wait_for()
    click(by_link, "clear")
    expect_blank(by_link)
    name_and_send(by_link, 1, 1)
    expect(tiles).to_have_count(1)
    teacher.reload()  # the key is the browser's, and in no address
    expect(tiles).to_have_count(1)
    assert "key" not in teacher.url
    choose(teacher, 0, "Look into it on Draw")
    expect_answer(teacher, 1)
    teacher.go_back()
    expect(tiles).to_have_count(1)

    teacher.get_by_role("button", name=re.compile("The class")).click()
    click(teacher, "wall_end")
    expect(teacher.get_by_label("The code of your class")).to_be_visible()
    draw(by_link, [SAMPLES[4][0]])
    expect_settled(by_link)
    by_link.locator(".st-key-label_buttons button").nth(4).click()
    click(by_link, "send")
    expect(by_link.get_by_text("There is no class")).to_be_visible()
