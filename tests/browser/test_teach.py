"""Check Teach it, in a real Chromium: signs are drawn, learned, refused, stored and used on Draw."""

from playwright.sync_api import expect

from tests.browser.pen import SIGNS, draw_sign

ANSWERS = ".ink-sign-answer"


def test_two_signs_are_drawn_learned_stored_and_used_on_draw(open_page):
    page = open_page(path="teach")
    page.locator(".ink-sign").nth(2).wait_for()
    page.locator(".ink-sign header button").last.click()
    page.locator(".ink-sign header input").nth(1).fill("☂")
    page.keyboard.press("Enter")
    said = page.locator(".st-key-signs_trained")
    expect(said).to_contain_text("Still to draw: A ☂")
    for turn in range(3):
        for number, strokes in enumerate(SIGNS):
            draw_sign(page, ".ink-sign canvas.upper-canvas", number, strokes, 0.06 * turn)
    expect(page.locator(".ink-smalls button")).to_have_count(6)
    expect(said).to_contain_text("it then reads 6 of 6 right", timeout=60_000)
    draw_sign(page, ".ink-tried canvas", 0, SIGNS[1], 0.03)
    expect(page.locator(ANSWERS).first).to_have_text("☂")
    page.get_by_role("button", name="Clear").click()
    draw_sign(page, ".ink-tried canvas", 0, [[(0.1, 0.5), (0.9, 0.5)]])
    expect(page.locator(ANSWERS).first).to_have_text("None of yours")

    page.reload()  # the browser has stored the drawings, and learns again
    expect(page.locator(".ink-smalls button")).to_have_count(6)
    page.locator(".ink-way .ink-primary").first.click(timeout=60_000)
    page.locator(".st-key-network_view canvas").first.wait_for(timeout=60_000)
    draw_sign(page, ".upper-canvas", 0, SIGNS[1])
    expect(page.locator(".st-key-answer")).to_contain_text("☂", timeout=60_000)


def test_a_sign_is_drawn_by_keys(open_page):
    page = open_page(path="teach")
    page.locator(".ink-sign").nth(2).wait_for()
    pad = page.locator(".ink-sign canvas.upper-canvas")
    pad.first.focus()
    page.keyboard.press(" ")
    for _step in range(8):
        page.keyboard.press("ArrowDown")
    page.keyboard.press(" ")
    page.keyboard.press("Enter")
    expect(page.locator(".ink-smalls button")).to_have_count(1)
    page.keyboard.press("Backspace")
    expect(page.locator(".ink-smalls button")).to_have_count(0)
