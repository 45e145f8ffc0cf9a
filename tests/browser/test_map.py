"""Check the map of a layer, in a real Chromium: a drawing moves among a thousand digits as it is drawn."""

import re

import numpy as np
from playwright.sync_api import Page, expect

from model.explain.probe import SHOWN, axes, load_probes
from model.network import forward, load_network
from model.preprocess.mnist import load_test_images
from tests.browser.draw_page import expect_settled
from tests.browser.pen import SAMPLES, draw, draw_slowly
from tests.browser.waiting import PAINTED, until
from tests.js.map_cases import NEAREST, nearest

NEAR = ".ink-map-near button"
CIRCLE = 0.27  # of the picture's side, as in map_canvas.js
LOOK = """canvas => {
  const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
  let sum = 0;
  for (let i = 0; i < data.length; i += 4) sum = (31 * sum + data[i] + 7 * data[i + 1]) % 1000003;
  return sum;
}"""
COUNT = """() => {
  const paint = Object.getPrototypeOf(document.querySelector("canvas").getContext("2d")).clearRect;
  const kind = Object.getPrototypeOf(document.querySelector("canvas").getContext("2d"));
  const map = document.querySelector(".ink-map-stage canvas");
  Object.assign(window, { paints: 0, read: 0 });
  inkling.readings.subscribe(map, () => window.read++);
  kind.clearRect = function (...box) {
    if (this.canvas === map) window.paints++;
    return paint.apply(this, box);
  };
}"""


def image(page: Page) -> np.ndarray:
    return np.float32(page.evaluate("() => [...inkling.readings.last.image]")).reshape(28, 28)


def said_near(page: Page) -> list[int]:
    """Return the numbers of the nearest digits, by their names."""
    names = page.locator(NEAR).evaluate_all("all => all.map((each) => each.title)")
    return [int(re.match(r"Picture (\d+): an? \d", name)[1]) for name in names]


def test_a_drawing_moves_among_a_thousand_digits_on_the_map(open_page):
    page = open_page()
    draw(page, SAMPLES[4])
    expect_settled(page)
    page.get_by_role("button", name="Map", exact=True).click()
    expect(page.locator(NEAR)).to_have_count(NEAREST, timeout=60_000)
    assert "map=1" in page.url
    expect(page.locator(".st-key-network_view")).to_have_count(0)

    network, (images, labels) = load_network("dense"), load_test_images()
    drawn, many = image(page), images[:SHOWN] / np.float32(255)
    assert said_near(page) == nearest(drawn.ravel(), many.reshape(SHOWN, -1)).tolist()
    digit = int(network.probs_of(forward(network, drawn)).argmax())
    rows = page.locator(".ink-map-side tbody tr")
    alike = [forward(network, each)["hidden2_relu"] for each in many]
    count = int((labels[nearest(forward(network, drawn)["hidden2_relu"], np.array(alike))] == digit).sum())
    right = load_probes(network)["hidden2_relu"].right
    expect(rows.nth(2)).to_have_text(f"Second hidden layer{100 * float(right):.1f}%{count} of {NEAREST}")

    said = page.locator(".ink-map-gray")
    expect(said).to_contain_text("100 letters, symbols and scribbles")
    of_pixels = load_probes(network)["image"].scores(many.reshape(SHOWN, -1)) @ axes()
    inside = np.mean(np.hypot(*of_pixels.T) < 0.5)
    expect(said).to_contain_text(f"{100 * inside:.1f}% of the digits")

    canvas = page.locator(".ink-map-stage > canvas")
    page.get_by_role("button", name="Second hidden layer").click()
    expect(rows.nth(2)).to_have_attribute("aria-current", "true")
    until(page, "document.querySelector('.ink-map-controls input').value === '2'")
    page.evaluate(PAINTED)
    places = load_probes(network)["hidden2_relu"].scores(np.array(alike)) @ axes()
    apart = np.sort(np.hypot(*(places[:, None] - places).T), axis=0)[1]  # distance to the nearest neighbor
    number = int(np.where(np.hypot(*places.T) < 1.5, apart, 0).argmax())
    box, (x, y) = canvas.bounding_box(), CIRCLE * places[number] * (1, -1) + 0.5
    page.mouse.move(box["x"] + x * box["width"], box["y"] + y * box["height"])
    expect(page.locator(".ink-map-stage .ink-tip")).to_contain_text(f"Picture {number}: ")
    slider = page.get_by_role("slider", name="Second hidden layer")
    slider.press("Home")
    expect(rows.first).to_have_attribute("aria-current", "true")

    page.evaluate(COUNT)
    draw_slowly(page, SAMPLES[7], 1.0)
    until(page, "window.read && window.paints >= window.read / 2")  # once a reading, or a frame

    expect_settled(page)
    expect(page.locator(NEAR)).to_have_count(NEAREST)
    chosen = said_near(page)[2]
    page.locator(NEAR).nth(2).click()
    expect(page.locator(".st-key-answer")).to_contain_text(f"MNIST test image {chosen}.")
    until(page, f"location.search.includes('drawing=test.{chosen}')")
    until(page, "inkling.readings.last.origin")  # the page reads Python's own drawing
    np.testing.assert_allclose(image(page), many[chosen], atol=1e-6)
    assert said_near(page)[0] == chosen  # itself

    tour, still = page.get_by_role("button", name="Tour"), canvas.evaluate(LOOK)
    expect(tour, "a map that holds still offers a step of the tour").to_be_enabled()
    tour.click()  # one step, because this page asked for reduced motion
    until(page, f"({LOOK})(document.querySelector('.ink-map-stage canvas')) !== {still}")
    still = canvas.evaluate(LOOK)
    page.wait_for_timeout(200)
    assert canvas.evaluate(LOOK) == still
    for _step in range(9):
        tour.click()
    page.emulate_media(reduced_motion="no-preference")
    tour.click()
    moved = canvas.evaluate(LOOK)
    until(page, f"({LOOK})(document.querySelector('.ink-map-stage canvas')) !== {moved}")
    canvas.dispatch_event("pointerdown")
    expect(page.get_by_role("button", name="Back to the circle")).to_be_visible()
    page.evaluate(PAINTED)  # a frame may not be done yet
    still = canvas.evaluate(LOOK)
    page.wait_for_timeout(200)
    assert canvas.evaluate(LOOK) == still

    page.get_by_role("button", name="Back to the network").click()
    expect(page.locator(".st-key-network_view canvas").first).to_be_visible()
    until(page, "!location.search.includes('map')")
