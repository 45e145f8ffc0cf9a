"""What a link hides: each name hides what is said of it, wherever that stands, and nothing else."""

from __future__ import annotations

import re

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from tests.apptest import APP, BREAKING, BUILD, DRAW, LESSON, NEURONS, TRAINING, forget_views, opened, shown
from tests.samples import SAMPLES
from views.lesson.steps.steps import STEPS
from views.parts.words import HIDDEN_PAGE, HIDEABLE, TO_DRAW

pytestmark = pytest.mark.usefixtures("canvas_stand_in")

GONE = {  # from the Draw page, by its key or, of what has one, its label
    "training": {
        "Training",
        "label_buttons",
        "label_buttons_row",
        "store_digits",
    },  # what is kept there is for a training
    "neurons": {"Neurons"},
    "build": {"Build"},
    "breaking": {"Break it"},
    "conv": {"network", "network_row"},
    "samples": {"samples"},
    "random": {"random"},
    "photo": {"upload_open"},
    "projector": {"projector"},
}
LABELS = {"random": "Random", "photo": "Photo or file"}  # so that a key is of what it is said to be
KEY = re.compile(r'\bid: "[^"]*-(\w+)"')
HIDES = re.compile(r"<style>(.+) { display: none; }</style>")


def seen(app: AppTest) -> set[str]:
    """The keys of all that is seen on the page, and the labels of its links."""
    assert not app.exception
    found, blocks = shown(app), [app._tree]
    while blocks:
        for each in getattr(blocks.pop(), "children", {}).values():
            found |= set(KEY.findall(str(getattr(each, "proto", ""))))
            blocks.append(each)
    return (found | set(links(app))) - {each.removeprefix(".st-key-") for each in selectors(app)}


def selectors(app: AppTest) -> list[str]:
    """By which parts are hidden that are nevertheless sent."""
    rules = [HIDES.fullmatch(each.proto.body) for each in app.get("html")]
    return [each for rule in rules if rule for each in rule[1].split(", ")]


def links(app: AppTest) -> list[str]:
    return [each.proto.label for each in app.get("page_link")]


def test_each_name_hides_what_is_said_of_it_and_nothing_else():
    app = opened(DRAW, SAMPLES[3])
    everything, gone = seen(app), {}
    for name in HIDEABLE:
        app.session_state["hidden"] = frozenset({name})
        app.run()
        gone[name] = everything - seen(app)
    assert gone == GONE
    labels = {each.key: each.label for each in app.button}
    labels |= {each.proto.id.rpartition("-")[2]: each.proto.popover.label for each in app.get("popover")}
    for name, label in LABELS.items():
        assert [labels[key] for key in GONE[name]] == [label]


def test_where_training_is_hidden_the_lesson_does_not_lead_to_it():
    app = opened(LESSON, lesson_step="end")
    before = links(app)
    app.session_state["hidden"] = frozenset({"training"})
    app.run()
    assert (
        [each for each in before if each not in ("Train your own network", "Training")]
        == links(app)
        != before
    )


def test_in_another_page_no_way_leads_to_others(monkeypatch: pytest.MonkeyPatch):
    ways = {".st-key-pages", '[data-testid="stPageLink"]'}
    for is_embedded in (None, False, True):  # as browsers say it that never heard of it, and others
        monkeypatch.setattr(type(st.context), "is_embedded", is_embedded)
        assert set(selectors(opened(DRAW))) == (ways if is_embedded else set())


def test_a_page_that_is_hidden_shows_nothing_but_that_it_is():
    for page, name in (
        (TRAINING, "training"),
        (NEURONS, "neurons"),
        (BREAKING, "breaking"),
        (BUILD, "build"),
    ):
        app = opened(page, SAMPLES[3], hidden=frozenset({name}))
        assert [each.value for each in app.info] == [HIDDEN_PAGE] and TO_DRAW in links(app)
        assert not (app.button or app.selectbox or app.radio or app.markdown)
        app.session_state["hidden"] = frozenset()
        assert HIDDEN_PAGE not in [each.value for each in app.run().info]


def test_one_step_in_another_page_has_no_way_to_others_and_the_lesson_has(monkeypatch: pytest.MonkeyPatch):
    steps = {f".st-key-lesson_{each}" for each in ("back", "next", "progress")}
    monkeypatch.setattr(type(st.context), "is_embedded", True)
    for query, hides in (({"step": "neuron"}, steps), ({}, set())):
        forget_views()
        app = AppTest.from_file(APP, default_timeout=120)
        for name, value in query.items():
            app.query_params[name] = value
        app = app.run().switch_page(LESSON).run()
        assert not app.exception and set(selectors(app)) & steps == hides
        app.query_params["step"] = "numbers"  # as the page writes it of itself
        assert set(selectors(app.run())) & steps == hides


def test_where_training_is_hidden_the_lesson_lacks_its_trainings_and_no_other_step():
    trainings = {"learn", "deep", "overfit", "flat"}  # what flows through a network that has learned is none
    assert {step.id for step in STEPS if step.trains} == trainings
