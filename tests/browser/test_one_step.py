"""Check One step on the Training page, in a real Chromium: from the outputs back to a pixel, and downhill."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.training_page import turn_to

FIGURE = re.compile(r"−?\d+(?:\.\d+)?(?:e−\d+)?")


@pytest.fixture(scope="module")
def page(open_shared_page) -> Page:
    page = open_shared_page(path="training")
    turn_to(page, "One step")
    return page


def part(page: Page, key: str) -> Locator:
    return page.locator(f".st-key-one_step_{key}")


def figures(text: str) -> list[float]:
    return [float(each.replace("−", "-")) for each in FIGURE.findall(text)]


def loss(page: Page) -> float:
    line = page.get_by_text("Loss: −ln(").inner_text()
    return figures(line)[-1]


def title(page: Page) -> Locator:
    return part(page, "head").locator("h3")


def choose_digit(page: Page, digit: int) -> None:
    """Choose the digit that the drawing should be."""
    page.locator(".st-key-one_step_digit").get_by_role("radio", name=str(digit)).click()
    expect(page.get_by_text(f"It gives {digit} a share of")).to_be_visible()


def changed(row: str) -> None:
    """Check that `before − η × blame × input … after` is true as shown, within a unit of the last digit."""
    before, rate, blame, given, after = figures(row.replace("(", " ").replace("− ", ""))
    unit = 10.0 ** -len(re.findall(r"\.(\d+)", row)[-1])
    assert abs(before - rate * blame * given - after) < 2 * unit + rate * (abs(given) + abs(blame)) * 0.006


def test_the_sentence_ends_where_the_head_does(page):
    head = part(page, "head").bounding_box()
    sentence = part(page, "head").locator("p").bounding_box()
    assert 0 <= head["y"] + head["height"] - sentence["y"] - sentence["height"] < 4


def test_errors_lead_back_to_a_pixel_and_steps_lower_the_loss(page):
    expect(page.locator(".st-key-one_step_answer")).to_contain_text("It says 3")
    choose_digit(page, 5)
    expect(part(page, "head")).to_contain_text("1 for 5")
    rows = part(page, "outputs").locator(".ink-rows > div")
    expect(rows).to_have_count(10)
    expect(rows.nth(5).locator("code")).to_contain_text("− 1")  # the rows come after the head
    for digit, row in enumerate(rows.all()):
        blame, share, truth = figures(row.locator("b").inner_text() + " " + row.locator("code").inner_text())
        assert truth == (digit == 5) and round(share - truth, 3) == blame

    rows.nth(5).get_by_role("button").click()
    expect(title(page)).to_have_text("Digit 5")
    expect(title(page)).to_be_focused()
    expect(part(page, "changes").locator(".ink-rows > div")).to_have_count(9)
    for row in part(page, "changes").locator(".ink-rows > div").all():
        changed(f"{row.locator('code').inner_text()} {row.locator('b').inner_text()}")
    first = part(page, "changes").locator(".ink-rows button").first
    before = first.inner_text()
    first.click()
    expect(title(page)).to_contain_text("second hidden layer")
    expect(first).not_to_have_text(before)  # the rows come after the head
    equation = part(page, "lines").locator(".ink-equation").inner_text()
    *parts, total, again, slope, blame = figures(equation.replace("(", " "))
    assert round(sum(parts), 6) == total == again and slope == 1 and blame == total
    first.click()
    expect(title(page)).to_contain_text("first hidden layer")

    pictures = part(page, "pixels").locator("canvas")
    expect(pictures).to_have_count(3)
    for press in ("ArrowDown", "Enter"):
        pictures.first.press(press)
    way = part(page, "head").get_by_role("navigation")
    expect(way).to_contain_text(re.compile(r"Answer ← Digit 5 ← Neuron \d+ ← Neuron \d+ ← Pixel \d+, \d+"))
    changed(page.get_by_text(re.compile(r"^Pixel at row")).inner_text().partition(": ")[2])
    pictures.nth(1).click(position={"x": 4, "y": 4})
    expect(page.get_by_text("Without ink, nothing changes.")).to_be_visible()

    choose_digit(page, 9)
    first = page.get_by_text("Loss: −ln(").inner_text()
    seen = [loss(page)]
    for number in (1, 2, 3, 4):
        page.get_by_role("button", name="Take the step").click()
        expect(page.get_by_text(re.compile(rf"^You've taken {number} steps?\."))).to_be_visible()
        seen.append(loss(page))
    assert seen == sorted(seen, reverse=True) and seen[-1] < 0.1 < seen[0]
    expect(page.locator(".st-key-one_step_answer")).to_contain_text("It says 9")
    way.get_by_role("button", name="Answer").click()
    expect(part(page, "outputs").locator(".ink-rows > div")).to_have_count(10)
    page.get_by_role("button", name="Back to the start").click()
    expect(page.locator(".st-key-one_step_answer")).to_contain_text("It says 3")
    expect(page.get_by_text("Loss: −ln(")).to_have_text(first)
