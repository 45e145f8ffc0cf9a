"""What is laid out wrong on a page, by laws that hold for every page: see laid_out.js."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Page

LAWS = Path(__file__).with_suffix(".js").read_text().partition("\n")[2]  # without what it says of itself


def misplaced(page: Page) -> list[str]:
    """Of what is seen there now, each with the law it breaks."""
    return page.evaluate(LAWS)
