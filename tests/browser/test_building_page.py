"""Check the page Build in a real Chromium: painting by mouse and keys, learning, links, and tasks."""

import math
import re
from collections.abc import Sequence

from playwright.sync_api import Page, expect

from tests.browser.draw_page import expect_answer
from tests.browser.pen import draw
from tests.browser.waiting import PAINTED

BAR = [(14, 9), (14, 19)]  # columns and rows of the field, from the left and the top
RING = [(14 + 7.5 * math.sin(math.tau * i / 24), 14 - 8.5 * math.cos(math.tau * i / 24)) for i in range(25)]


def paint(page: Page, points: Sequence[tuple[float, float]]) -> None:
    field = page.locator(".st-key-paint canvas")
    field.scroll_into_view_if_needed()
    box = field.bounding_box()
    for number, (x, y) in enumerate(points):
        page.mouse.move(box["x"] + x * box["width"] / 28, box["y"] + y * box["height"] / 28, steps=3)
        if number == 0:
            page.mouse.down()
    page.mouse.up()


def share(page: Page, at_least: float = 0) -> float:
    """Return the share that the neuron tells apart, in percent."""
    figure = page.locator(".st-key-painted b")
    expect(figure).to_have_text(re.compile(r"%$"))
    page.evaluate(PAINTED)  # the last stroke is counted in a frame
    found = float(figure.inner_text().rstrip("%"))
    assert found >= at_least, found
    return found


def test_a_bar_and_a_ring_separate_ones_from_zeros(open_page):
    page = open_page(path="build?task=ring")
    assert share(page) == 50
    paint(page, BAR)
    bar = share(page, 85)
    page.wait_for_url(re.compile(r"task=ring&built=1-0\.step\.auto\."))
    of_bar = page.url
    page.get_by_role("button", name="Hold back", exact=True).click()
    paint(page, RING)
    ring = share(page, 98)
    assert ring > bar
    expect(page.locator(".st-key-task")).to_contain_text("Solved.")
    expect(page.locator(".ink-solved")).to_have_count(1)
    page.wait_for_url(lambda url: url != of_bar)
    page.reload()
    expect(page.locator(".ink-solved")).to_have_count(1)
    assert share(page) == ring
    page.get_by_role("button", name="No task").click()

    threshold = page.get_by_role("slider", name="Threshold")
    before = threshold.input_value()
    threshold.press("ArrowRight")
    assert float(threshold.input_value()) == float(before) + 1
    expect(page.get_by_label("Find the best threshold automatically")).not_to_be_checked()

    field = page.locator(".st-key-paint canvas")
    page.get_by_role("button", name="Clear").click()
    expect(page.locator(".st-key-painted")).to_contain_text("right without any weights.")
    for key in ("1", "Space", "Shift+ArrowDown"):
        field.press(key)
    expect(page.locator(".st-key-painted")).to_contain_text("of the images right")
    field.press("Control+z")
    field.press("Control+z")
    expect(page.locator(".st-key-painted")).to_contain_text("right without any weights.")

    page.get_by_role("button", name="One step").click()
    expect(page.get_by_role("button", name=re.compile("^Learned: "))).to_be_visible(timeout=60_000)


def test_a_dot_makes_a_9_and_wrong_labels_can_be_found(open_page):
    page = open_page(path="?task=nine")
    expect_answer(page, 4)
    task, solved = page.locator(".st-key-task"), page.locator(".ink-solved")
    expect(task).to_contain_text("The network sees a 4, with a share of ")
    draw(page, [[(156, 58), (157, 59)]])
    expect(task).to_contain_text("Solved.")
    expect(solved).to_have_count(1)

    page.get_by_role("button", name="Task 16").click()
    page.locator(".st-key-task_labeled button").nth(1).click()  # a 5 that the network clearly reads as a 3
    expect_answer(page, 3)
    page.get_by_role("button", name="The label 5 is wrong").click()
    expect(task).to_contain_text("People agree with this label.")
    page.locator(".st-key-task_labeled button").nth(4).click()
    page.get_by_role("button", name="The label 8 is wrong").click()
    expect(task).to_contain_text("Solved.")
    expect(solved).to_have_count(2)

    page.get_by_role("button", name="Task 12").click()
    expect_answer(page, 9)
    for shown in (1, 2):  # the browser would take a second click at once for the same one
        page.get_by_role("button", name="A hint").click()
        expect(task.get_by_text("lightbulb")).to_have_count(shown)
    page.get_by_role("button", name="Show a solution").click()
    expect_answer(page, 4)
    expect(task).to_contain_text("That's one solution.")
    expect(solved).to_have_count(2)

    page.get_by_role("button", name="Task 1: Tell 1 from 0").click()
    expect(page.locator(".st-key-paint canvas")).to_be_visible()
    expect(solved).to_have_count(2)
