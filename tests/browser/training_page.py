"""What tests choose on the Training page."""

from __future__ import annotations

from playwright.sync_api import Page, expect


def turn_to(page: Page, part: str) -> None:
    page.get_by_test_id("stButtonGroup").get_by_text(part, exact=True).click()


def choose(page: Page, label: str, value: str) -> None:
    box = page.get_by_role("combobox", name=label)
    box.click()
    page.get_by_role("option", name=value, exact=True).click()
    expect(box).to_have_value(value)
