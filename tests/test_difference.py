"""What another drawing changes in a neuron's sum adds up."""

import pytest

from model.explain import explain_unit
from model.explain.difference import difference, difference_ledger
from model.explain.wiring import find_unit
from model.network import forward
from model.network.layer import COPIES
from tests.specimens import ALL, some_images, some_units, specimen

PAIRS = ((0, 1), (3, 2), (5, 0))  # of images; 5 is blank paper
FINE = 1e-9


def cases(title: str, each: int = 3):
    network = specimen(title).network
    for before, after in PAIRS:
        values = [forward(network, some_images()[i]) for i in (before, after)]
        for layer in network.layers[1:]:
            if layer.unit_layer is layer and layer.kind not in COPIES:
                for unit in some_units(layer, each):
                    yield network, *values, unit


@pytest.mark.parametrize("title", ALL)
def test_terms_without_a_bias_add_up_to_the_difference(title):
    for network, before, after, unit in cases(title):
        first, second = (explain_unit(network, each, unit) for each in (before, after))
        found = difference(find_unit(network, unit), before, after)
        assert found.pre_activation == second.pre_activation - first.pre_activation
        assert found.bias == 0
        assert found.terms.sum() == pytest.approx(found.pre_activation, abs=FINE)
        if second.activation_function != "max":
            products = found.inputs.astype(float) * found.weights
            assert found.terms == pytest.approx(products, abs=1e-5)


def test_a_pooling_s_weights_select_what_is_largest_now():
    """If another place has become the largest, that one is passed on."""
    others = 0
    for network, before, after, unit in cases("trained conv", 12):
        layer = network.layer(unit.layer)
        if layer.kind != "MaxPooling2D":
            continue
        row, col, channel = unit.index
        windows = []
        for values in (before, after):
            read = values[layer.source.name]
            windows.append(read[2 * row : 2 * row + 2, 2 * col : 2 * col + 2, channel].ravel())
        found = difference(find_unit(network, unit), before, after)
        chosen = int(windows[1].argmax())
        assert found.weights.ravel().tolist() == [float(place == chosen) for place in range(4)]
        assert found.inputs.ravel() == pytest.approx(windows[1] - windows[0])
        assert found.activation == pytest.approx(windows[1].max() - windows[0].max(), abs=1e-6)
        others += chosen != int(windows[0].argmax())
    assert others


@pytest.mark.parametrize("title", ALL)
def test_a_difference_adds_up_in_the_figures_shown(title):
    for network, before, after, unit in cases(title):
        if explain_unit(network, after, unit).activation_function == "max":
            continue
        z_before, z_after, ledger = difference_ledger(find_unit(network, unit), before, after)
        for z, values in ((z_before, before), (z_after, after)):
            assert z == round(explain_unit(network, values, unit).pre_activation, 2)
        parts = [z_before, ledger.pushes_figure, ledger.pulls_figure, ledger.rest_figure]
        assert sum(round(100 * part) for part in parts) == round(100 * z_after)
        assert ledger.bias_figure == 0
        for entries, figure in ((ledger.pushes, parts[1]), (ledger.pulls, parts[2])):
            assert sum(round(100 * entry.figure) for entry in entries) == round(100 * figure)
