"""Check the neuron card's pixels: the colors of signs, the side and length of bars, rising curves."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import pairwise

import numpy as np
import pytest
from playwright.sync_api import Locator

from model.explain import UnitExplanation, explain_unit, outgoing
from model.explain.ledger import make_ledger
from model.explain.profile import load_profile
from model.explain.wiring import Unit, find_unit
from model.network.functions import COMPARED, FUNCTIONS
from tests.browser.card import read_ledger
from tests.browser.paint import (
    Shown,
    bars_of,
    canvas_picture,
    cell_colors,
    is_blue,
    is_orange,
    screenshot,
    share_off,
    show,
)
from views.parts.looks.colors import paint, paint_signed

WIDE = {"width": 1920, "height": 1080}


@pytest.fixture(scope="module")
def dense(open_shared_page) -> Shown:
    return show(open_shared_page(WIDE, color_scheme="dark"), "dense", 3)


@pytest.fixture(scope="module")
def conv(open_shared_page) -> Shown:
    return show(open_shared_page(WIDE), "conv", 3)


def strongest(shown: Shown, layer: str) -> Unit:
    """Return the unit of a layer that reacts most to this drawing."""
    values = shown.activations[shown.network.layer(layer).activation_layer.name]
    return Unit(layer, tuple(int(i) for i in np.unravel_index(values.argmax(), values.shape)))


def firing(shown: Shown, layer: str) -> Iterator[UnitExplanation]:
    """Yield the neurons of a dense layer, starting with those that react most to this drawing."""
    values = shown.activations[shown.network.layer(layer).activation_layer.name]
    for number in np.argsort(-values).tolist():
        yield explain_unit(shown.network, shown.activations, Unit(layer, (number,)))


def is_torn(terms: np.ndarray) -> bool:
    """Return whether the pushes and pulls are about equally large."""
    return terms.max() > 0 and -terms.min() > 0.6 * np.abs(terms).max()


def pictures(shown: Shown, key: str) -> list[np.ndarray]:
    """Return a row of arrays as they are painted."""
    return [canvas_picture(canvas) for canvas in shown.page.locator(f".st-key-{key} canvas").all()]


def expect_signed(picture: np.ndarray, values: np.ndarray) -> None:
    """Check a picture (rows, cols): orange above 0, blue below, dark at 0, relative to the largest value."""
    scale = np.abs(values).max()
    colors = cell_colors(picture, *values.shape)
    assert is_orange(colors[values > 0.5 * scale]).all() and (values > 0.5 * scale).any()
    assert is_blue(colors[values < -0.5 * scale]).all() and (values < -0.5 * scale).any()
    assert colors[np.abs(values) < 1e-3 * scale].max(initial=0) < 60
    assert share_off(colors, paint_signed(values, scale)) < 0.01


def test_weights_and_contributions_are_orange_above_0_and_blue_below(dense):
    explained = next(each for each in firing(dense, "hidden1") if is_torn(each.terms))
    dense.choose(explained.neuron.unit)
    drawing, weights, terms = pictures(dense, "terms")
    assert share_off(cell_colors(drawing, 28, 28), paint(dense.activations["image"])) < 0.01
    expect_signed(weights, explained.weights.reshape(28, 28))
    expect_signed(terms, explained.terms.reshape(28, 28))


def test_the_card_shows_the_feature_map_that_was_clicked(conv):
    unit = strongest(conv, "conv2")
    conv.choose(unit)
    values = conv.activations["conv2_relu"][..., unit.index[2]]
    image, _source, feature_map = pictures(conv, "feature_map")
    expected = paint(values, conv.network.card["scales"]["conv2_relu"])
    assert share_off(cell_colors(feature_map, *values.shape), expected) < 0.02  # without the frame
    assert share_off(cell_colors(image, 28, 28), paint(conv.activations["image"])) < 0.05


def expect_signed_bars(around: Locator, terms: dict[str, float], number: int) -> None:
    """Check that many terms for a bar from the middle to the right or left; other rows have none."""
    bars = {bar.text.split("\n")[0]: bar for bar in bars_of(around)}
    shown = {label: bar for label, bar in bars.items() if label in terms}
    assert len(shown) == number
    largest = max(abs(terms[label]) for label in shown)
    for label, bar in shown.items():
        share = terms[label] / largest
        assert (is_orange if share > 0 else is_blue)(bar.color), label
        assert bar.share == pytest.approx(abs(share) / 2, abs=0.01), label
        assert bar.start == pytest.approx(0.5 + min(share, 0) / 2, abs=0.01), label
    assert not any(bar.share for label, bar in bars.items() if label not in terms)


def test_ledger_bars_go_right_above_0_and_left_below(dense):
    unit = strongest(dense, "hidden2")
    dense.choose(unit)
    explained = explain_unit(dense.network, dense.activations, unit)
    terms = {f"Neuron {i}": term for i, term in enumerate(explained.terms.tolist())}
    read_ledger(dense.page, "ledger")  # opens it
    expect_signed_bars(dense.page.locator(".st-key-ledger .ink-rows"), terms, 12)
    sent = outgoing(find_unit(dense.network, unit), dense.activations)
    terms = {f"Digit {i}": term for i, term in enumerate(sent.terms.tolist())}
    expect_signed_bars(dense.page.locator(".st-key-outgoing .ink-rows"), terms, 6)


def test_each_waterfall_bar_starts_where_the_last_one_ended(dense):
    for number in range(128):
        unit = Unit("hidden2", (number,))
        shown = make_ledger(explain_unit(dense.network, dense.activations, unit))
        steps = [shown.pushes_figure, shown.pulls_figure, shown.rest_figure, shown.bias_figure]
        if min(map(abs, steps)) > 0.1:
            break
    dense.choose(unit)
    ends = [0, *np.cumsum(steps)]
    spans = [*pairwise(ends), (0, shown.pre_activation)]
    low, high = min(ends), max(ends)
    bars = bars_of(dense.page.locator(".st-key-ledger .ink-waterfall"))
    assert len(bars) == len(spans)
    for bar, (start, end) in zip(bars, spans):
        assert (is_orange if end > start else is_blue)(bar.color), bar.text
        assert bar.start == pytest.approx((min(start, end) - low) / (high - low), abs=0.015), bar.text
        assert bar.share == pytest.approx(abs(end - start) / (high - low), abs=0.015), bar.text


def test_bars_of_favorite_digits_are_as_long_as_the_means(dense):
    unit = strongest(dense, "hidden2")
    dense.choose(unit)
    means = load_profile(dense.network)["hidden2"].of(unit.index[0]).mean_by_digit
    bars = bars_of(dense.page.locator(".st-key-likes .ink-means"))
    assert [bar.share for bar in bars] == pytest.approx((means / means.max()).tolist(), abs=0.012)
    assert sum(0.05 < bar.share < 0.95 for bar in bars) >= 3
    assert {bar.start for bar in bars} == {0}


@pytest.mark.parametrize("fires", [True, False])
def test_curves_rise_to_the_right_and_mark_z(dense, fires):
    sums = dense.activations["hidden2"]
    unit = Unit("hidden2", (int(np.argmin(np.abs(sums - (1 if fires else -1)))),))
    dense.choose(unit)
    z = float(sums[unit.index])
    curves = dense.page.locator(".st-key-activation_curves")
    tabs = curves.get_by_role("tab").all()
    assert len(tabs) == len(COMPARED)
    for tab in tabs:
        tab.click()
        dense.page.mouse.move(5, 5)
        curve = screenshot(curves.locator("svg"))[3:-3, 3:-3]  # without the corners
        expect_curve(curve, FUNCTIONS[tab.inner_text().lower()], z)


def expect_curve(picture: np.ndarray, function: Callable[[np.ndarray], np.ndarray], z: float) -> None:
    """Check for a light curve from its low left to its high right end, with an orange dot at z on it."""
    reach = max(4, 1.25 * abs(z))  # of the curve, to either side of 0
    is_curve = picture[..., 2] > 150
    is_dot = is_orange(picture) & (picture[..., 0] > 235)
    left, right = np.flatnonzero(is_curve.any(axis=0))[[0, -1]]
    bottom, top = (np.flatnonzero(is_curve[:, col]).mean() for col in (left, right))
    assert bottom - top > 0.5 * len(picture)

    def place(x: float) -> tuple[float, float]:
        low, high, value = function(np.array([-reach, reach, x]))
        up, across = (value - low) / (high - low), (x / reach + 1) / 2
        return bottom + (top - bottom) * up, left + (right - left) * across

    dot = np.argwhere(is_dot).mean(axis=0)
    assert np.abs(dot - place(z)).max() < 2
    for x in (-0.6 * reach, -0.1 * reach, 0.1 * reach, 0.6 * reach):
        row, col = place(x)
        rows = np.flatnonzero(is_curve[:, round(col)])
        assert np.abs(rows - row).min() < 3
