"""Use the tab My digits: bring a file of drawings, and find the drawings."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Page


def bring(page: Page, path: Path) -> None:
    expander = page.locator(".st-key-own_import")
    if not expander.locator("[data-testid=stFileUploader]").is_visible():
        expander.locator("summary").click()
    page.locator(".st-key-own_import input[type=file]").set_input_files(path)


def drawings(page: Page):
    return page.locator(".st-key-own_pictures button")
