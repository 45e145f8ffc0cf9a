"""Check the Training page's pixels: colors of signs, rising curves, a matrix that isn't transposed."""

from __future__ import annotations

import numpy as np
import pytest
from playwright.sync_api import Page, expect

from model.preprocess.mnist import load_test_images
from model.training.history import History, load_history
from tests.browser.paint import (
    cell_colors,
    is_blue,
    is_orange,
    picture_of_url,
    screenshot,
    share_off,
)
from views.parts.looks.colors import paint, paint_signed
from views.parts.looks.wording import a_digit, percent

WEIGHT_SCALE = 0.3  # the weight in the brightest color


@pytest.fixture(scope="module")
def history() -> History:
    return load_history()


@pytest.fixture(scope="module")
def page(open_shared_page, history) -> Page:
    """Return the Training page at the end of the replay."""
    page = open_shared_page()
    page.get_by_role("link", name="Training").first.click()
    slider = page.get_by_role("slider")
    slider.focus()
    slider.press("End")
    accuracy = percent(history.points[-1].test_accuracy)
    expect(page.get_by_text("of the 10,000 test images right")).to_contain_text(accuracy)
    return page


def test_weights_are_orange_above_0_and_blue_below(page, history):
    kernel = history.networks[-1].weighted[0].kernel
    tiles = page.locator(".st-key-replay_weights button").all()
    assert len(tiles) == 12
    for tile in tiles[::5]:
        weights = kernel[:, int(tile.inner_text())].reshape(28, 28)[2:-2, 2:-2]  # without the round corners
        colors = cell_colors(screenshot(tile.locator("img")), 28, 28)[2:-2, 2:-2]
        assert is_orange(colors[weights > WEIGHT_SCALE / 2]).all() and (weights > WEIGHT_SCALE / 2).any()
        assert is_blue(colors[weights < -WEIGHT_SCALE / 2]).all() and (weights < -WEIGHT_SCALE / 2).any()
        assert share_off(colors, paint_signed(weights, WEIGHT_SCALE)) < 0.01


@pytest.mark.parametrize(
    ("title", "measure", "factor", "written"),
    [("Accuracy", "test_accuracy", 100, "{:.1f}%"), ("Loss", "test_loss", 1, "{:.3f}")],
)
def test_a_curve_goes_through_its_measurements(page, history, title, measure, factor, written):
    """Use the scale on the labels of the chart's horizontal lines."""
    values = [factor * getattr(point, measure) for point in history.points]
    legend = page.locator(f".st-key-replay_{title} .ink-key0")
    expect(legend).to_have_text(f"unseen {written.format(values[-1])}")
    chart = page.locator(f".st-key-replay_{title} svg")
    chart.scroll_into_view_if_needed()
    lines, labels, color = chart.evaluate(
        r"""svg => {
             const own = svg.getBoundingClientRect();
             const lines = [...svg.querySelectorAll("line:not(.ink-mark)")].map((line) => {
               const { left, right, top } = line.getBoundingClientRect();
               return [left - own.left, right - own.left, top - own.top];
             });
             const labels = [...svg.querySelectorAll("text[text-anchor=end]")];
             const { stroke } = getComputedStyle(svg.querySelector(".ink-series0"));
             const color = stroke.match(/\d+/g).slice(0, 3).map(Number);
             return [lines, labels.map((label) => label.textContent), color];
           }"""
    )
    ticks = [float(label.rstrip("%")) for label in labels]
    left, right, _ = lines[0]
    heights = np.array(lines)[:, 2]
    assert (np.diff(heights) < 0).all() and (np.diff(ticks) > 0).all()
    cols = np.linspace(left, right, len(values))
    rows = heights[0] + np.ptp(heights) / np.ptp(ticks) * (ticks[0] - np.array(values))
    picture = screenshot(chart)
    seen = []
    for row, col in zip(rows.round().astype(int), cols.round().astype(int)):
        around = picture[max(row - 3, 0) : row + 4, col - 2 : col + 3]
        seen.append(np.abs(around - color).max(axis=-1).min() < 64)
    assert np.mean(seen) > 0.8  # the other curve covers some points


def test_the_confusion_matrix_has_true_digits_in_rows(page, history):
    images, labels = load_test_images()
    predicted = history.predicted[-1]
    counts = np.bincount(labels.astype(int) * 10 + predicted, minlength=100).reshape(10, 10)
    true, taken = (int(i) for i in np.unravel_index((counts - counts.T).argmax(), counts.shape))
    count = int(counts[true, taken])
    assert count > counts[taken, true]
    matrix = page.locator(".st-key-confusion")
    matrix.scroll_into_view_if_needed()
    heads = matrix.locator("b")  # an empty one, one for each column, then one for each row
    column, row = heads.nth(1 + taken), heads.nth(11 + true)
    assert (column.inner_text(), row.inner_text()) == (f"{taken}", f"{true}")
    across, down = column.bounding_box(), row.bounding_box()
    spot = [across["x"] + across["width"] / 2, down["y"] + down["height"] / 2]
    text, color = page.evaluate(
        r"""([x, y]) => {
             const cell = document.elementFromPoint(x, y);
             return [cell.textContent, getComputedStyle(cell).backgroundColor.match(/\d+/g).map(Number)];
           }""",
        spot,
    )
    assert text == f"{count}"
    assert color == paint(np.sqrt(count / 1000)).tolist()
    page.mouse.click(*spot)
    expect(page.get_by_text(f"Images of {a_digit(true)} read as {a_digit(taken)}: {count}")).to_be_visible()
    shown = page.locator(".st-key-examples img")
    expect(shown).to_have_count(min(24, count))
    behind = np.flatnonzero((labels == true) & (predicted == taken))
    for i, image in zip(behind[:3], shown.all()):
        assert share_off(picture_of_url(image.get_attribute("src")), paint(images[i] / 255)) == 0


def test_every_cell_of_the_confusion_matrix_names_its_own_digits(page, history):
    """It can be read on paper as on the screen, because its background is printed."""
    counts = np.zeros((10, 10), int)
    np.add.at(counts, (load_test_images()[1], history.predicted[-1]), 1)
    cells = page.locator(".st-key-confusion button")
    names = cells.evaluate_all("all => all.map((each) => [each.ariaLabel, each.title])")
    for (true, taken), count in np.ndenumerate(counts):
        images = f"{count} image" if count == 1 else f"{count} images"
        assert names[10 * true + taken] == [f"{images} of {a_digit(true)} read as {a_digit(taken)}"] * 2
    colors = []
    for media in ("screen", "print"):
        page.emulate_media(media=media)
        colors.append(cells.evaluate_all("all => all.map((each) => getComputedStyle(each).color)"))
    page.emulate_media(media="screen")
    assert colors[0] == colors[1] and len(set(colors[0])) == 2
