"""Find layout errors on a page, by laws that hold for every page: see laid_out.js."""

from pathlib import Path

from playwright.sync_api import Page

LAWS = Path(__file__).with_suffix(".js").read_text().partition("\n")[2]  # without the comment at its top


def misplaced(page: Page) -> list[str]:
    """Return what is laid out wrong on the page now, each with the law that it breaks."""
    return page.evaluate(LAWS)
