"""With a network for signs, pages say their names, as data, and nothing about digits; its sums stay exact."""

import base64
import io
import json
import re
import subprocess
import sys
from dataclasses import replace

import numpy as np
import pytest

from model.attribution import through_neurons
from model.attribution.counterfactual import find_counterfactuals
from model.attribution.smallest_change import smallest_change_steps
from model.explain.ledger import DECIMALS, make_ledger
from model.explain.wiring import Unit, find_unit
from model.export import to_notebook, to_npz, to_python
from model.network import forward
from model.network.message import decode
from model.network.neuron import Neuron
from model.reading import Reading
from model.steps import finish
from tests.apptest import BROKEN, DRAW, FOUR, NEURONS, TRAINING, card_parts, cents, data, opened
from tests.samples import SAMPLES
from tests.signs import BASES, NAMES, drawn, network_of_signs, reading_of
from tests.strokes import sketch_of
from tests.unsaid import texts
from views.draw.map.signs_map import SignsMap, _described
from views.parts.asking.asking import LINK, plain
from views.parts.looks.wording import in_markdown, neuron_title, sign
from views.session.drawing.drawing import drawing_of_strokes

FOUR_PNG = drawing_of_strokes(7, "ready-made", FOUR).png
FOUR_IS = 3  # the sign for which a 4 stands
ABOUT_DIGITS = re.compile(r"\bdigits?\b|MNIST|\bten\b", re.IGNORECASE)
UNSEEN = ("inkling_asking", "inkling_answer words nearest", "inkling_answer words why")  # or of the glossary
OF_DIGITS = (  # what is said of digits nevertheless, or the name of a value
    *("A real digit from MNIST's", "Center first, like", "The **Simple network** uses", "**Loss**"),
    *("The network said {digit}", "A picture, or a photo of a digit", "My digits"),
)
STATES = {
    "draw": (DRAW, {}),
    "answer": (DRAW, {"neuron_signs": Unit("logits", (FOUR_IS,)), **BROKEN}),
    "strokes": (DRAW, {"neuron_signs": Unit("logits", (1,)), "why_mode": "strokes"}),
    "neurons": (DRAW, {"neuron_signs": Unit("logits", (1,)), "why_mode": "neurons"}),
    "rival": (DRAW, {"neuron_signs": Unit("logits", (1,)), "why_compared": (1, 9, FOUR_PNG)}),
    "catalogue": (NEURONS, {"layer_signs": "logits", "order": "selectivity"}),
    "step": (TRAINING, {"training_part": "One step"}),
}


def shown(state: str, base: str, strokes: list | None = FOUR) -> list[tuple[str, str]]:
    page, chosen = STATES[state]
    app = opened(page, strokes, own_network=network_of_signs(base), network="yours", **chosen)
    assert not app.exception
    return [(place, text) for place, text in texts(app) if not place.startswith(UNSEEN)]


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("base", BASES)
def test_no_page_says_digit_of_a_sign(canvas_stand_in, base, state):
    if state == "step" and base == "conv":
        pytest.skip("a step of learning needs a dense network")
    for strokes in (FOUR, None):
        said = [text for _, text in shown(state, base, strokes) if ABOUT_DIGITS.search(text)]
        assert [text for text in said if not text.startswith(OF_DIGITS)] == []


@pytest.mark.parametrize("state", ["answer", "strokes", "neurons", "step"])
def test_names_are_said_and_are_no_markup(canvas_stand_in, state):
    found = shown(state, "")
    said = "\n".join(text for _, text in found)
    assert NAMES[0] in said or in_markdown(NAMES[0]) in said
    for place, text in found:
        if place.startswith(("markdown", "caption", "button")):  # which Streamlit reads as Markdown
            assert NAMES[0] not in text


@pytest.mark.parametrize("name", ["[a](words#b)", "**x** $y$", "`:zap:`\\", "<b>&amp;</b>", "a_b*c~d#e|"])
def test_a_hostile_name_is_text_in_every_channel(name):
    said = f"Why [not](words#share) {sign((name, 'B'), 0)}?"
    assert plain(said).replace("\u2060", "") == f"Why not \u2068{name}\u2069?"
    assert len(LINK.findall(said)) == 1
    escaped = in_markdown(name)
    assert re.sub(r"\\(.)", r"\1", escaped) == name


@pytest.mark.parametrize("base", BASES)
def test_a_card_s_figures_add_up_for_every_sign_and_for_hidden_neurons(base):
    for number in range(len(NAMES)):
        reading = reading_of(number, base)
        network, winner = reading.network, reading.digit
        hidden = find_unit(network, Unit("conv2", (3, 4, 5)) if base else Unit("hidden1", (7,)))
        for neuron in (*(Neuron(network.logits, (each,)) for each in range(4)), hidden):
            explanation = reading.explain(neuron)
            ledger = make_ledger(explanation)
            parts = ledger.pushes_figure, ledger.pulls_figure, ledger.rest_figure, ledger.bias_figure
            assert round(sum(parts), DECIMALS) == round(ledger.pre_activation, DECIMALS)
            z = float(reading.activations[neuron.layer.name][neuron.index])
            assert explanation.pre_activation == pytest.approx(z, abs=1e-4)
        assert neuron_title(Neuron(network.logits, (winner,))) == f"\u2068{NAMES[winner]}\u2069"
        other = (winner + 1) % 4
        margin = float(reading.logits[winner] - reading.logits[other])
        for level in through_neurons(network, reading.activations, winner, other).values():
            assert level.bias + level.shares.sum() == pytest.approx(margin, abs=1e-3)


def test_the_card_shown_adds_up(canvas_stand_in):
    page, chosen = STATES["answer"]
    app = opened(page, FOUR, own_network=network_of_signs(), network="yours", **chosen)
    assert data(app, "card_head")["title"] == f"\u2068{NAMES[FOUR_IS]}\u2069"
    ledger = card_parts(app)["ledger"]
    assert sum(cents(each["figure"]) for each in ledger["steps"]) == cents(ledger["total"]["figure"])
    assert "likes" not in card_parts(app)  # what MNIST's digits say of it


def test_searches_lead_to_another_sign_and_only_to_what_is_known():
    network = network_of_signs()
    reading = reading_of(2)
    found = finish(smallest_change_steps(network, reading.image))
    assert found.before == 2 and found.digit in (0, 1, 3)
    assert Reading(network, found.image).digit == found.digit
    drawing = sketch_of(SAMPLES[4])
    changes = find_counterfactuals(network, network, drawing)
    assert changes and all(each.digit in range(3) for each in changes)
    strict = replace(network, card={**network.card, "threshold": 0.0})
    assert find_counterfactuals(strict, strict, drawing) == []


@pytest.mark.parametrize("base", BASES)
def test_exported_code_says_the_names_and_the_same_shares(base, tmp_path):
    reading = reading_of(0, base)
    file = tmp_path / "sign.py"
    file.write_text(to_python(reading.network, reading.image))
    printed = subprocess.check_output([sys.executable, file], text=True, encoding="utf-8")
    assert f"It says {NAMES[0]}." in printed and all(f"\n{name}" in printed for name in NAMES)
    cells = json.loads(to_notebook(reading.network, reading.image))["cells"]
    code = "\n\n".join("".join(each["source"]) for each in cells if each["cell_type"] == "code")
    compile(code, "notebook", "exec")
    assert all("<b>" not in "".join(each["source"]) for each in cells if each["cell_type"] == "markdown")
    arrays = np.load(io.BytesIO(to_npz(reading.network)))
    assert tuple(arrays["classes"]) == NAMES and arrays["logits_bias"].shape == (4,)


def test_a_digit_s_files_and_words_stay_as_they_are():
    from model.network import load_network

    network = load_network("dense")
    assert "classes" not in np.load(io.BytesIO(to_npz(network)))
    assert neuron_title(Neuron(network.logits, (7,))) == "Digit 7"
    assert sign(network.classes, 7) == "7" and network.reads_digits and not network.knows_signs
    assert forward(network, np.zeros((28, 28), np.float32))["probs"].shape == (10,)


@pytest.mark.parametrize("base", BASES)
def test_the_map_has_the_drawings_that_it_learned_from_with_their_sums(base):
    each = network_of_signs(base)
    shown, (images, labels) = decode(_described(SignsMap(each))), drawn()
    assert (shown["network"], tuple(shown["names"])) == (each.name, each.classes)
    assert base64.b64decode(shown["images"]) == images.tobytes()
    np.testing.assert_array_equal(shown["labels"], labels)
    for image, sums in zip(images, shown["sums"]):
        found = each.logits_of(forward(each, np.float32(image) / 255))
        np.testing.assert_allclose(sums, found, rtol=1e-4, atol=1e-3)
