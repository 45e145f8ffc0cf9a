"""Share pages between tests."""

from collections import defaultdict

from playwright.sync_api import Browser, Page

NO_PAGE = "_stcore/health"  # an address of the app that isn't one of its pages


class PagePool:
    """Lends a browser's pages again and again.

    A test that takes one loads the app, so it has a new document and session. That takes a third of
    the time that a new context takes, because Chromium starts a process for each context.
    """

    def __init__(self, browser: Browser) -> None:
        """Start with no open pages."""
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
        """Return a page that nobody else uses, in a context with these options and no other page."""
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
        """End the page's session and free the page for other tests, without traces of this one."""
        if page.is_closed():
            return
        page.unroute_all()
        page.goto(f"{address}/{NO_PAGE}")
        page.mouse.up()
        page.mouse.move(0, 0)
        page.context.clear_cookies()
        page.evaluate(
            "localStorage.clear(), sessionStorage.clear(), void indexedDB.deleteDatabase('inkling')"
        )
        self._free[self._options[page]].append(page)
