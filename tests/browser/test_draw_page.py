"""Check what people do on the Draw page, in a real Chromium."""

import json
import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import PHONE
from tests.browser.draw_page import (
    choose_network,
    choose_pen,
    click,
    expect_answer,
    expect_blank,
    expect_ink,
    expect_settled,
    ink_on_canvas,
    layer,
    numbers,
    paper,
    settled_box,
)
from tests.browser.pen import SAMPLES, SURFACE, draw, draw_with_finger, draw_with_mouse, scaled
from tests.browser.waiting import until
from tests.browser.windows import turn

LAYERS = {"hidden1": "first hidden layer", "hidden2": "second hidden layer", "conv2": "second convolution"}


@pytest.mark.parametrize("network", ["conv", "dense"])
def test_three_digits_drawn_with_the_mouse_are_read(blank_page, network):
    page = blank_page
    choose_network(page, network)
    expect_blank(page)
    for digit in (3, 1, 7):
        draw_with_mouse(page, scaled(SAMPLES[digit], 0.9))
        expect_answer(page, digit)
        expect(page.locator(".st-key-probabilities b")).to_have_count(10)
        expect(page.get_by_role("button", name="How it was made")).to_be_enabled()
        click(page, "clear")
        expect_blank(page)


def test_undo_redo_and_clear(blank_page):
    page = blank_page

    def expect_on(*names: str) -> None:
        for name in ("undo", "redo", "clear"):
            button = page.locator(f".st-key-{name} button")
            expect(button).to_be_enabled() if name in names else expect(button).to_be_disabled()

    draw(page, SAMPLES[4][:1])
    expect_settled(page)
    first = page.locator(".st-key-answer").inner_text()
    draw(page, SAMPLES[4][1:])
    expect(page.locator(".st-key-answer")).not_to_have_text(first, use_inner_text=True)
    expect_answer(page, 4)
    expect_on("undo", "clear")
    click(page, "undo")
    click(page, "undo")
    expect_blank(page)
    expect(page.locator(".st-key-clear button")).to_be_disabled()
    click(page, "redo")
    click(page, "redo")
    expect_answer(page, 4)
    expect_on("undo", "clear")
    click(page, "clear")
    expect_blank(page)
    expect_on("undo")
    click(page, "undo")
    expect_answer(page, 4)


def test_a_button_that_loads_late_is_disabled_too(open_page):
    waiting = []
    page = open_page(
        before=lambda page: page.route("**/static/js/Button.*.js", lambda request: waiting.append(request))
    )
    page.wait_for_function("window.inkling?.drawings.last")
    assert not page.locator(".st-key-undo button").count()
    for request in waiting:
        request.continue_()
    expect(page.locator(".st-key-undo button")).to_be_disabled()


def test_a_test_image_comes_with_its_true_label(blank_page):
    page = blank_page
    answer = page.locator(".st-key-answer")
    for _ in range(3):  # one or two in a hundred are read as non-digits
        before = page.evaluate("inkling.drawings.last?.given ?? null")
        click(page, "random")
        until(page, f"inkling.drawings.last.given !== {json.dumps(before)}")
        expect_settled(page)
        expect(
            page.get_by_text(re.compile(r"^This is MNIST test image \d+\. Its label says it is an? \d\."))
        ).to_be_visible()
        expect(answer).to_have_text(re.compile(r"^\s*(\d|Not a digit)"))
        if not answer.inner_text().strip().startswith("Not"):
            break
    expect(answer).to_have_text(re.compile(r"^\s*\d"))


def test_a_photo_is_read_and_another_file_shows_an_error(blank_page):
    page = blank_page
    click(page, "upload_open")
    chooser = page.locator("input[type=file]")
    chooser.set_input_files({"name": "notes.png", "mimeType": "image/png", "buffer": b"no picture"})
    expect(page.get_by_text("isn't a PNG or JPEG picture")).to_be_visible()
    expect_blank(page)
    chooser.set_input_files({"name": "four.png", "mimeType": "image/png", "buffer": paper(4)})
    expect_answer(page, 4)
    expect(chooser).to_have_count(0)  # the button makes room for its result
    click(page, "upload_open")
    expect(chooser).to_be_attached()
    expect(page.get_by_text("isn't a PNG or JPEG picture")).to_have_count(0)


@pytest.mark.parametrize(("network", "name"), [("dense", "hidden1"), ("dense", "hidden2"), ("conv", "conv2")])
def test_a_clicked_neuron_shows_numbers_that_add_up(blank_page, network, name):
    page = blank_page
    choose_network(page, network)
    draw(page, SAMPLES[3])
    expect_answer(page, 3)
    box = layer(page, name).bounding_box()
    spot = {"x": box["width"] * 0.4, "y": box["height"] * 0.4}
    page.wait_for_load_state("networkidle")
    layer(page, name).hover(position=spot)
    tip = page.locator(".ink-tip").filter(has_text="z =")
    expect(tip).to_be_visible()
    z, a = numbers(tip.inner_text())[-2:]
    layer(page, name).click(position=spot)
    expect(page.locator(".st-key-neuron h3")).to_contain_text(LAYERS[name])
    pushes, pulls, rest, bias, total = numbers(
        page.locator(".st-key-neuron code", has_text="=").first.inner_text()
    )
    assert round(100 * (pushes + pulls + rest + bias)) == round(100 * total)
    assert total == z
    assert max(0, total) == a
    assert page.locator(".st-key-network_view path").count() > 10


def test_a_neuron_can_be_chosen_with_the_keyboard(blank_page):
    page = blank_page
    choose_network(page, "dense")
    draw(page, SAMPLES[3])
    expect_answer(page, 3)
    layer(page, "hidden2").focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowDown")
    expect(page.locator(".ink-tip")).to_contain_text("Neuron 9, second hidden layerz = ")
    page.keyboard.press("Enter")
    expect(page.locator(".st-key-neuron h3")).to_contain_text("Neuron 9, second hidden layer")
    choose_network(page, "conv")
    expect(layer(page, "conv2")).to_be_visible()
    layer(page, "conv2").focus()
    page.keyboard.press("Enter")
    expect(page.locator(".st-key-neuron h3")).to_contain_text("Feature map 0 at row ")


def test_the_pen_s_width_doesn_t_change_the_drawing(blank_page):
    page = blank_page
    draw(page, SAMPLES[4])
    expect_settled(page)
    ink = ink_on_canvas(page)
    for _ in range(4):
        for pen in ("Thin", "Thick", "Normal"):
            choose_pen(page, pen)
            page.wait_for_timeout(60)  # as fast as a person taps
        page.wait_for_timeout(800)
        expect_ink(page, ink)  # a canvas that is rebuilt is blank until it has loaded
    expect_answer(page, 4)
    draw(page, [[[20, 260], [60, 260]]])
    expect_settled(page)
    click(page, "undo")
    expect_ink(page, ink)
    expect_settled(page)
    assert ink_on_canvas(page) == ink
    # Fabric.js goes on painting a canvas that was removed while it was loading.
    page.complaints[:] = [said for said in page.complaints if "clearRect" not in said]


def test_themes_follow_the_system(open_page):
    """Check both when the page opens and when the system changes its theme."""
    page = open_page(color_scheme="dark")
    draw(page, SAMPLES[7])
    expect_answer(page, 7)
    for scheme in ("dark", "light"):
        turn(page, scheme)
        ground = page.evaluate("getComputedStyle(document.querySelector('.stApp')).backgroundColor")
        lightness = sum(int(part) for part in re.findall(r"\d+", ground)[:3]) / 3
        assert (lightness > 200) if scheme == "light" else (lightness < 60)


def test_a_digit_is_drawn_with_a_finger_without_scrolling(open_page):
    page = open_page(PHONE, has_touch=True, is_mobile=True)
    for network, digit in (("dense", 2), ("conv", 9)):
        choose_network(page, network)
        page.locator(SURFACE).scroll_into_view_if_needed()
        before = settled_box(page.locator(SURFACE))
        draw_with_finger(page, SAMPLES[digit])
        expect_answer(page, digit)
        assert settled_box(page.locator(SURFACE)) == before
        for element in ("document.documentElement", "document.querySelector('[data-testid=stMain]')"):
            assert page.evaluate(f"{element}.scrollWidth <= {element}.clientWidth")
        click(page, "clear")
        expect_blank(page)
