"""axe, which judges pages: the newest if npm has fetched what package.json names, else its package's own."""

from __future__ import annotations

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page

from model import PROJECT

NEWEST = PROJECT / "node_modules" / "axe-core" / "axe.min.js"
EARLY = ["label-content-name-mismatch"]  # rules that an older one knows, and does not apply unasked
_SCRIPT = NEWEST.read_text() if NEWEST.exists() else AXE_SCRIPT


GRAVE = ("serious", "critical")  # of its four degrees
# A rule that has a degree of its own finds nothing of another; those that find nothing grave are left out.
_RUN = """({ rules, early, grave }) => {
  const known = globalThis.axe._audit?.rules ?? [];
  const mild = known.filter(({ impact }) => impact && !grave.includes(impact)).map(({ id }) => id);
  const all = Object.fromEntries([...early, ...mild].map((id) => [id, { enabled: early.includes(id) }]));
  const options = { resultTypes: ["violations"], ...(rules ? { runOnly: rules } : { rules: all }) };
  return axe.run(options).then(({ violations }) => violations.filter(({ impact }) => grave.includes(impact)));
}"""


def violations(page: Page, rules: list[str] | None) -> list[dict]:
    """What it finds grave by those rules, or by all; a document is given its half a megabyte once."""
    if not page.evaluate("Boolean(window.axe)"):
        page.evaluate(_SCRIPT)
    return page.evaluate(_RUN, {"rules": rules, "early": EARLY, "grave": GRAVE})
