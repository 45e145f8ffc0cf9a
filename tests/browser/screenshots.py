"""Take the README's film, its pictures and the one that a link shows, from the running app.

python -m tests.browser.screenshots
"""

from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from model import PROJECT
from tests.browser import film
from tests.browser.chromium import ARGUMENTS, find_chromium
from tests.browser.pen import SAMPLES, SURFACE, draw
from tests.browser.server import serve
from tests.browser.waiting import until_page
from views.serving.link_preview import PICTURE, PICTURE_SIZE

FOLDER = PROJECT / "assets" / "screenshots"
OF_A_LINK = PROJECT / "assets" / PICTURE
SMALLER = 0.8  # zoom for the link's picture, so that it shows all of the network
SETTLED = 2500  # milliseconds after which the page has nothing more to draw


def _open(browser, address: str, width: int, height: int, scheme: str, **options) -> Page:
    page = browser.new_page(
        viewport={"width": width, "height": height}, color_scheme=scheme, bypass_csp=True, **options
    )
    page.goto(address)
    page.locator(SURFACE).wait_for(timeout=60_000)
    until_page(page)
    page.locator(".st-key-network_view canvas").first.wait_for(timeout=60_000)
    return page


def _take(page: Page, path: Path) -> None:
    page.mouse.move(5, 5)
    page.wait_for_timeout(SETTLED)
    page.screenshot(path=path)


def _layer(page: Page, name: str):
    return page.locator(f'.st-key-network_view figure[data-layer="{name}"] canvas')


def main() -> None:
    """Record the film; draw, follow the lesson, open a card and the catalogue; light, dark, on a phone."""
    Path(FOLDER).mkdir(exist_ok=True)
    film.main()
    with serve() as app, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=ARGUMENTS)

        page = _open(browser, app.address, 1300, 900, "light")
        draw(page, SAMPLES[7])
        page.goto(f"{app.address}/lesson?step=onward")
        page.locator(".st-key-lesson_next").wait_for()
        page.locator(".st-key-outgoing").wait_for()
        _take(page, FOLDER / "lesson.png")
        page.get_by_role("link", name="Neurons").first.click()
        page.locator(".st-key-catalogue button").first.wait_for()
        _take(page, FOLDER / "catalogue.png")

        page = _open(browser, app.address, 1300, 900, "dark")
        draw(page, SAMPLES[7])
        page.wait_for_timeout(SETTLED)
        box = _layer(page, "hidden1").bounding_box()
        _layer(page, "hidden1").click(position={"x": box["width"] * 0.45, "y": box["height"] * 0.4})
        page.locator(".st-key-ledger").wait_for()
        _take(page, FOLDER / "neuron.png")

        page = _open(browser, app.address, 390, 844, "dark")
        draw(page, SAMPLES[7])
        _take(page, FOLDER / "phone.png")

        width, height = (round(side / SMALLER) for side in PICTURE_SIZE)
        page = _open(browser, app.address, width, height, "light", device_scale_factor=SMALLER)
        draw(page, SAMPLES[7])
        _take(page, OF_A_LINK)
        browser.close()


if __name__ == "__main__":
    main()
