"""Use the site for other things than drawing, from any of its pages."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

from playwright.sync_api import Page, expect

from model.novelty.digits_file import write_digits_file
from tests.browser.card import click_output, expect_whole, heading, read_ledger
from tests.browser.draw_page import choose_sample, expect_answer
from tests.browser.every_page import go
from tests.browser.training_page import turn_to
from tests.browser.waiting import until_page
from tests.sevens import sevens

STORED = ".ink-saved-networks li"
FILES = 2  # of pupils, at once
EACH = 3  # digits


def take(page: Page, label: str, folder: Path) -> Path:
    """Press a button, and save its download under its own name."""
    with page.expect_download() as download:
        page.get_by_role("button", name=label).click()
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


def bring_files(page: Page, folder: Path) -> None:
    """Bring the files of several pupils to one wall."""
    go(page, "For teachers")
    page.locator(".st-key-card_class a").click()
    page.get_by_role("link", name="wall").click()
    page.get_by_test_id("stExpander").get_by_text("A wall made from files, without a server").click()
    page.locator(".ink-files input").set_input_files(list(files_of_pupils(folder)))
    expect(page.locator(".ink-wall-columns button")).to_have_count(FILES * EACH)


def files_of_pupils(folder: Path) -> Iterable[Path]:
    for pupil in range(FILES):
        path = folder / f"pupil_{pupil}.jsonl"
        path.write_text(write_digits_file(sevens(EACH, seed=pupil)))
        yield path
