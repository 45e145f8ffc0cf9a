"""What a session caches is never shown for another network, drawing or neuron."""

from collections.abc import Callable
from contextlib import nullcontext
from dataclasses import replace
from itertools import product
from types import SimpleNamespace
from typing import NamedTuple

import numpy as np
import pytest
import streamlit

from model.attribution.edits import Sketch
from model.network import Network, load_network
from model.network.neuron import Channel
from model.reading import Reading
from model.steps import Steps
from tests.samples import SAMPLES
from views.address.address_fields import FIELDS
from views.draw.breaking import counted, smallest
from views.draw.map import map_view
from views.draw.map.map_view import Map
from views.lesson import browser_store
from views.neuron.card import counterfactuals, profile_view
from views.neuron.why import why_drawing
from views.session import breaking, state
from views.session.activations import latest_drawing, reading_of, stages_of
from views.session.drawing.drawing import Drawing, drawing_of_strokes
from views.session.lesson import remember_drawing
from views.session.pinned import pin, pinned_reading
from views.session.selection import restore, scale
from views.session.store import address

OWN = replace(load_network("dense"), name="yours 1")
OTHER = replace(
    load_network("dense"),
    name="yours 2",
    layers=tuple(
        replace(layer, bias=layer.bias + np.float32(0.3)) if layer.bias is not None else layer
        for layer in load_network("dense").layers
    ),
)
OF_SOMETHING = ("(Network", "((Network", "(array", "(Drawing", "(Pinned", "(Reading", "Reading")


class Case(NamedTuple):
    """The input of a cached result: a network with one multiplied neuron, and a drawing."""

    network: Network
    drawing: Drawing
    factor: float


DRAWINGS = [drawing_of_strokes(digit, "drawn", SAMPLES[digit]) for digit in (4, 7)]
CASES = [Case(*each) for each in product((OWN, OTHER), DRAWINGS, (1.0, 0.0))]
# Every pair: with another network, drawing or factor, with two of them changed, and with all.
ORDER = [case for one in CASES for other in CASES for case in (one, other)]


def written(name: str) -> Callable[[Case], object]:
    def ask(case: Case) -> object:
        pin(case.drawing)
        latest_drawing().add(case.drawing)
        assert name in {each.name for each in FIELDS}
        return address()["values"][name]

    return ask


def of_the_lesson(case: Case) -> object:
    remember_drawing(case.drawing)
    return browser_store._written_drawing()


def of_the_pinned_one(case: Case) -> object:
    pin(case.drawing)
    return pinned_reading(case.network).probs.tolist()


def attributed(case: Case) -> object:
    found = why_drawing._attribution(reading_of(case.network, case.drawing), (4, 9))
    return found.pixels.tolist()


def searched(case: Case) -> object:
    """Search in the feature's own fragment: it searches for unknown results, as after a press."""
    question = counterfactuals.Question(case.network, case.drawing.png, None)
    counterfactuals._look(question, case.drawing)
    return state.get(counterfactuals.KEY)[1].found


def right(case: Case) -> object:
    return counted.Count(case.network, "slid").found[0]


def damaged(case: Case) -> object:
    breaking.choose("slid", 3, False)
    return breaking.damaged_reading(case.network, case.drawing).image.tolist()


def changed(case: Case) -> object:
    shown: list[object] = []
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(smallest, "_show", lambda reading, found: shown.append(found))
        smallest._of_pixels.__wrapped__(Reading(case.network, stages_of(case.drawing).image))
    return shown.pop()


class Cached(NamedTuple):
    """A cached result, and for how many of the cases it differs."""

    ask: Callable[[Case], object]
    answers: int


CACHED = {
    "drawing_written": Cached(written("drawing"), 2),
    "pinned_written": Cached(written("kept"), 2),
    "lesson_drawing_written": Cached(of_the_lesson, 2),
    "stages": Cached(lambda case: stages_of(case.drawing).image.tolist(), 2),
    "reading": Cached(lambda case: reading_of(case.network, case.drawing).probs.tolist(), 8),
    "pinned_reading": Cached(of_the_pinned_one, 8),
    "attribution": Cached(attributed, 8),
    "counterfactual_search": Cached(searched, 4),
    "breaking_image": Cached(damaged, 2),
    "breaking_counted": Cached(right, 2),
    "breaking_smallest": Cached(changed, 4),
    "own_probes": Cached(lambda case: Map(case.network).probes["logits"].bias.tolist(), 2),
    "own_profiles": Cached(lambda case: profile_view.profiles_of(case.network), 2),
}


def test_every_cache_is_in_the_list():
    assert {key for key, meaning in state.KEYS.items() if meaning.startswith(OF_SOMETHING)} == {*CACHED}


@pytest.fixture
def quick(monkeypatch) -> None:
    """Answer slow questions with their own arguments."""
    place = SimpleNamespace(button=lambda *_, **__: True, empty=lambda: None)
    page = SimpleNamespace(container=lambda **_: nullcontext(), empty=lambda: place)
    monkeypatch.setattr(smallest, "st", page)
    monkeypatch.setattr(smallest, "smallest_change_steps", asked_of)
    monkeypatch.setattr(profile_view, "profile_steps", asked_of)
    monkeypatch.setattr(counted, "counting_steps", asked_of)
    monkeypatch.setattr(counterfactuals, "counterfactual_steps", searched_for)
    monkeypatch.setattr(why_drawing, "attribute", quick_attribution)
    monkeypatch.setattr(map_view, "probe_steps", probed)


def asked_of(network: Network, given: np.ndarray, *_: object) -> Steps:
    yield 0.5
    return [(network.name, given.tolist() if given.ndim == 2 else len(given))]


def probed(network: Network, *_: object) -> Steps:
    yield 0.5
    return {"logits": network.logits}


def searched_for(network: Network, other: Network, sketch: Sketch, target: int | None) -> Steps:
    yield
    return [(network.name, sketch.ink.tolist())]


def quick_attribution(network: Network, image: np.ndarray, digit: int, against: int, factors) -> object:
    """Return an attribution that identifies its arguments."""
    by = [factors.get(Channel(network.logits, 3), 1.0), float(network.logits.bias.sum())]
    return SimpleNamespace(pixels=np.array([*image.ravel(), *by, digit, against]))


def asked(key: str, case: Case) -> object:
    restore(case.network)
    scale(case.network, Channel(case.network.logits, 3), case.factor)
    return CACHED[key].ask(case)


@pytest.mark.parametrize("key", CACHED)
def test_a_repeated_question_gets_a_new_session_s_answer(quick, monkeypatch, key):
    expected = []
    for case in CASES:
        monkeypatch.setattr(streamlit, "session_state", {})
        expected.append(asked(key, case))
    assert len({repr(each) for each in expected}) == CACHED[key].answers
    monkeypatch.setattr(streamlit, "session_state", {})
    for case in ORDER:
        assert asked(key, case) == expected[CASES.index(case)]


def test_pixel_shares_belong_to_the_requested_pair(quick, monkeypatch):
    monkeypatch.setattr(streamlit, "session_state", {})
    reading = reading_of(OWN, DRAWINGS[0])
    for pair in ((4, 9), (4, 7), (7, 4), (4, 9)):
        assert tuple(why_drawing._attribution(reading, pair).pixels[-2:]) == pair


def test_drawings_that_look_alike_keep_their_own_images(monkeypatch):
    """As from a link: the image is the one from where it was drawn."""
    monkeypatch.setattr(streamlit, "session_state", {})
    plain = DRAWINGS[0]
    made = stages_of(plain).image
    brought = replace(plain, image=made * np.float32(0.9))
    for drawing, image in ((plain, made), (brought, brought.image), (plain, made), (brought, brought.image)):
        assert np.array_equal(stages_of(drawing).image, image)
