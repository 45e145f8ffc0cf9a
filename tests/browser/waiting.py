"""Waiting for what a page says, where the page's own policy forbids Playwright's way.

That has the page evaluate a string again and again, which no script may there. What a debugger asks, as here,
is no script's.
"""

from __future__ import annotations

import contextlib
import time
from collections.abc import Callable
from typing import TypeVar

from playwright.sync_api import Error, Page, TimeoutError

OFF = "document.querySelector('[data-test-connection-state]').dataset.testConnectionState !== 'CONNECTED'"
# What was to be painted in the next frame is: for `page.evaluate`.
PAINTED = "new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))"
Seen = TypeVar("Seen")
UP = 120_000  # milliseconds, of a first visit to the site on a busy machine
# The page itself looks again and again, for which its timers need no policy: a look that is asked for from
# here takes seven milliseconds of a processor.
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
    """Return as soon as that expression is true in the page, whatever is loaded meanwhile.

    Raises:
        TimeoutError: it was not within `timeout` milliseconds.
    """
    deadline = time.monotonic() + timeout / 1000
    while (left := deadline - time.monotonic()) > 0:
        with contextlib.suppress(Error):  # another page is being loaded
            if page.evaluate(_WATCH % expression, {"arg": arg, "milliseconds": 1000 * left}):
                return
        page.wait_for_timeout(20)  # its next page is on its way
    raise TimeoutError(f"not within {timeout / 1000} s: {expression}")


def until_page(page: Page) -> None:
    """Wait until the page has taken over from what can be drawn on before it is there."""
    until(page, "!document.querySelector('#shell')", timeout=UP)


def soon(page: Page, look: Callable[[], Seen], expected: object) -> Seen:
    """What a look at the page gives: what is expected, as soon as it does; what it gives after 20 seconds."""
    deadline = time.monotonic() + 20
    while (seen := look()) != expected and time.monotonic() < deadline:
        page.wait_for_timeout(50)
    return seen


def settled(page: Page, look: Callable[[], Seen], milliseconds: float = 50) -> Seen:
    """What a look at the page gives, once two of them, so far apart, agree.

    Raises:
        TimeoutError: no two do within 20 seconds.
    """
    seen, deadline = look(), time.monotonic() + 20
    while time.monotonic() < deadline:
        page.wait_for_timeout(milliseconds)
        if seen == (seen := look()):
            return seen
    raise TimeoutError(f"it changes all the time: {seen}")
