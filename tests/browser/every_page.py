"""Walk through every page and use everything that a browser fetches, for each way to start the app.

The walk finds things by the words on the page, in English and in German.
"""

import re

from playwright.sync_api import ConsoleMessage, Page, Response, expect

from tests.browser.draw_page import choose_network, click, expect_answer, expect_settled
from tests.browser.layout_shift import READY
from tests.browser.pen import SAMPLES, draw
from tests.browser.training_page import BAR, choose, turn_to
from tests.browser.waiting import until, until_page
from tests.js.map_cases import NEAREST
from views.parts.language.language import _, speaking
from views.parts.words import PAGES

NOT_OURS = re.compile(r"/\w+/_stcore/")  # Streamlit first looks for its server below a page
LANGUAGE = ".ink-language-menu select"


def go(page: Page, name: str) -> None:
    page.get_by_role("link", name=name).first.click()


def train(page: Page) -> None:
    """Train to the end, and draw a seven meanwhile."""
    if not page.url.partition("?")[0].endswith("/training"):
        go(page, "Training")
    turn_to(page, "Live")
    choose(page, "Training images", "10,000")
    choose(page, "Epochs", "1")
    page.locator(".st-key-training_start button").click()
    until(page, "globalThis.inklingTraining?.snapshot", timeout=90_000)
    go(page, "Draw")
    page.locator(".st-key-clear button").wait_for()
    if page.locator(".st-key-clear button:enabled").count():
        page.locator(".st-key-clear button").click()
        expect_answer(page, "Draw")
    draw_seven(page)
    go(page, "Training")
    expect(page.locator(BAR)).to_contain_text("images right")


def see_map(page: Page) -> list[str]:
    """Open the map of the drawing on Draw; return the names of the nearest digits, and go back."""
    page.get_by_role("button", name="Map", exact=True).click()
    near = page.locator(".ink-map-near button")
    expect(near).to_have_count(NEAREST)
    named = near.evaluate_all("all => all.map((each) => each.title)")
    page.get_by_role("button", name="Back to the network").click()
    page.locator(".st-key-network_view canvas").first.wait_for()
    return named


def draw_seven(page: Page) -> None:
    draw(page, SAMPLES[7])
    expect_answer(page, 7)
    expect_settled(page)


def walk(page: Page, address: str, has_server: bool = True, is_brief: bool = False) -> None:
    """Open the app at this address, see every page in English and German, and train.

    Args:
        page: blank and not shared.
        address: where the app is served.
        has_server: False for the site.
        is_brief: See only Draw and the wall in English, and don't train.

    Fail afterwards if the page's console or the server's log has errors.
    """
    complaints: list[str] = []

    def on_console(message: ConsoleMessage) -> None:
        # Streamlit looks whether a file to download is there, and the site has no server to ask.
        is_asked_for = not has_server and re.search("stlite.invalid|Download Button fetch", message.text)
        if message.type == "error" and not NOT_OURS.search(message.location["url"]) and not is_asked_for:
            complaints.append(message.text)

    def look(response: Response) -> None:
        if response.status >= 400 and not NOT_OURS.search(response.url):
            complaints.append(f"{response.status} {response.url}")

    page.on("console", on_console)
    page.on("response", look)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.goto(address)
    until_page(page)
    draw_seven(page)
    see_map(page)
    choose_network(page, "conv")
    expect_answer(page, 7)
    if not is_brief:
        see_pages(page)
    go(page, PAGES["teachers"])
    page.locator(READY["teachers"]).first.wait_for()  # a page that still comes would undo the next choice
    if has_server:
        page.locator(".st-key-card_class a").click()
        click(page, "class_start")
        page.get_by_role("link", name="Go to the wall").click()
        page.locator(".st-key-wall_head a").first.wait_for()
        go(page, PAGES["draw"])
        page.locator(".st-key-send button").first.wait_for()
    page.locator(LANGUAGE).select_option("de")
    with speaking("de"):
        expect(page.locator("html")).to_have_attribute("lang", "de")
        see_pages(page)
        expect(page.locator(".st-key-clear")).to_contain_text(_("Clear"))  # JavaScript writes this text
        expect_answer(page, 7)
    page.locator(LANGUAGE).select_option("en")
    expect(page.locator(".st-key-clear")).to_contain_text("Clear")
    if not is_brief:
        train(page)
    assert not complaints, complaints


def see_pages(page: Page) -> None:
    """Open every page of the menu, Draw last."""
    for path in [*filter(None, READY), ""]:
        if (name := PAGES.get(path or "draw")) and path not in (
            "wall",
            "questions",
        ):  # the others aren't in the menu
            go(page, _(name))
            page.locator(READY[path]).first.wait_for()
            expect_no_error(page)


def expect_no_error(page: Page) -> None:
    """Check that Streamlit shows no exception and that every part of the page has loaded."""
    expect(page.get_by_test_id("stException")).to_have_count(0)
    expect(page.get_by_text(re.compile(r"couldn't (load|fetch|be (loaded|fetched))"))).to_have_count(0)
