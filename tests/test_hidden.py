"""Tests what links can hide: each name hides its own part everywhere, and nothing else."""

import re

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from tests.apptest import APP, BUILD, DRAW, LESSON, NEURONS, TEACH, TRAINING, forget_views, opened, shown
from tests.samples import SAMPLES
from views.parts.words import HIDDEN_PAGE, HIDEABLE, TO_DRAW

pytestmark = pytest.mark.usefixtures("canvas_stand_in")

GONE = {  # on the Draw page, by key or, if it has one, by label
    "training": {"Training", "label_buttons", "store_digits"},  # it stores digits for a training
    "neurons": {"Neurons"},
    "build": {"Build"},
    "teach": {"Teach it"},
    "breaking": {"tool_break_damage", "break", "breaking", "breaking_curve_open", "breaking_smallest_open"},
    "conv": {"network", "network_row", "other_networks", "others"},
    "samples": {"samples"},
    "random": {"random"},
    "photo": {"upload_open"},
    "projector": {"projector"},
}
LABELS = {"random": "Random", "photo": "Photo or file"}  # so that keys match their labels
KEY = re.compile(r'\bid: "[^"]*-(\w+)"')
HIDES = re.compile(r"<style>(.+) { display: none; }</style>")


def seen(app: AppTest) -> set[str]:
    """Return the keys of everything visible on the page, and the labels of its links."""
    assert not app.exception
    found, blocks = shown(app), [app._tree]
    while blocks:
        for each in getattr(blocks.pop(), "children", {}).values():
            found |= set(KEY.findall(str(getattr(each, "proto", ""))))
            blocks.append(each)
    return (found | set(links(app))) - {each.removeprefix(".st-key-") for each in selectors(app)}


def selectors(app: AppTest) -> list[str]:
    """Return the selectors of parts that are sent but hidden."""
    rules = [HIDES.fullmatch(each.proto.body) for each in app.get("html")]
    return [each for rule in rules if rule for each in rule[1].split(", ")]


def links(app: AppTest) -> list[str]:
    return [each.proto.label for each in app.get("page_link")]


def test_each_name_hides_its_own_part_and_nothing_else():
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


def test_without_training_the_lesson_does_not_link_to_it():
    app = opened(LESSON, lesson_step="end")
    before = links(app)
    app.session_state["hidden"] = frozenset({"training"})
    app.run()
    assert (
        [each for each in before if each not in ("Train your own network", "Training")]
        == links(app)
        != before
    )


def test_an_embedded_page_does_not_link_to_other_pages(monkeypatch: pytest.MonkeyPatch):
    ways = {".st-key-pages", '[data-testid="stPageLink"]'}
    for is_embedded in (None, False, True):  # old browsers send None
        monkeypatch.setattr(type(st.context), "is_embedded", is_embedded)
        assert set(selectors(opened(DRAW))) == (ways if is_embedded else set())


def test_a_hidden_page_only_says_that_it_is_hidden():
    for page, name in ((TRAINING, "training"), (NEURONS, "neurons"), (BUILD, "build"), (TEACH, "teach")):
        app = opened(page, SAMPLES[3], hidden=frozenset({name}))
        assert [each.value for each in app.info] == [HIDDEN_PAGE] and TO_DRAW in links(app)
        assert not (app.button or app.selectbox or app.radio or app.markdown)
        app.session_state["hidden"] = frozenset()
        assert HIDDEN_PAGE not in [each.value for each in app.run().info]


def test_an_embedded_step_is_alone_but_an_embedded_lesson_isn_t(monkeypatch: pytest.MonkeyPatch):
    steps = {f".st-key-lesson_{each}" for each in ("back", "next", "progress")}
    monkeypatch.setattr(type(st.context), "is_embedded", True)
    for query, hides in (({"step": "neuron"}, steps), ({}, set())):
        forget_views()
        app = AppTest.from_file(APP, default_timeout=120)
        for name, value in query.items():
            app.query_params[name] = value
        app = app.run().switch_page(LESSON).run()
        assert not app.exception and set(selectors(app)) & steps == hides
        app.query_params["step"] = "numbers"  # the page writes this itself
        assert set(selectors(app.run())) & steps == hides
