"""A value of another type than its widget's is ignored; the session goes on."""

from __future__ import annotations

import ast
import inspect
import json

import pytest
from streamlit.proto.WidgetStates_pb2 import WidgetState, WidgetStates
from streamlit.runtime.state.common import WidgetMetadata
from streamlit.runtime.state.session_state import WStates
from streamlit.testing.v1 import AppTest

from views.parts.component.messages import read_no_other_kind


def page() -> None:
    import streamlit as st

    st.text_input("text", "a", key="text")
    st.slider("number", 0, 9, 3, key="number")
    st.selectbox("one", ["a", "b"], key="one")
    st.segmented_control("some", ["a", "b"], default="a", key="some")
    st.checkbox("true", key="true")
    st.write(repr(dict(sorted(st.session_state.items()))))


OWN = dict(
    text=WidgetState(string_value="b"),
    number=WidgetState(double_array_value={"data": [5]}),
    one=WidgetState(string_value="b"),
    some=WidgetState(string_array_value={"data": ["b"]}),
    true=WidgetState(bool_value=True),
)
OTHERS = [
    WidgetState(bool_value=True),
    WidgetState(int_value=3),
    WidgetState(json_value="[" * 9000),
    *OWN.values(),
]


def sent(app: AppTest, values: dict[str, WidgetState]) -> WidgetStates:
    widgets = [*app.text_input, *app.slider, *app.selectbox, *app.button_group, *app.checkbox]
    ids = {each.key: each.proto.id for each in widgets}
    states = WidgetStates()
    for key, value in values.items():
        states.widgets.add(id=ids[key]).MergeFrom(value)
    return states


@pytest.fixture(autouse=True)
def read_anew(monkeypatch) -> None:
    monkeypatch.setattr(WStates, "__getitem__", inspect.unwrap(WStates.__getitem__))
    read_no_other_kind()


def test_a_value_that_is_too_deep_or_not_json_is_ignored():
    states = WStates()
    states.set_widget_metadata(WidgetMetadata("a", lambda value: value, json.dumps, "json_value"))
    for text, value in (("[" * 7000, None), ("{", None), ("[1]", [1])):
        states.set_widget_from_proto(WidgetState(id="a", json_value=text))
        assert states.get("a") == value


@pytest.mark.parametrize("place", range(len(OTHERS)))
def test_a_wrong_value_is_ignored_and_an_honest_one_still_accepted(place):
    """Fail if a new version of Streamlit reads them another way."""
    app = AppTest.from_function(page).run()
    before, other = app.markdown[0].value, OTHERS[place]
    kind = other.WhichOneof("value")
    forged = {key: other for key, own in OWN.items() if own.WhichOneof("value") != kind}
    app._run(sent(app, forged))
    assert not app.exception and app.markdown[0].value == before
    app._run(sent(app, OWN))
    assert not app.exception
    assert ast.literal_eval(app.markdown[0].value) == {
        "text": "b",
        "number": 5,
        "one": "b",
        "some": "b",
        "true": True,
    }
