"""Check the Break it page in a real Chromium: what damage ruins, and what the switch brings back."""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect

from model.attribution.damage_curves import IMAGES, load_curves
from model.network import load_network
from model.preprocess.damage import DEGREES

LINK = "breaking?drawing=sample.7&damage=slid.8"  # a link


def verdict(page: Page) -> object:
    return page.locator(".st-key-breaking_verdict")


def test_a_moved_digit_is_misread_until_it_is_centered(open_page):
    page = open_page(path="breaking?drawing=sample.7")
    expect(verdict(page)).to_contain_text("It says 7")
    slider = page.get_by_role("slider", name="How much")
    for _ in range(8):
        slider.press("ArrowRight")
    expect(page.get_by_text("8 pixels to the right")).to_be_visible()
    expect(verdict(page)).to_contain_text("The network said 7 before.")
    figures = page.locator(".st-key-breaking_curve p").last
    counts = load_curves(load_network("dense"))["slid"][list(DEGREES["slid"]).index(8)]
    as_it_is, centered = (f"{100 * int(count) / IMAGES:.1f}%" for count in counts)
    expect(figures).to_contain_text(f"{as_it_is} of them correctly as they are, and {centered} if they")
    expect(page.locator(".st-key-breaking_curves header")).to_contain_text(f"as it is {as_it_is}")
    page.wait_for_url(re.compile(r"damage=slid\.8$"))
    page.get_by_text("Center first, like MNIST", exact=True).click()
    expect(verdict(page)).to_contain_text("It says 7")
    expect(verdict(page)).to_contain_text("Same as before.")
    page.wait_for_url(re.compile(r"damage=slid\.8\.centered$"))


def test_search_finds_the_smallest_change_for_this_drawing(open_page):
    page = open_page(path=LINK)
    expect(verdict(page)).to_contain_text("The network said 7 before.")
    look = page.locator(".st-key-breaking_look button")
    look.click()
    page.locator(".st-key-breaking_pixels canvas").nth(2).wait_for()
    expect(page.locator(".st-key-breaking_smallest")).to_contain_text("The network said 7, and now it says")
    page.get_by_text("Picture network", exact=True).click()
    look.wait_for()  # the last result was another network's
    expect(page.locator(".st-key-breaking_pixels")).to_have_count(0)
