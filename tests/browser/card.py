"""Use a neuron's card, wait for it and read it."""

from playwright.sync_api import Locator, Page

from tests.browser.draw_page import layer, settled_box


def cents(text: str) -> int:
    """Convert a figure with two decimals to hundredths, so that sums are exact."""
    return round(float(text.replace("−", "-")) * 100)


def read_ledger(page: Page, key: str) -> tuple[list[tuple[str, int]], int]:
    """Open a ledger and return each line as (label, figure in hundredths), and the total."""
    part = page.locator(f".st-key-{key}")
    total = cents(part.locator(".ink-total b").inner_text())
    if part.locator("details").get_attribute("open") is None:
        part.locator("summary").click()
    lines = part.locator(".ink-rows > div")
    texts = [lines.nth(i) for i in range(lines.count())]
    return [
        (line.locator(":first-child").first.inner_text(), cents(line.locator("b").inner_text()))
        for line in texts
    ], total


def expect_whole(page: Page) -> None:
    """Wait until every part of the card is there and about one neuron; nothing moves after that."""
    page.locator(".st-key-likes p").first.wait_for()
    page.wait_for_function(
        """() => {
             const card = document.querySelector(".st-key-neuron");
             const parts = [...card.querySelectorAll(".stBidiComponent")];
             const about = [...card.querySelectorAll("[data-about]")].map((part) => part.dataset.about);
             return parts.every((part) => part.clientHeight) && new Set(about).size === 1;
           }"""
    )


def heading(page: Page) -> Locator:
    return page.locator(".st-key-neuron h3")


def click_on_layer(page: Page, name: str, share: tuple[float, float]) -> None:
    if name == "logits":
        click_output(page, 3)
        return
    box = settled_box(layer(page, name))
    layer(page, name).click(position={"x": box["width"] * share[0], "y": box["height"] * share[1]})


def click_output(page: Page, digit: int) -> None:
    page.locator(".st-key-probabilities button").nth(digit).click()
