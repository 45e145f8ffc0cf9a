"""Use the site for other things than drawing, from any of its pages."""

import re
import subprocess
import sys
from pathlib import Path

from playwright.sync_api import Page, expect

from tests.browser.card import click_output, expect_whole, heading, read_ledger
from tests.browser.draw_page import choose_sample, expect_answer
from tests.browser.every_page import go
from tests.browser.pen import SAMPLES, draw
from tests.browser.training_page import turn_to
from tests.browser.waiting import until_page
from views.questions.items import ITEMS

STORED = ".ink-saved-networks li"


def take(page: Page, label: str, folder: Path) -> Path:
    """Press a button, and save its download under its own name."""
    with page.expect_download() as download:
        page.get_by_role("button", name=label).first.click()
    path = folder / download.value.suggested_filename
    download.value.save_as(path)
    return path


def printed(program: Path) -> str:
    done = subprocess.run([sys.executable, program], capture_output=True, check=True, encoding="utf-8")
    return done.stdout


def use_and_reload(page: Page) -> None:
    """Use the trained network on Draw, where a sum adds up; a reload restores it; then delete it."""
    expect(page.locator(STORED).first).to_be_visible()  # saved by itself, like others before it
    page.get_by_role("button", name="Use it on the Draw page").click()
    expect(page.locator(".st-key-network")).to_contain_text("Your network")
    choose_sample(page, 7)
    expect_answer(page, 7)
    click_output(page, 7)
    expect(heading(page)).to_contain_text("Digit 7")
    expect_whole(page)
    lines, total = read_ledger(page, "ledger")
    assert sum(figure for _label, figure in lines) == total
    expect(page).to_have_url(re.compile("network=yours"))
    page.reload()
    until_page(page)
    expect(page.locator(".st-key-network")).to_contain_text("Your network")
    expect_answer(page, 7)
    go(page, "Training")
    turn_to(page, "Live")
    for left in reversed(range(page.locator(STORED).count())):
        page.get_by_role("button", name="Delete it").first.click()
        expect(page.locator(STORED)).to_have_count(left)


def answer_ten(page: Page, when: str) -> None:
    for number, _item in enumerate(ITEMS, 1):
        expect(page.locator(".ink-place")).to_have_text(f"{when} the lesson · {number} of {len(ITEMS)}")
        page.locator(".ink-option").nth(number % 4).click()


def swap_by_file(page: Page, folder: Path) -> None:
    """Save a taught network as a file, test it on Draw, and bring what was found back as a file."""
    network = take(page, "Save it as a file", folder)
    page.locator(".ink-tried input[type=file]").set_input_files(network)
    page.locator(".ink-swap-find").wait_for()
    draw(page, SAMPLES[7])
    page.locator(".ink-swap-find button:enabled").first.click()
    finds = take(page, "Save the finds as a file", folder)
    go(page, "Teach it")
    page.locator(".ink-taught input[type=file]").set_input_files(finds)
    expect(page.locator(".ink-groups section")).to_have_count(1)
