"""Check replay and live training, in a real Chromium."""

import re

import pytest
from playwright.sync_api import Page, expect

from model.network import TRAINED
from model.training.choices import TEXTBOOK
from tests.browser.conftest import DESKTOP, PHONE, SECONDS
from tests.browser.draw_page import expect_answer
from tests.browser.pen import SURFACE
from tests.browser.training_page import BAR, choose, turn_to
from tests.browser.waiting import until
from tests.browser.windows import WINDOWS
from tests.processes import large_libraries

BEGINS = 90 * SECONDS  # a training, or Keras opening a file, on a busy machine
PICTURE = ".st-key-live_weights img"  # of the first neuron's weights
# Note what Replay's controls have shown, because each step is there for less than a second.
NOTE_CONTROLS = """() => {
  window.noted = [];
  const note = () => window.noted.push(document.querySelector(".st-key-replay_controls")?.textContent ?? "");
  window.noting = new MutationObserver(note);
  window.noting.observe(document.body, { childList: true, subtree: true, characterData: true });
}"""
IS_ANOTHER = f"before => document.querySelector('{PICTURE}').getAttribute('src') !== before"


@pytest.fixture(scope="module")
def shared(open_shared_page) -> Page:
    """Return a Training page that the tests share."""
    return open_shared_page(path="training")


@pytest.fixture
def live(shared: Page) -> Page:
    """Return that page on the tab for training, with the textbook's choices."""
    turn_to(shared, "Live")
    shared.locator(".st-key-live_weights img").first.wait_for()  # or an open list would close when it appears
    old = shared.get_by_role("combobox", name="Epochs").element_handle()
    shared.get_by_role("button", name="Back to textbook settings").click()
    old.wait_for_element_state("hidden")  # a choice in a box that is being replaced would be lost
    expect(shared.get_by_role("combobox", name="Epochs")).to_have_value(f"{TEXTBOOK.epochs}")
    return shared


@pytest.mark.skipif(not (TRAINED / "history.npz").exists(), reason="train_model.py has not made it")
def test_replay_works_by_slider_and_by_play(shared):
    page = shared
    controls, answer = page.locator(".st-key-replay_controls"), page.locator(".st-key-drawing_answer")
    expect(controls).to_contain_text("start")
    first = page.locator(".st-key-replay_weights img").first
    noise, early = first.get_attribute("src"), answer.inner_text()
    ones = page.get_by_role("button", name="images of a 1 read as a 1")
    recognized = ones.get_attribute("aria-label")
    slider = page.get_by_role("slider", name="Training step")
    box = slider.bounding_box()
    middle = box["y"] + box["height"] / 2
    page.mouse.move(box["x"] + 8, middle)  # the middle of its thumb
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] / 2, middle, steps=20)
    expect(first).not_to_have_attribute("src", noise)  # while it's held
    expect(controls).to_contain_text("epoch 3")
    assert slider.bounding_box() == box
    page.mouse.up()
    expect(page).to_have_url(re.compile(r"replay=12"))
    slider.press("End")
    expect(slider).to_have_attribute("aria-valuetext", "epoch 54")
    expect(answer).to_contain_text("It says 3")
    assert answer.inner_text() != early
    expect(ones).not_to_have_attribute("aria-label", recognized)
    ones.click()
    expect(page.locator(".st-key-examples img").first).to_be_visible()
    page.set_viewport_size(dict(zip(("width", "height"), WINDOWS["upright tablet"])))
    assert ones.evaluate("each => each.scrollWidth <= each.clientWidth")  # four figures
    page.set_viewport_size(DESKTOP)
    page.evaluate(NOTE_CONTROLS)
    page.get_by_role("button", name="Play").click()
    until(page, "window.noted.some((text) => text.includes('step 2'))")
    page.evaluate("window.noting.disconnect()")
    page.get_by_role("button", name="Pause").click()
    expect(page.get_by_role("button", name="Play")).to_be_visible()


def test_start_is_in_view_on_a_phone(open_page):
    page = open_page(PHONE, "training")
    turn_to(page, "Live")
    page.locator(".st-key-live_weights img").first.wait_for()
    box = page.get_by_role("button", name="Start", exact=True).bounding_box()
    assert box["y"] >= 0 and box["y"] + box["height"] < PHONE["height"] / 2


def number_of_points(page: Page) -> int:
    return (page.locator(".st-key-live_Loss path.ink-series0").get_attribute("d") or "").count("L")


def test_train_watch_and_use(open_page, app, tmp_path):
    page = open_page(path="training?drawing=sample.7")
    turn_to(page, "Live")
    choose(page, "Training images", "2,000")
    choose(page, "Epochs", "60")  # more than it can train before it is paused
    page.get_by_role("button", name="Start", exact=True).click()
    picture = page.locator(PICTURE).first
    noise = picture.get_attribute("src")
    until(page, IS_ANOTHER, arg=noise, timeout=BEGINS)  # check often, to pause it before it ends
    early_points, early_weights = number_of_points(page), picture.get_attribute("src")
    until(page, IS_ANOTHER, arg=early_weights)
    page.get_by_role("button", name="Pause").click()
    expect(page.locator(BAR)).to_contain_text("Paused")
    assert number_of_points(page) > early_points
    page.get_by_role("button", name="Continue").click()
    expect(page.locator(BAR)).to_contain_text("Done", timeout=120 * SECONDS)
    expect(page.locator(BAR)).to_contain_text(re.compile(r"(8|9)\d\.\d% of all 10,000"))
    expect(page.locator(".st-key-drawing_answer")).to_contain_text("It says 7")
    expect(page.locator(".ink-meters").first).to_contain_text("of 128")
    expect(page.get_by_text("This browser stores the last five networks")).to_be_visible()
    with page.expect_download() as download:
        page.get_by_role("button", name="Download as .keras").click()
    download.value.save_as(tmp_path / "mine.keras")
    page.get_by_role("button", name="Use it on the Draw page").click()
    page.locator(SURFACE).wait_for()
    expect_answer(page, 7)
    expect(page.locator(".st-key-answer")).to_contain_text(
        re.compile(r"reads about \d out of 10 letters and scribbles as digits")
    )
    expect(page.locator(".st-key-network")).to_contain_text("Your network")
    page.get_by_role("link", name="Training").first.click()
    page.get_by_text("Upload your own network").click()
    page.locator("input[type=file]").set_input_files(tmp_path / "mine.keras")
    expect(page.get_by_text("Your network is in use now.")).to_be_visible(timeout=BEGINS)
    page.locator("input[type=file]").set_input_files(
        [{"name": "mine.keras", "mimeType": "application/zip", "buffer": b"no network"}]
    )
    expect(page.get_by_text("This isn't a .keras file")).to_be_visible()
    assert large_libraries(app.pid) == []  # other processes handled files


def test_runs_with_zero_one_and_two_layers_share_a_chart(live):
    page = live
    choose(page, "Training images", "300")
    choose(page, "Epochs", "1")
    page.get_by_role("button", name="Compare 0, 1, 2 hidden layers").click()
    expect(page.locator(".st-key-runs")).to_contain_text("Do more layers help?", timeout=120 * SECONDS)
    expect(page.get_by_role("button", name="Start again")).to_be_enabled()
    chart = page.locator(".st-key-runs_chart")
    expect(chart.locator("svg path")).to_have_count(3)
    two = chart.get_by_role("button", name="2 × 128 ReLU")
    two.focus()
    two.press("Enter")
    expect(two).to_have_attribute("aria-pressed", "false")
    expect(chart.locator("svg path")).to_have_count(2)
    expect(two).to_be_focused()
    two.press("Enter")
    expect(chart.locator("svg path")).to_have_count(3)
    picture = page.locator(".st-key-architecture")
    expect(picture.locator(".ink-growing path")).to_have_count(3 * 24)
    page.get_by_role("button", name="Back to textbook settings").click()
    expect(page.locator(".st-key-old_results")).to_contain_text("These results are for 2 × 128 ReLU")
    expect(page.locator(".st-key-old_results")).to_have_css("filter", "grayscale(1)")
    expect(picture.locator(".ink-growing path")).to_have_count(0)  # the network hasn't learned yet
