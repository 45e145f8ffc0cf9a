"""Wait for what a page says, because the page's own policy forbids Playwright's way.

Playwright has the page evaluate a string again and again, and no script may do that there. The policy doesn't
bind a debugger, which evaluates strings here.
"""

import contextlib
import time
from collections.abc import Callable
from typing import TypeVar

from playwright.sync_api import Error, Page, TimeoutError

OFF = "document.querySelector('[data-test-connection-state]').dataset.testConnectionState !== 'CONNECTED'"
# For `page.evaluate`: resolves when the next frame has been painted.
PAINTED = "new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))"
Seen = TypeVar("Seen")
UP = 120_000  # milliseconds, for a first visit to the site on a busy machine
# The page itself looks again and again, because its timers need no policy. A look from here would take
# seven milliseconds of a processor.
_WATCH = """async ({ arg, milliseconds }) => {
  const look = () => (%s);
  const end = performance.now() + milliseconds;
  while (performance.now() < end) {
    try {
      const found = look();
      if (await (typeof found === "function" ? found(arg) : found)) return true;
    } catch {} // what it asks of is not there yet
    await new Promise((done) => setTimeout(done, 20));
  }
  return false;
}"""


def until(page: Page, expression: str, *, arg: object = None, timeout: float = 30_000) -> None:
    """Return as soon as that expression is true in the page, even if the page loads another document.

    Raises:
        TimeoutError: If it isn't true within `timeout` milliseconds.
    """
    deadline = time.monotonic() + timeout / 1000
    while (left := deadline - time.monotonic()) > 0:
        with contextlib.suppress(Error):  # the page loads another document
            if page.evaluate(_WATCH % expression, {"arg": arg, "milliseconds": 1000 * left}):
                return
        page.wait_for_timeout(20)  # until the next document is there
    raise TimeoutError(f"not within {timeout / 1000} s: {expression}")


def until_page(page: Page) -> None:
    """Wait until the page has taken over from the shell that can be drawn on before it."""
    until(page, "!document.querySelector('#shell')", timeout=UP)


def soon(page: Page, look: Callable[[], Seen], expected: object) -> Seen:
    """Repeat a look at the page until it gives what is expected, for 20 seconds; return the last result."""
    deadline = time.monotonic() + 20
    while (seen := look()) != expected and time.monotonic() < deadline:
        page.wait_for_timeout(50)
    return seen


def settled(page: Page, look: Callable[[], Seen], milliseconds: float = 50) -> Seen:
    """Return the result of a look at the page as soon as two looks, this far apart, agree.

    Raises:
        TimeoutError: If no two agree within 20 seconds.
    """
    seen, deadline = look(), time.monotonic() + 20
    while time.monotonic() < deadline:
        page.wait_for_timeout(milliseconds)
        if seen == (seen := look()):
            return seen
    raise TimeoutError(f"it changes all the time: {seen}")
