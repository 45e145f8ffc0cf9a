"""Check a round of swapped networks on a wall and four devices: taught, sent, broken, judged, repaired."""

import json
import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import DESKTOP, PHONE
from tests.browser.pen import SAMPLES, draw
from tests.browser.training_page import choose, turn_to
from views.classroom.classes import classes

SIGNS = {"A": 7, "B": 1, "C": 0}  # what is taught, and the digits that are drawn for it
EACH = 3  # drawings of a sign
MISREAD = SAMPLES[4]
LEARNED = 60_000  # milliseconds
BARS = ".ink-version [role=img]"
pytestmark = pytest.mark.timeout(300)


def drawn() -> bytes:
    """Return a file of drawings of the signs."""
    lines = [
        {
            "label": sign,
            "source": "hand",
            "strokes": [[[x + 0.06 * turn * y, y] for x, y in stroke] for stroke in of],
        }
        for turn in range(EACH)
        for sign, of in ((sign, SAMPLES[digit]) for sign, digit in SIGNS.items())
    ]
    return "\n".join(map(json.dumps, lines)).encode()


def send(page: Page) -> None:
    """Send what was learned last to the class."""
    button = page.locator(".ink-way").first.get_by_role("button", name="Send it to the class")
    expect(button).to_be_visible(timeout=LEARNED)
    button.click()


def name_of(page: Page, version: int) -> str:
    """Return the two words for this device's network, once the class has this version."""
    said = page.locator(".ink-swap p", has_text=f"It has version {version}.")
    said.wait_for()
    return re.search("as (.+)\\. It", said.inner_text())[1]


def train(page: Page) -> None:
    """Train a network in this browser, and send it from Draw."""
    turn_to(page, "Live")
    choose(page, "Training images", "300")
    choose(page, "Epochs", "1")
    page.locator(".st-key-training_start button").click()
    page.get_by_role("button", name="Use it on the Draw page").first.click(timeout=LEARNED)
    page.get_by_role("button", name="Send this network to the class").click()


def pick(wall: Page, tester: str, owner: str) -> None:
    """Let a device test another one than it got by chance."""
    wall.get_by_role("button", name="Manage the class").click()
    choose(wall, "The device of", tester)
    choose(wall, "tests", owner)
    wall.get_by_role("button", name="Let it test this one").click()
    card = wall.locator(".ink-swapped > li", has_text=re.compile(rf"^\s*{tester}"))  # another one may test it
    expect(card).to_contain_text(f"tests {owner}")
    wall.keyboard.press("Escape")


def judge(page: Page, sign: str) -> None:
    """Say what the drawing of somebody else is."""
    page.locator(".ink-swap-judge").get_by_role("button", name=sign, exact=True).click()
    expect(page.locator(".ink-swap-judge")).to_have_count(0)


def phase(wall: Page, title: str) -> None:
    """Go on to that phase."""
    wall.get_by_role("button", name=f"Next: {title}").click()
    expect(wall.locator(".ink-phases [aria-current=step]")).to_have_text(title)


def test_a_round_goes_from_teaching_to_a_repair_while_one_device_leaves_and_one_comes_late(open_page, app):
    code, key = classes().start()
    wall = open_page(DESKTOP, "teachers")
    wall.goto(f"{app.address}/wall?class={code}&key={key}")
    wall.get_by_role("button", name="Manage the class").click()
    wall.get_by_text("Swap networks, break them").click()
    wall.get_by_role("button", name="Begin a round").click()
    expect(wall.locator(".ink-phases [aria-current=step]")).to_have_text("Teach")
    wall.keyboard.press("Escape")

    pages = ((DESKTOP, "teach"), (PHONE, "teach"), (DESKTOP, "training"))
    devices = [open_page(window, f"{page}?class={code}") for window, page in pages]
    finder, owner, leaving = devices
    for each in (finder, owner):
        each.locator(".ink-taught input[type=file]").set_input_files(
            {"name": "signs.jsonl", "mimeType": "application/jsonl", "buffer": drawn()}
        )
    train(leaving)
    for each in (finder, owner):
        send(each)
    names = [name_of(each, 1) for each in devices]
    expect(wall.locator(".ink-swapped > li")).to_have_count(3)
    phase(wall, "Break")
    pick(wall, *names[:2])

    finder.locator(".st-key-swap_device").get_by_role("link", name="Draw").click()
    finder.get_by_role("button", name=f"Read with {names[1]}").click()
    asks = finder.locator(".ink-swap-find")
    asks.wait_for()
    draw(finder, MISREAD)
    sign = asks.locator("button:enabled").last
    label = sign.inner_text()
    sign.click()
    expect(finder.locator(".ink-swap")).to_contain_text("Two others will say what it is.")
    expect(finder.locator(".ink-swap-judge")).to_have_count(0)  # its own
    late = open_page(PHONE, f"?class={code}")
    expect(late.locator(".ink-swap")).to_contain_text("You test ")
    judge(late, label)
    judge(leaving, label)
    leaving.context.close()
    expect(wall.locator(".ink-finds h3")).to_have_text("Two others agree · 1")
    expect(wall.locator(BARS)).to_have_attribute("aria-label", re.compile("^Before: 0 of 1 right"))

    phase(wall, "Repair")
    repair = owner.locator(".ink-repair")
    expect(repair).to_contain_text("People agree on 1.")
    repair.get_by_role("button", name="Add to my drawings: 1").click()
    now = repair.locator(".ink-version", has_text="Now, on the shoulders").locator("[role=img]")
    expect(now).to_have_attribute("aria-label", re.compile(": 1 of 1 right"), timeout=LEARNED)
    send(owner)
    name_of(owner, 2)
    versions = repair.locator(".ink-version", has_text="Version ").locator("[role=img]")
    expect(versions.nth(0)).to_have_attribute("aria-label", re.compile(": 0 of 1 right"))
    expect(versions.nth(1)).to_have_attribute("aria-label", re.compile(": 1 of 1 right"))
    expect(wall.locator(BARS).nth(1)).to_have_attribute("aria-label", re.compile("^After: 1 of 1 right"))

    phase(wall, "Look")
    wall.get_by_role("button", name="End the round").click()
    for each in (finder, owner, late):
        expect(each.locator(".ink-swap")).to_have_count(0)
