"""Check training in the browser, from Start to a network that survives a reload, in a real Chromium."""

import re

from playwright.sync_api import expect

from tests.browser.card import click_output, expect_whole, read_ledger
from tests.browser.conftest import SECONDS
from tests.browser.draw_page import choose_sample, expect_answer, expect_settled, settled_box
from tests.browser.pen import SAMPLES, SURFACE, draw
from tests.browser.training_page import BAR, choose, turn_to

ON_DRAW = re.compile(r"\d/\?.*network=yours")  # not on the page before it
CHOSEN = ".st-key-network [aria-checked=true]"
SNAPSHOTS = """() => {
  const path = document.querySelector(".st-key-live_Accuracy path");
  return (path?.getAttribute("d") ?? "").split("L").length - 1;
}"""


def test_a_network_trains_here_is_used_stored_and_deleted(open_page):
    page = open_page(path="training")
    turn_to(page, "Live")
    choose(page, "Epochs", "200")
    page.locator(".st-key-training_start button").click()
    page.wait_for_function(f"() => ({SNAPSHOTS})() > 3", timeout=60 * SECONDS)
    expect(page.locator(BAR)).to_contain_text(re.compile(r"Step [\d,]+ of 62,600"))
    expect(page.locator(".st-key-drawing_answer")).to_contain_text("It says")
    page.get_by_role("link", name="Draw").first.click()
    page.locator(".st-key-network_view canvas").first.wait_for()
    settled_box(page.locator(SURFACE))
    draw(page, SAMPLES[7])
    expect_answer(page, 7)  # the page works while it trains
    expect_settled(page)
    page.get_by_role("link", name="Training").first.click()
    expect(page.locator(BAR)).to_contain_text("Step")
    page.locator(".ink-training-here button").last.click()
    expect(page.locator(BAR)).to_contain_text("Stopped")

    saved = page.locator(".ink-saved-networks li")
    expect(saved).to_contain_text("2 × 128 ReLU")  # by itself
    page.reload()
    page.get_by_role("link", name="Draw").first.click()
    page.locator(SURFACE).wait_for()
    page.locator(".st-key-network").get_by_text("Your network").click()
    expect(page).to_have_url(ON_DRAW, timeout=60 * SECONDS)  # with its detector
    expect(page.locator(CHOSEN)).to_have_text("Your network")
    choose_sample(page, 7)
    page.wait_for_function("location.search.includes('drawing=sample.7')")  # a 7 had been drawn before, too
    expect_settled(page)
    expect_answer(page, 7)
    click_output(page, 7)
    expect_whole(page)
    lines, total = read_ledger(page, "ledger")
    assert sum(figure for _label, figure in lines) == total

    expect(page).to_have_url(ON_DRAW)
    page.reload()
    expect(page.locator(CHOSEN)).to_have_text("Your network", timeout=60 * SECONDS)  # with its detector
    expect_answer(page, 7)

    page.get_by_role("link", name="Training").first.click()
    turn_to(page, "Live")
    expect(page.locator(BAR)).to_contain_text("Stopped")
    expect(saved.locator("em")).to_have_text("in use")
    page.get_by_role("button", name="Keep it").click()
    page.keyboard.type("Otto")  # after "My network", in the field
    page.keyboard.press("Enter")
    expect(saved).to_contain_text("Otto")
    page.get_by_role("button", name="Delete it").click()
    expect(saved).to_have_count(0)
    page.get_by_role("link", name="Draw").first.click()
    expect(page).to_have_url(ON_DRAW)
    page.reload()
    expect(page.get_by_test_id("stToast")).to_contain_text("Your own network wasn't kept")
