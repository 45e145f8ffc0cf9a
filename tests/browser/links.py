"""Read what a page shows and get the link to it, so that tests can open it elsewhere."""

from playwright.sync_api import Page, expect

from tests.browser.draw_page import click, expect_answer, expect_settled, layer
from tests.browser.pen import SAMPLES, draw

CLIPBOARD = {"permissions": ["clipboard-read", "clipboard-write"]}
SEEN = """() => ({
  answer: document.querySelector(".st-key-answer").innerText,
  card: document.querySelector(".st-key-neuron").innerText,
  image: [...inkling.readings.last.image],
  probs: [...inkling.readings.last.probs],
})"""


def seen(page: Page) -> dict[str, object]:
    """Return what a page shows, as soon as neither the page nor its address changes."""
    page.wait_for_function("globalThis.inkling?.readings.last")
    expect_settled(page)
    expect(page.locator(".st-key-neuron h3")).to_be_visible()
    last = None
    while last != (last := (page.evaluate(SEEN), page.evaluate("location.search"))):
        page.wait_for_timeout(400)
    return last[0]


def look_into(page: Page) -> tuple[dict[str, object], str]:
    """Draw a 4, choose a neuron and switch it off; return what the page shows then, and the link to it."""
    draw(page, SAMPLES[4])
    expect_answer(page, 4)
    expect_settled(page)
    layer(page, "hidden1").click(position={"x": 30, "y": 100})
    expect(page.locator(".st-key-ledger .ink-total")).to_be_visible()  # the card is complete
    click(page, "switch")
    expect(page.locator(".st-key-neuron h3")).to_contain_text("switched off")
    page.get_by_label("Show shapes").check()
    return seen(page), copied(page)


def copied(page: Page) -> str:
    """Press the button that copies the link, and return the link."""
    click(page, "copy_link")
    expect(page.locator(".ink-link")).to_contain_text("Copied")
    link = page.evaluate("navigator.clipboard.readText()")
    page.keyboard.press("Escape")
    expect(page.locator(".ink-link")).to_be_hidden()
    return link
