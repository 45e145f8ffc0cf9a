"""Training says everything in the session's language, whatever has become of a training."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import replace

import pytest
from streamlit.testing.v1 import AppTest

from model.errors import NetworkError
from model.processes.worker import PAUSED
from model.training.live import QUEUED, RUNNING
from model.training.snapshot import BLEW_UP, DONE, FAILED, STOPPED
from tests.apptest import FOUR, TRAINING, opened
from tests.catalogs import extracted
from tests.pseudo_language import PSEUDO, in_pseudo
from tests.scratch_language import speaks
from tests.trainings import HISTORY, SEVENS, TAUGHT, training
from views.training.live.runs import Run

pytestmark = pytest.mark.usefixtures("canvas_stand_in")

NO_ROOM = NetworkError("There is no room for this on the server right now. Try again later.").sentence
LIVE = {"training_part": "Live"}
RUN = Run(replace(TAUGHT, epochs=1), 0, HISTORY.points[:6], DONE, 20.0, 0.96)
STATES = {
    "replay": {"training_part": "Replay"},
    "before": LIVE | {"own_digits": SEVENS, "choose_activation": "step"},
    "queued": LIVE | {"training": training(QUEUED, position=2, seconds_to_wait=40.0)},
    "running": LIVE | {"training": training(RUNNING)},
    "paused": LIVE | {"training": training(PAUSED)},
    "stopped": LIVE | {"training": training(STOPPED), "runs": (RUN,)},
    "done": LIVE | {"training": training(DONE, test_accuracy=0.975)},
    "blew up": LIVE | {"training": training(BLEW_UP)},
    "failed": LIVE | {"training": training(FAILED, problem=NO_ROOM), "network_problem": NO_ROOM},
    "one step": {"training_part": "One step"},
    "my digits": {"training_part": "My digits", "own_digits": SEVENS, "own_chosen": SEVENS[1].key},
    "taught": {"training_part": "My digits", "own_digits": SEVENS, "training": training(DONE, TAUGHT)},
}
SHOWN = (
    *("markdown", "caption", "subheader", "title", "info", "error", "success", "warning", "button"),
    *("selectbox", "select_slider", "toggle", "expander"),
)
CHOOSING = {"selectbox", "select_slider"}  # whose value is none that is read; how it is written, is
READ = {"title", "caption", "alt", "label", "heading", "note", "text", "heads", "words", "name", "sentence"}
WORD = re.compile(r"[A-Za-z]{2,}")
NAMES = {"Inkling 1.0.0", "MNIST", "Adam", "SGD", "RMSprop", "ReLU", "English", "tanh"}


def read(app: AppTest) -> Iterator[str]:
    """Every text that a person reads, of Streamlit's own and of components."""
    for kind in SHOWN:
        for each in app.get(kind):
            names = ("label", "help", *([] if kind in CHOOSING else ["value"]))
            yield from (text for name in names if isinstance(text := getattr(each, name, ""), str))
            yield from getattr(each, "options", ()) if kind in CHOOSING else ()
    for each in app.get("bidi_component"):
        if each.proto.json and not each.proto.id.endswith(("-copy_link", "-address")):
            yield from _in(json.loads(each.proto.json))


def _in(value: object, is_read: bool = False) -> Iterator[str]:
    if isinstance(value, dict):
        for name, each in value.items():
            yield from _in(each, name in READ)
    elif isinstance(value, list):
        for each in value:
            yield from _in(each, is_read)
    elif isinstance(value, str) and is_read:
        yield value


@pytest.mark.parametrize("name", STATES)
def test_every_word_is_said_in_the_session_s_language(name, tmp_path):
    app = opened(TRAINING, FOUR, **STATES[name])
    with speaks(tmp_path, en_XA=in_pseudo(extracted())):
        app.session_state["language"] = PSEUDO
        app.run()
        assert not app.exception
        texts = list(read(app))
    assert len(texts) > 20
    found = [text for text in texts if WORD.search(text) and "⟦" not in text and text not in NAMES]
    assert found == []
