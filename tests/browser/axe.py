"""Run axe, which checks accessibility: npm's newest if it is there, otherwise its Python package's."""

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page

from model import PROJECT

NEWEST = PROJECT / "node_modules" / "axe-core" / "axe.min.js"
EARLY = ["label-content-name-mismatch"]  # rules that aren't in any of `TAGS` yet
_SCRIPT = NEWEST.read_text() if NEWEST.exists() else AXE_SCRIPT

# By default, axe leaves out the rules of WCAG 2.2.
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice"]
_RUN = """({ rules, early, tags }) => {
  const all = { runOnly: tags, rules: Object.fromEntries(early.map((id) => [id, { enabled: true }])) };
  const asked = rules ? { runOnly: rules } : all;
  return axe.run({ resultTypes: ["violations"], ...asked }).then(({ violations }) => violations);
}"""


def violations(page: Page, rules: list[str] | None) -> list[dict]:
    """Return what axe finds by these rules, or by all of `TAGS`; a document loads its 0.5 MB only once."""
    if not page.evaluate("Boolean(window.axe)"):
        page.evaluate(_SCRIPT)
    return page.evaluate(_RUN, {"rules": rules, "early": EARLY, "tags": TAGS})
