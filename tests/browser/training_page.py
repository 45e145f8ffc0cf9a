"""Choose things on the Training page."""

from contextlib import suppress

from playwright.sync_api import Page, TimeoutError, expect

from tests.browser.conftest import SECONDS
from views.parts.language.language import _

TRIES = 3
BAR = ".st-key-trained"  # a training's status


def turn_to(page: Page, part: str) -> None:
    page.get_by_test_id("stButtonGroup").get_by_text(_(part), exact=True).click()


def choose(page: Page, label: str, value: str) -> None:
    box = page.get_by_role("combobox", name=_(label))
    for _try in range(TRIES):  # an open list closes if the page reruns at that moment
        box.click()
        with suppress(TimeoutError):
            page.get_by_role("option", name=value, exact=True).click(timeout=5 * SECONDS)
            break
        page.keyboard.press("Escape")
    expect(box).to_have_value(value)
