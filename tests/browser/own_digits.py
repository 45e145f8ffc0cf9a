"""Use the page Teach it: bring a file of drawings, and find the drawings."""

from pathlib import Path

from playwright.sync_api import Page


def bring(page: Page, path: Path) -> None:
    page.locator(".ink-taught input[type=file]").set_input_files(path)


def drawings(page: Page):
    return page.locator(".ink-smalls button")
