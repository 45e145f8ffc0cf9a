"""axe, which judges pages: the newest if npm has fetched what package.json names, else its package's own."""

from __future__ import annotations

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page

from model import PROJECT

NEWEST = PROJECT / "node_modules" / "axe-core" / "axe.min.js"
EARLY = ["label-content-name-mismatch"]  # rules that an older one knows, and does not apply unasked
_SCRIPT = NEWEST.read_text() if NEWEST.exists() else AXE_SCRIPT


def violations(page: Page, rules: list[str] | None) -> list[dict]:
    """What it finds by those rules, or by all; a document is given its half a megabyte once."""
    options: dict[str, object] = {"resultTypes": ["violations"]}
    options |= {"runOnly": rules} if rules else {"rules": {rule: {"enabled": True} for rule in EARLY}}
    if not page.evaluate("Boolean(window.axe)"):
        page.evaluate(_SCRIPT)
    return page.evaluate("options => axe.run(options).then(({ violations }) => violations)", options)
