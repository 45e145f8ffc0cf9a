"""Check damage to the drawing in a real Chromium: what moving the slider shows, and what a link keeps."""

import re

from playwright.sync_api import Page, expect

from model.attribution.damage_curves import IMAGES, load_curves
from model.network import load_network
from model.preprocess.damage import DEGREES


def test_a_moved_digit_is_misread_until_it_is_centered(open_page):
    page: Page = open_page(path="breaking?drawing=sample.7&damage=slid.1")  # an old link
    slider = page.get_by_role("slider", name="How much")
    expect(slider).to_have_attribute("aria-valuetext", "1 pixel to the right")
    box = slider.bounding_box()
    page.mouse.move(box["x"] + 0.1 * box["width"], box["y"] + box["height"] / 2)
    page.mouse.down()
    page.mouse.move(box["x"] + 0.8 * box["width"], box["y"] + box["height"] / 2, steps=8)
    part = page.locator(".st-key-break")
    expect(part).to_contain_text("The network said 7 before.")  # while the pointer is down
    expect(page.locator("figure[data-layer=hidden1] figcaption em")).to_have_text(
        re.compile(r"[1-9]\d* switched")
    )
    expect(page.locator("canvas.ink-between")).to_be_visible()
    page.mouse.up()
    expect(slider).to_have_attribute("aria-valuetext", "8 pixels to the right")
    page.wait_for_url(re.compile(r"/\?.*damage=slid\.8$"))

    part.get_by_role("button", name="1,000 test digits").click()
    counts = load_curves(load_network("dense"))["slid"][list(DEGREES["slid"]).index(8)]
    as_it_is, centered = (f"{100 * int(count) / IMAGES:.1f}%" for count in counts)
    expect(page.locator(".st-key-breaking_curve p").last).to_contain_text(
        f"{as_it_is} of them correctly as they are, and {centered} if they"
    )
    page.keyboard.press("Escape")
    part.get_by_text("Center first, like MNIST", exact=True).click()
    expect(part).to_contain_text("Same as before.")
    page.wait_for_url(re.compile(r"damage=slid\.8\.centered$"))
