"""Pages that one test after another uses."""

from __future__ import annotations

from collections import defaultdict

from playwright.sync_api import Browser, Page

NO_PAGE = "_stcore/health"  # an address of the app where none of its pages is


class PagePool:
    """Gives out a browser's pages, again and again.

    Who has got one loads the app, and thus has a document and a session of its own. That takes a third of the
    time that it takes in a new context, for which Chromium starts a process.
    """

    def __init__(self, browser: Browser) -> None:
        """None is open yet."""
        self._browser = browser
        self._free: defaultdict[tuple, list[Page]] = defaultdict(list)  # by their contexts' options
        self._options: dict[Page, tuple] = {}

    def take(
        self,
        viewport: dict,
        color_scheme: str = "light",
        reduced_motion: str = "no-preference",
        **options: object,
    ) -> Page:
        """A page that nobody else has, in a context with these options that is no other page's."""
        kind = tuple((name, repr(options[name])) for name in sorted(options))
        if self._free[kind]:
            page = self._free[kind].pop()
            page.set_viewport_size(viewport)
        else:
            page = self._browser.new_context(viewport=viewport, **options).new_page()
            self._options[page] = kind
        page.emulate_media(media="screen", color_scheme=color_scheme, reduced_motion=reduced_motion)
        return page

    def give_back(self, page: Page, address: str) -> None:
        """End its session, and let others have it, who find nothing of what was done to it."""
        if page.is_closed():
            return
        page.unroute_all()
        page.goto(f"{address}/{NO_PAGE}")
        page.mouse.up()
        page.mouse.move(0, 0)
        page.context.clear_cookies()
        page.evaluate("localStorage.clear(), sessionStorage.clear()")
        self._free[self._options[page]].append(page)
