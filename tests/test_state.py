"""A session's state is listed in one file, and nothing bypasses it."""

import ast
import re

import pytest

from model import PROJECT
from tests.for_each import for_each
from views.session import one_of, state

VIEWS = PROJECT / "views"
SOURCES = sorted(VIEWS.rglob("*.py"))


@for_each("path", SOURCES, ids=lambda path: f"{path.parent.name}.{path.stem}")
def test_only_one_file_touches_the_session_state(path):
    """One more looks in it for what a component has just sent, and notes which messages it has taken."""
    text = path.read_text()
    if path.name == "component.py":
        text = text.replace('st.session_state.get(key, {}).get("picked")', "")
        text = text.replace("if key in st.session_state", "")
        text = text.replace('st.session_state.setdefault("messages_taken", {})', "")
    text = text.replace("streamlit.runtime.state.session_state import", "")  # Streamlit's own, in messages.py
    assert ("session_state" in text) == (path.name == "state.py")


def keys_used() -> set[str]:
    """Return every literal key that any file asks `state` for; of an f-string, with the name in braces."""
    found = set()
    for path in SOURCES:
        for node in ast.walk(ast.parse(path.read_text())):
            if (
                isinstance(node, ast.Call)
                and re.fullmatch(r"state\.\w+", ast.unparse(node.func))
                and node.args
            ):
                key = node.args[0]
                if isinstance(key, ast.Constant):
                    found.add(key.value)
                elif isinstance(key, ast.JoinedStr):
                    found.add("".join(p.value if isinstance(p, ast.Constant) else "x" for p in key.values))
    return found


def test_every_used_key_is_listed():
    used = keys_used()
    assert len(used) > 25
    for key in used:
        assert state._declared(key) == key


def test_an_unlisted_key_is_refused():
    for key in ("drawings", "neuron_", "choose", "", "xneuron_dense"):
        with pytest.raises(KeyError, match=r"state\.py"):
            state._declared(key)
    assert state._declared("neuron_yours 3")


def test_take_removes_a_value_and_get_keeps_it(monkeypatch):
    monkeypatch.setattr(state.st, "session_state", {})
    assert state.get("replay_step") is None and state.get("replay_step", 3) == 3
    state.put("replay_step", 0)
    assert [state.get("replay_step", 3) for _ in range(2)] == [0, 0]
    assert state.take("replay_step", 3) == 0
    assert (state.take("replay_step", 3), state.get("replay_step")) == (3, None)
    assert (state.get_or_put("replay_step", 4), state.get_or_put("replay_step", 5)) == (4, 4)


@pytest.mark.parametrize(
    ("stored", "chosen"), [({}, "a"), ({"order": "b"}, "b"), ({"order": "z"}, "a"), ({"order": None}, "a")]
)
def test_an_invalid_choice_gives_way_to_the_default(monkeypatch, stored, chosen):
    def control(label: str, options: list, *, default: object, key: str, required: bool) -> object:
        return stored.setdefault(
            key, default
        )  # as Streamlit does: the session's value comes before the default

    monkeypatch.setattr(state.st, "session_state", stored)
    monkeypatch.setattr(one_of.st, "segmented_control", control)
    assert one_of.one_of("Order", ["a", "b"], key="order", default="a") == chosen


def test_a_control_acts_only_on_one_of_its_options(monkeypatch):
    done: list[object] = []
    for sent in ("b", "z", None):
        monkeypatch.setattr(state.st, "session_state", {"order": sent})
        one_of.when_one_of("order", ["a", "b"], done.append)()
    assert done == ["b"]


def test_every_key_is_explained():
    assert all(len(meaning) > 10 for meaning in state.KEYS.values())
