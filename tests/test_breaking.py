"""Damage to the drawing on Draw, without a browser: what is read, and that each text is the right one."""

from types import SimpleNamespace

import numpy as np
import pytest
import streamlit
from streamlit.testing.v1 import AppTest

from model.attribution.smallest_change import SmallestChange
from model.network import load_network
from model.preprocess import to_mnist
from model.preprocess.damage import DEGREES, damaged_images
from model.preprocess.pen import draw_strokes
from model.reading import Reading
from tests.apptest import APP, DRAW, data, opened, report
from tests.samples import SAMPLES
from views.draw.breaking import smallest, words
from views.draw.breaking.breaking import _described
from views.parts.asking.asking import plain
from views.session import breaking
from views.session.drawing.drawing import BLANK, drawing_of_strokes
from views.session.drawing.received import damage_of

pytestmark = pytest.mark.usefixtures("canvas_stand_in")

DENSE = load_network("dense")
SIX = to_mnist(draw_strokes(SAMPLES[6])).image


def test_what_is_chosen_damages_what_the_card_explains_and_each_kind_remembers_its_degree():
    app = opened(DRAW, SAMPLES[6], network="dense")
    assert data(app, "breaking")["choice"] == {"kind": "slid", "degree": 0, "centered": False}
    for kind, degree in (("turned", 40), ("noised", 20), ("turned", 40), ("slid", 0)):
        chosen = {"kind": kind, "degree": degree, "centered": False}
        place = DEGREES[kind].index(degree)
        report(app, "breaking", {"kind": kind, "place": place, "centered": False})
        assert not app.exception
        sent = data(app, "breaking")
        assert sent["choice"] == chosen
        assert bool(sent["noise"]) == (kind == "noised")
        assert sent["degrees"][kind] == degree
    assert data(app, "breaking")["degrees"]["turned"] == 40


def test_only_a_kind_s_own_degrees_are_taken():
    sent = {"kind": "turned", "place": 4, "centered": False}
    assert damage_of(sent) == ("turned", 40, False)
    for change in ({"place": 19}, {"place": -1}, {"place": 4.0}, {"kind": "torn"}, {"centered": 1}):
        assert damage_of(sent | change) is None
    assert damage_of(sent | {"kind": "slid", "place": 11}) is None


def test_the_card_is_about_the_damaged_image_and_without_damage_about_the_drawing(monkeypatch):
    monkeypatch.setattr(streamlit, "session_state", {})
    drawing = drawing_of_strokes(6, "own", SAMPLES[6])
    for kind, degree, centered in (
        ("slid", 3, False),
        ("slid", 3, True),
        ("turned", 90, True),
        ("noised", 50, False),
    ):
        breaking.choose(kind, degree, centered)
        found = breaking.damaged_reading(DENSE, drawing)
        np.testing.assert_array_equal(found.image, damaged_images(SIX[None], kind, degree, centered)[0])
    breaking.choose(kind, 0, True)
    np.testing.assert_array_equal(breaking.damaged_reading(DENSE, drawing).image, SIX)
    assert breaking.damaged_reading(DENSE, BLANK) is None


def test_an_old_link_to_the_page_leads_to_the_drawing_with_its_damage():
    app = AppTest.from_file(APP, default_timeout=60)
    app.query_params.update(drawing="sample.6", damage="turned.90.centered")
    app.run()
    assert not app.exception
    assert data(app, "breaking")["choice"] == {"kind": "turned", "degree": 90, "centered": True}


def test_each_degree_is_named():
    for each in _described()["kinds"]:
        assert each["degrees"] == list(DEGREES[each["kind"]])
        assert len(set(each["texts"])) == len(set(each["ticks"])) == len(each["degrees"])
    texts = {
        each["kind"]: dict(zip(each["degrees"], map(plain, each["texts"]))) for each in _described()["kinds"]
    }
    assert texts["slid"][1] == "1 pixel to the right" and texts["slid"][4] == "4 pixels to the right"
    assert texts["shrunk"][20] == "20% smaller" and texts["turned"][90] == "turned by 90°"
    assert texts["noised"][0] == "no noise" and texts["thinned"][25] == "0.25 pixels taken off every edge"


def test_a_sentence_says_to_turn_centering_on_or_what_it_does():
    for kind, (off, on) in words.SEEN.items():
        assert "turn the switch on" not in on, kind
        effects = "Centering", "first cropped", "scaled back", "switch makes", "switch can't help"
        assert not any(said in off for said in effects)
        assert any(said in on for said in effects)


def test_each_figure_of_the_smallest_change_is_named(monkeypatch):
    change = np.zeros((28, 28), np.float32)
    change[3, 4], change[5, 6] = 0.3, -0.4
    shown, texts = [], []
    monkeypatch.setattr(smallest, "pixels", lambda row, key, operators: shown.append((row, operators)))
    monkeypatch.setattr(smallest, "st", SimpleNamespace(markdown=texts.append))
    smallest._show(Reading(DENSE, SIX), SmallestChange(SIX + change, change, before=6, digit=0))
    ((row, operators),) = shown
    assert [each.title for each in row] == ["Image", "Change", "Together"] and operators == ("+", "=")
    drawing, changed, together = (each.values for each in row)
    np.testing.assert_array_equal(drawing + changed, together)
    assert [each.signed for each in row] == [False, True, False]
    (sentence,) = map(plain, texts)
    assert sentence.startswith(
        "The network said 6, and now it says **0**. No pixel changed by more than 0.40, where 0 is paper "
        "and 1 is ink. "
    )
    assert " The length of the whole change is 0.50. " in sentence  # √(0.3² + 0.4²)
    assert sentence.endswith(
        " This is the smallest change that the search found, but there may be a smaller one."
    )
