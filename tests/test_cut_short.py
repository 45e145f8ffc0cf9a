"""Streamlit interrupts a run, callbacks included, at any access to the session's state if a message arrives.

Anything that is interrupted like this is completed once it's requested again, with the same result.
"""

import json
import math
from collections.abc import Callable
from types import SimpleNamespace
from typing import NamedTuple

import pytest
import streamlit

from tests.cut_short import Cut, State
from tests.labeled import many
from views.address import address
from views.classroom import joined
from views.lesson.browser_store import progress_in
from views.lesson.steps.steps import BY_ID, STEPS
from views.session import lesson, own_digits, state, store
from views.session.activations import latest_drawing
from views.signs import signs
from views.tasks import solving, task_panel

CODE, SECRET = "ABC346", "k" * 22
DIGITS = many(3)


class Act(NamedTuple):
    """Something that can be interrupted: the state before, the act, and what one sees afterwards."""

    before: Callable[[], object]
    act: Callable[[], object]
    seen: Callable[[], object]
    done: str = ""  # the key that marks it as done


ALL = {"done": list(BY_ID), "guesses": {step.id: 0 for step in STEPS if step.guess}, "drawing": "sample.7"}
ACTS = {
    "the lesson, from the browser": Act(
        dict,
        lambda: store.receive([progress_in(STEPS)], ["lesson", json.dumps(ALL)]),
        lambda: (lesson.done_steps(), [lesson.guess_of(step.id) for step in STEPS], lesson.own_drawing().png),
        "stores_read",
    ),
    "a device and its keys, from the browser": Act(
        lambda: joined.join(CODE),
        lambda: store.receive(
            [joined.DEVICE], ["device", json.dumps({"device": SECRET, "keys": {CODE: SECRET}})]
        ),
        lambda: (joined.device(), joined.key(), state.get("class_keys")),
        "stores_read",
    ),
    "solved tasks, from the browser": Act(
        dict,
        lambda: store.receive([task_panel.SOLVED], ["tasks", '{"fires": true, "nine": true}']),
        solving.solved,
        "stores_read",
    ),
    "digits, from the browser": Act(
        dict,
        lambda: store.receive(
            [own_digits.DIGITS], ["digits", json.dumps({digit.key: digit.line for digit in DIGITS})]
        ),
        own_digits.own_digits,
        "stores_read",
    ),
    "digits that have changed": Act(
        lambda: own_digits.store(DIGITS[:2]),
        lambda: signs._take({"put": [DIGITS[2].line], "remove": [DIGITS[0].line]}),
        own_digits.own_digits,
    ),
    "what an address says": Act(
        dict,
        address.read_address,
        lambda: (state.get("network"), latest_drawing().current.png),
        "address_session",
    ),
    "a task": Act(
        latest_drawing,
        lambda: solving.ask("nine"),
        lambda: (solving.task(), latest_drawing().current.png, state.get("network")),
        "task",
    ),
}


@pytest.mark.parametrize("act", ACTS.values(), ids=ACTS)
def test_an_interrupted_act_is_completed_by_the_next_run(monkeypatch, act):
    said = SimpleNamespace(to_dict=lambda: {"network": "conv", "drawing": "sample.9"})
    monkeypatch.setattr(streamlit, "query_params", said)
    expected, cuts = None, 0
    for accesses in (math.inf, *range(1000)):
        monkeypatch.setattr(streamlit, "session_state", session := State())
        act.before()
        session.left = accesses
        try:
            act.act()
            is_whole = True
        except Cut:
            is_whole = False
        session.left = math.inf
        if expected is None:
            expected = act.seen()
            continue
        if is_whole:
            break
        cuts += 1
        assert not (act.done and state.get(act.done)), "said to be done, and cut short"
        act.act()
        assert act.seen() == expected
    assert act.seen() == expected and cuts > 1
