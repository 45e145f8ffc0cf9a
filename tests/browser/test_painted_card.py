"""Check the neuron card's pixels: the colors of signs, the side and length of bars, rising curves."""

from collections.abc import Iterator

import numpy as np
import pytest

from model.explain import UnitExplanation, explain_unit
from model.explain.wiring import Unit
from tests.browser.paint import Shown, canvas_picture, cell_colors, is_blue, is_orange, share_off, show
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
