"""Everything on a card has the right name: parts of a sum, switches, outlines, formulas."""

import re
from collections.abc import Callable
from functools import partial
from types import SimpleNamespace

import numpy as np
import pytest
import streamlit

from model.explain import explain_unit
from model.explain.wiring import Unit, find_unit
from model.network import Network, forward, load_network
from model.network.functions import FUNCTIONS
from model.network.neuron import Channel, Neuron
from model.reading import Reading
from tests.apptest import FOUR, NEURONS, data, image_of, opened
from views.neuron import page, words
from views.neuron.card import card, head, profile_view, what_if
from views.neuron.sums.ledger_view import input_rows
from views.neuron.sums.sentences import why
from views.parts.asking.asking import plain
from views.parts.looks.encode import signed_png_url
from views.parts.shared import shipped_profiles
from views.parts.shared import test_images as digits_to_show
from views.session.one_of import when_one_of
from views.session.selection import factors_of, scale

DENSE, CONV = load_network("dense"), load_network("conv")
IMAGE = image_of(FOUR)
OF_FOUR = forward(DENSE, IMAGE)
FIRING = Unit("hidden2", (int(OF_FOUR["hidden2_relu"].argmax()),))
SILENT = Unit("hidden2", (int(OF_FOUR["hidden2"].argmin()),))
ON_MAP = Unit("conv1", (5, 12, 3))


@pytest.fixture
def answers(monkeypatch) -> Callable[..., dict[str, dict]]:
    """Return a function that returns what a neuron's card says for the 4, or for blank paper, by part."""
    heads: list[dict] = []
    monkeypatch.setattr(streamlit, "session_state", {})
    monkeypatch.setattr(head, "_component", lambda data, **_: heads.append(data))

    def answer(network: Network, unit: Unit | None, is_blank: bool = False) -> dict[str, dict]:
        reading, neuron = Reading(network, IMAGE), unit and find_unit(network, unit)
        if is_blank:
            head.head(network, neuron)
            return {"card_head": heads.pop()}
        head.head(network, neuron, "why", "fires")
        parts = card.parts_of(reading, reading.explain(neuron))
        return {"card_head": heads.pop(), **{part.key: part.data for part in parts}}

    return answer


@pytest.mark.parametrize("unit", [FIRING, Unit("logits", (4,)), ON_MAP], ids=["hidden", "output", "map"])
def test_every_part_of_a_card_is_about_its_neuron(answers, unit):
    network = CONV if unit is ON_MAP else DENSE
    parts, about = answers(network, unit), [unit.layer, unit.index]
    neurons = [each["about"] for each in parts.values() if "about" in each]
    assert len(neurons) > 2 and all(each == about for each in neurons)
    blank, nothing = (answers(network, each, is_blank=True)["card_head"] for each in (unit, None))
    assert (blank["about"], blank["title"], blank["state"]) == (about, parts["card_head"]["title"], "")
    assert nothing["about"] is None and nothing["title"] != blank["title"]
    assert nothing["sentence"] != blank["sentence"]


def test_the_first_input_of_a_pooling_neuron_is_called_the_largest():
    activations = forward(CONV, IMAGE)
    first, *others = input_rows(explain_unit(CONV, activations, Unit("pool1", (5, 4, 2))))
    assert first.detail == "the largest" and {each.detail for each in others} == {""}


def test_the_sentence_says_how_a_neuron_was_changed():
    neuron = find_unit(DENSE, FIRING)
    for factor, how in (
        (0.0, "This neuron is switched off and"),
        (2.5, "At 2.5 times normal strength, this neuron"),
    ):
        reading = Reading(DENSE, IMAGE, {neuron.channel: factor})
        assert why(reading, reading.explain(neuron)).startswith(f"{how} passes on ")


def test_a_map_s_window_and_path_show_the_chosen_place(answers):
    parts = answers(CONV, ON_MAP)
    row, col, channel = ON_MAP.index
    window = parts["feature_map"]
    assert (window["about"], window["shape"], window["channels"]) == (
        ["conv1", (row, col, channel)],
        (26, 26),
        16,
    )
    assert [each["window"] for each in window["chain"]] == [(3, 3)] and "terms" not in parts
    assert parts["card_head"]["walk"][-1]["label"] == f"Map {channel}"
    assert answers(CONV, Unit("logits", (7,)))["card_head"]["walk"][-1]["label"] == "7"


@pytest.mark.parametrize("name", ["tanh", "sigmoid"])
def test_the_range_in_the_words_is_the_function_s(name):
    found = re.search(r"from (−?\d) to (\d), and a sum of 0 gives ([\d.]+)\.", words.NO_THRESHOLD[name])
    stated = [float(each.replace("−", "-")) for each in found.groups()]
    assert stated == pytest.approx([float(FUNCTIONS[name](np.float64(z))) for z in (-50, 50, 0)])


def test_the_average_favorite_differs_from_the_strongest_images():
    labels = np.array([3, 3, 8, 8])
    profile = SimpleNamespace(best_images=np.array([0, 1, 2]), favorite=8)
    said = profile_view._favorite(profile, labels)
    assert said == "On average, it reacts most to 8s, and 2 of its 3 strongest reactions are to 3s."
    profile.favorite = 3
    said = profile_view._favorite(profile, labels)
    assert said == "On average, it reacts most to 3s, and 2 of its 3 strongest reactions are to 3s."
    profile.best_images = np.array([0, 1])
    said = profile_view._favorite(profile, labels)
    assert said == "On average, it reacts most to 3s, and its 2 strongest reactions are all to 3s."
    profile.best_images, profile.favorite = np.arange(4), 8  # a tie goes to the favorite
    assert profile_view._favorite(profile, labels).endswith(", and 2 of its 4 strongest reactions are to 8s.")


def test_a_drawing_s_rank_among_the_test_digits_is_shown():
    def said(below: float, excitation: float) -> str:
        profile = SimpleNamespace(share_below=lambda _: below, quantiles=(0.0, 1.0))
        return profile_view._position_of_this_drawing(profile, excitation)

    assert said(0.3, 2.0) == "It reacts to this drawing more strongly than to 30.0% of the test digits."
    assert said(0.0, 0.0) == "It is silent for this drawing, and also for some test digits."
    assert said(0.0, -1.0) == "It reacts to this drawing more weakly than to any test digit."


def test_maps_fire_somewhere_and_outputs_are_the_largest():
    profile = SimpleNamespace(always_on=False, fires=0.25)
    said = [
        plain(profile_view._how_often(profile, find_unit(network, unit)))
        for network, unit in ((DENSE, FIRING), (CONV, ON_MAP), (DENSE, Unit("logits", (3,))))
    ]
    assert said == [
        "It fires for 25.0% of the test digits.",
        "It fires somewhere on its map for 25.0% of the test digits.",
        "Its sum is the largest of the ten for 25.0% of the test digits.",
    ]
    always = SimpleNamespace(always_on=True, fires=1.0)
    said = [
        plain(profile_view._how_often(always, find_unit(*each))) for each in ((DENSE, FIRING), (CONV, ON_MAP))
    ]
    assert said == [
        "It fires for 100% of the test digits.",
        "It is always on. Every test digit makes it fire everywhere on its map.",
    ]


def test_the_catalogue_is_sorted_as_its_label_says():
    profile = SimpleNamespace(selectivity=np.array([0.1, 0.9, 0.5]), coverage=np.array([0.9, 0.1, 0.5]))
    excitations = np.array([2.0, 1.0, 3.0])
    found = {order: page._sorted(order, profile, excitations, 3) for order in words.ORDERS}
    assert {words.ORDERS[order]: numbers for order, numbers in found.items()} == {
        "their number": [0, 1, 2],
        "how strongly they react to the drawing": [2, 0, 1],
        "how specific they are to one digit": [1, 2, 0],
        "how often they fire": [0, 2, 1],
    }


def test_the_catalogue_explains_its_colors_and_tiles(canvas_stand_in):
    app = opened(NEURONS, FOUR, network="dense")
    (about,) = (plain(each.value) for each in app.caption if "from blue" in each.value)
    low, high = (
        float(each.replace("−", "-"))
        for each in re.findall(r"from blue \((\S+)\) to orange \((\S+)\)\.", about)[0]
    )
    assert low == -high < 0 and about.startswith(
        "These are the weights of all 128 neurons in the first hidden layer, "
    )
    assert "Each dot is the weight of one pixel of the drawing." in about
    tile = data(app, "catalogue")["pictures"][5]
    number, now, mostly, fires = tile["caption"].split("\n")
    profile = shipped_profiles(DENSE)["hidden1"].of(5)
    assert (number, now) == ("5", f"now {OF_FOUR['hidden1_relu'][5]:.2f}")
    assert mostly == f"mostly {profile.favorite}s" and fires == f"fires for {100 * profile.coverage:.0f}%"
    assert tile["alt"] == f"Neuron 5: 5; {now}; {mostly}; {fires}"


def test_a_blank_canvas_s_card_uses_the_strongest_test_digit(monkeypatch):
    monkeypatch.setattr(page, "reading_of", lambda network, drawing: None)
    monkeypatch.setattr(page, "factors_of", lambda network: {})
    images = digits_to_show()[0].reshape(-1, 784) / np.float32(255)
    first = DENSE.layer("hidden1")
    for unit in (5, 77):
        z = images @ first.kernel[:, unit] + first.bias[unit]
        values = page._reading_for(DENSE, unit, shipped_profiles(DENSE)["hidden1"]).activations
        assert values["hidden1"][unit] == pytest.approx(z.max(), abs=1e-4) and z.max() > 0


@pytest.mark.parametrize(
    ("network", "layer", "said"),
    [
        (DENSE, "hidden1", "Each dot is the weight of one pixel of the drawing."),
        (DENSE, "hidden2", "Each dot is the weight of one neuron of the first hidden layer."),
        (DENSE, "logits", "Each dot is the weight of one neuron of the second hidden layer."),
        (CONV, "conv1", "Each square is a 3 × 3 filter."),
        (CONV, "conv2", "Each small square is a 3 × 3 filter for one feature map of the first convolution."),
        (CONV, "hidden", "Each small square shows the weights for one feature map of the second pooling."),
    ],
)
def test_the_catalogue_says_what_a_dot_or_square_is(network, layer, said):
    assert plain(page._where_they_read(network.layer(layer))) == said


def test_a_tile_has_its_neuron_s_figures_and_weights():
    layer = DENSE.layer("hidden1")
    profile = SimpleNamespace(of=lambda number: SimpleNamespace(coverage=0.256, favorite=3, dead=number == 9))
    excitations = np.arange(128) / 4
    shown = {number: page._tile(Channel(layer, number), 0.5, profile, excitations) for number in (7, 9)}
    assert shown[7].alt == "Neuron 7: 7; now 1.75; mostly 3s; fires for 26%"
    assert shown[9].caption == "9\nnow 2.25\ndead"
    assert shown[7].src == signed_png_url(layer.kernel[:, 7].reshape(28, 28), 0.5)
    shown = page._tile(Channel(CONV.layer("conv1"), 5), 0.5, None, None)
    assert (shown.alt, shown.caption) == ("Map 5: 5", "5")


def test_a_map_counts_as_strongly_as_its_brightest_place():
    values = np.zeros(CONV.layer("conv1").shape, np.float32)
    values[3, 4, 2], values[5, 6, 2], values[1, 1, 0] = 2, 3, 1
    found = page._excitations({"conv1_relu": values}, CONV.layer("conv1"))
    assert found[:4].tolist() == [1, 0, 3, 0]


def test_strongest_test_digits_have_their_own_label_and_activation(monkeypatch):
    shown = {}
    monkeypatch.setattr(profile_view, "_component", lambda key, data: shown.update(data))
    monkeypatch.setattr(profile_view, "_test_image_url", lambda number: f"image {number}")
    labels = digits_to_show()[1]
    profile = shipped_profiles(DENSE)["logits"].of(4)
    profile_view.likes(Reading(DENSE, IMAGE), Neuron(DENSE.logits, (4,)))
    assert len(shown["best"]) == 9
    for place, each in enumerate(shown["best"]):
        number, label = int(profile.best_images[place]), int(labels[profile.best_images[place]])
        a_digit = "an 8" if label == 8 else f"a {label}"
        assert (each["src"], each["caption"]) == (f"image {number}", str(label))
        strength = f"{profile.best_excitations[place]:.2f}"
        assert each["alt"] == f"MNIST test image {number}, {a_digit}. Reaction strength: {strength}"
    means = profile.mean_by_digit
    assert sum(means < 0) > 5  # whose bars are empty
    assert [each["text"] for each in shown["bars"]] == [f"{mean:.2f}".replace("-", "−") for mean in means]
    shares = [each["share"] for each in shown["bars"]]
    assert shares == pytest.approx((np.maximum(means, 0) / means.max()).tolist(), abs=1e-5)
    assert shares.index(1) == profile.favorite


def test_only_strengths_that_the_slider_offers_are_accepted(monkeypatch):
    monkeypatch.setattr(streamlit, "session_state", {})
    layer = DENSE.layer("hidden2")
    for volume, factor in ((2.5, 2.5), (4.25, 2.5), (-0.25, 2.5), ("1", 2.5), (0.0, 0.0), (4.0, 4.0)):
        streamlit.session_state["volume_0"] = volume
        when_one_of("volume_0", what_if.VOLUMES, partial(scale, DENSE, Channel(layer, 3)))()
        reading = Reading(DENSE, IMAGE, factors_of(DENSE))
        assert [reading.factor_of(Neuron(layer, (number,))) for number in (3, 4)] == [factor, 1]
