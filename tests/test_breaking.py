"""The Break it page without a browser: each picture, verdict and sentence describes the right thing."""

from __future__ import annotations

from types import SimpleNamespace

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

from model.attribution.smallest_change import SmallestChange
from model.network import dense_network, forward, load_network
from model.novelty import THRESHOLD, typicality
from model.preprocess import to_mnist
from model.preprocess.pen import draw_strokes
from model.reading import Reading
from tests.apptest import BREAKING, data, opened
from tests.catalogs import extracted_once
from tests.pseudo_language import PSEUDO, in_pseudo, pseudo
from tests.samples import SAMPLES
from tests.scratch_language import speaks
from views.breaking import page, smallest, words
from views.parts.asking.asking import plain
from views.parts.looks.encode import png_url

pytestmark = pytest.mark.usefixtures("canvas_stand_in")

DENSE = load_network("dense")
SIX = to_mnist(draw_strokes(SAMPLES[6])).image


def opened_with_a_six() -> AppTest:
    return opened(BREAKING, SAMPLES[6], network="dense")


def broken(app: AppTest, kind: str, degree: int, centered: bool) -> AppTest:
    """Return the same page with these choices."""
    chosen = {"breaking_kind": kind, f"breaking_degree_{kind}": degree, "breaking_centered": centered}
    for key, value in chosen.items():
        app.session_state[key] = value
    app.run()
    assert not app.exception
    return app


def said(app: AppTest) -> list[str]:
    return [plain(each.value) for each in app.markdown]


def test_the_second_picture_is_the_network_s_input():
    app, slid = opened_with_a_six(), np.roll(SIX, 10, axis=1)
    for centered, after in ((False, slid), (True, SIX)):
        before, gets = data(broken(app, "slid", 10, centered), "breaking_pictures")["pictures"]
        assert [before["caption"], gets["caption"]] == ["Before", "Damaged"]
        assert [before["alt"], gets["alt"]] == [
            "The 28×28 image before the damage",
            "The damaged 28×28 image that the network reads",
        ]
        assert plain(words.SEEN["slid"][centered]) in said(app)
        assert plain(words.SEEN["slid"][not centered]) not in said(app)
        assert before["src"] == png_url(SIX)
        assert (gets["src"] == png_url(SIX)) == centered
        if not centered:
            cut_off = after * (np.arange(28) >= 10)
            assert gets["src"] == png_url(cut_off)
            answer = int(forward(DENSE, cut_off)["probs"].argmax())
            assert answer != 6 and f"### It says {answer}" in said(app)


def test_the_page_says_whether_the_answer_changed():
    """Upside down, a 6 is read as another digit; a network that blew up reads no number."""
    before, down = Reading(DENSE, SIX), np.ascontiguousarray(np.rot90(SIX, 2))
    for image in (SIX, np.roll(SIX, 2, axis=1), down):
        activations = forward(DENSE, image)
        answer = int(activations["probs"].argmax())
        lines = ["Same as before." if answer == 6 else "The network said 6 before."]
        if typicality(DENSE, activations) < THRESHOLD:
            lines.append("But this counts as “not a digit”.")
        assert page.read_in(before, image) == [f"### It says {answer}", " ".join(lines)]
    assert answer != 6
    assert page.read_in(before, np.zeros_like(SIX)) == ["### No ink left"]
    broken = dense_network([np.full_like(each, np.nan) for each in DENSE.weights])
    assert len(page.read_in(Reading(broken, SIX), SIX)) == 1


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
    smallest._show(SIX, SmallestChange(SIX + change, change, before=6, digit=0))
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


def test_a_change_of_language_changes_words_and_no_choices(tmp_path):
    app = broken(opened_with_a_six(), "turned", 30, True)
    images = [each["src"] for each in data(app, "breaking_pictures")["pictures"]]
    with speaks(tmp_path, en_XA=in_pseudo(extracted_once())):
        app.session_state["language"] = PSEUDO
        app.run()
        assert not app.exception
        assert app.select_slider[0].label == pseudo("How much")
        chosen = [app.session_state[f"breaking_{each}"] for each in ("kind", "degree_turned", "centered")]
        assert chosen == ["turned", 30, True]
        assert [each["src"] for each in data(app, "breaking_pictures")["pictures"]] == images
        assert data(app, "breaking_pictures")["pictures"][0]["caption"] == pseudo("Before")
        assert data(app, "breaking_pictures")["lang"] == PSEUDO
