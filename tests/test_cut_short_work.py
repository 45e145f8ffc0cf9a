"""An interrupted run loses nothing that somebody has done, wherever it's interrupted.

Streamlit interrupts a run, callbacks included, when another message of its session arrives: at its next
access to the session's state, or when it next shows anything.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from itertools import count
from math import inf
from types import SimpleNamespace
from unittest.mock import MagicMock

import pytest
import streamlit
from streamlit.proto.Common_pb2 import FileURLs
from streamlit.runtime.uploaded_file_manager import UploadedFile, UploadedFileRec

from model.classes import NoClass
from model.errors import NetworkError
from model.network import load_network
from model.training.choices import TEXTBOOK
from model.training.training import Race
from tests.cut_short import Cut, State
from tests.samples import SAMPLES
from views.classroom import start
from views.classroom.classes import NOTHING, Latest
from views.draw import starters
from views.serving.uploads import was_read
from views.session import state
from views.session.drawing.drawing import drawing_of_strokes
from views.training.live import live, own_network

FOUR = drawing_of_strokes(4, "ready-made", SAMPLES[4])
NETWORK = load_network("dense")


@pytest.fixture
def cut_short(monkeypatch) -> Callable[..., Iterator[State]]:
    """Return a function that yields sessions interrupted at the first access, at the second, and so on.

    The last session isn't interrupted.
    """

    def every_way(begin: Callable[[], dict[str, object]], act: Callable[[], None]) -> Iterator[State]:
        for accesses in count():
            session = State(begin())
            session.left = accesses
            monkeypatch.setattr(streamlit, "session_state", session)
            try:
                act()
            except Cut:
                session.left = inf
                yield session
            else:
                assert accesses  # otherwise nothing was ever interrupted
                session.left = inf
                yield session
                return

    return every_way


@pytest.fixture
def unseen(monkeypatch) -> Callable[[object], MagicMock]:
    """Return a function that keeps a module from showing anything; it can be interrupted after a spinner."""

    @contextmanager
    def spinner(*_: object) -> Iterator[None]:
        try:
            yield
        finally:
            streamlit.session_state.reach()

    def of(module: object) -> MagicMock:
        stand_in = MagicMock(spinner=spinner)
        monkeypatch.setattr(module, "st", stand_in)
        return stand_in

    return of


def holding(key: str, contents: bytes, **state: object) -> dict[str, object]:
    """Return a state with an uploaded file."""
    return {key: UploadedFile(UploadedFileRec("1", "a file", "", contents), FileURLs()), **state}


def test_the_next_run_opens_or_refuses_an_uploaded_network(cut_short, unseen, monkeypatch):
    def opens(contents: bytes, name: str) -> object:
        if contents == b"good":
            return NETWORK
        raise NetworkError("It has no layers.")

    unseen(own_network)
    monkeypatch.setattr(own_network, "open_keras_file", opens)
    for session in cut_short(partial(holding, "network_upload", b"good"), own_network._take):
        own_network.upload()
        assert session["own_network"] is NETWORK and session["network"] == "yours"
        assert was_read(session["network_upload"]) and session["network_problem"] is None
    for session in cut_short(partial(holding, "network_upload", b"bad"), own_network._take):
        own_network.upload()
        assert "It has no layers." in session["network_problem"] and "own_network" not in session
        assert was_read(session["network_upload"])


def test_the_next_run_draws_a_picture_once_or_refuses_it(cut_short, unseen):
    unseen(starters)
    for contents, given, said in ((FOUR.png, 1, ""), (b"no picture", 0, "isn't a PNG")):
        begin = partial(holding, "upload", contents, upload_open=True)
        for session in cut_short(begin, starters._take_upload):
            starters._upload()
            assert session["latest_drawing"].given == given
            assert said in session["upload_problem"] and bool(said) == bool(session["upload_problem"])
            assert was_read(session["upload"])


def test_a_session_has_one_training_however_often_its_start_was_cut_short(cut_short):
    for session in cut_short(dict, lambda: live.start(TEXTBOOK)):
        live.start(TEXTBOOK)
        assert session["training"].choices == TEXTBOOK and session["runs"] == {}


def test_a_race_has_one_training_however_often_its_start_was_cut_short(cut_short):
    def begin() -> None:
        state.get_or_put("lesson_race", Race([TEXTBOOK], live.new_training)).go_on()

    for session in cut_short(dict, begin):
        begin()
        assert [each.choices for each in session["lesson_race"].trainings] == [TEXTBOOK]


def test_a_wrong_code_neither_joins_nor_leaves_a_class(cut_short, monkeypatch):
    def look(code: str, at_once: bool) -> Latest:
        streamlit.session_state.reach()  # as when something is shown meanwhile
        if code != "ABC346":
            raise NoClass("There is no such class.")
        return NOTHING

    monkeypatch.setattr(start, "watch", SimpleNamespace(look=look))
    for typed, then in (("XYZ 799", "DEF346"), ("no code", "DEF346"), ("abc 346", "ABC346")):
        begin = partial(dict, class_code="DEF346")
        for session in cut_short(begin, partial(start._join, typed)):
            assert session.get("class_code") in ("DEF346", then, *[None] * (then == "ABC346"))
            start._join(typed)
            assert session["class_code"] == then and bool(session["class_join_problem"]) == (then == "DEF346")
