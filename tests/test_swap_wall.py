"""A wall's browser gets its own class's networks and finds, and nobody else does; the teacher runs rounds."""

import json
from types import SimpleNamespace
from urllib.parse import parse_qsl, urlsplit

import pytest
import streamlit
from starlette.requests import Request

from model.classes.store import Store
from model.classes.swapped import BREAK, PHASES
from tests.event_loop import run
from tests.samples import SAMPLES, scaled
from tests.served import scope_of
from tests.swaps import DEVICES, SIGNS, found, judges_of, started
from views.classroom import news, swapped
from views.classroom.classes import Watch
from views.session.activations import code_of_drawn
from views.session.drawing.drawing import drawing_of_strokes
from views.wall import swap_wall


@pytest.fixture
def store(tmp_path, clock):
    opened = Store(f"sqlite:///{tmp_path / 'classes.sqlite'}", clock)
    yield opened
    opened.close()


@pytest.fixture
def of_class(store, clock, monkeypatch):
    monkeypatch.setattr(swapped, "classes", lambda: store)
    monkeypatch.setattr(swapped, "watch", Watch(lambda: store, clock))
    return started(store, 4)


def answer(code: str, proof: str, more: str) -> tuple[int, bytes]:
    query = f"code={code}&proof={proof}&{more}".encode()
    got = run(swapped.swapped(Request(scope_of(f"/{swapped.PATH}", query))))
    return got.status_code, bytes(got.body)


def test_only_the_wall_s_browser_gets_networks_and_finds_and_only_its_class_s(store, of_class):
    code, _key = of_class
    proof = news.proof_of(code + swapped.OF_WALL)
    assert answer(code, proof, "number=1") == (200, b"network 0")
    owners = dict(parse_qsl(urlsplit(swapped.address_of_network(code, 2)).query))["proof"]
    assert answer(code, owners, "number=2") == (200, b"network 1")
    other, _ = started(store, 1)
    for of, with_proof, more in (
        (code, news.proof_of(code), "number=1"),  # a device's
        (code, owners, "number=1"),
        (code, owners, "since=0"),
        (other, owners, "number=2"),
        (code, "é", "since=0"),
        (other, proof, "number=1"),
        (other, proof, "since=0"),
        (code, proof, "number=9"),
        (code, proof, "number=-1"),
        (code, proof, "number=²"),
        (code, proof, "since=" + "9" * 400),
        (code, proof, ""),
    ):
        assert answer(of, with_proof, more) == (404, b"")


def test_a_wall_gets_what_has_changed_and_no_answer_before_two_have_judged(store, of_class, clock):
    code, _key = of_class
    proof = news.proof_of(code + swapped.OF_WALL)
    drawn = drawing_of_strokes(4, "ready-made", scaled(SAMPLES[4], 1))
    number = found(store, code, drawing=code_of_drawn(drawn))
    found(store, code, 1, "NOT A DRAWING")
    sent = json.loads(answer(code, proof, "since=0")[1])
    assert sent["numbers"] == [1, 2]
    (find,) = sent["finds"]
    assert (find["number"], find["state"], find["said"], len(find["image"])) == (1, "open", [], 1048)
    states, since = [], sent["serial"]
    for judge in judges_of(store, code, number):
        store.judge(code, judge, number, None)
        clock.now += 2
        later = json.loads(answer(code, proof, f"since={since}")[1])
        states += [(each["number"], each["state"], each["said"]) for each in later["finds"]]
        since = later["serial"]
    assert states == [(1, "open", []), (1, "unsure", [None] * 2)]


def test_the_teacher_s_buttons_change_the_round_and_forged_ones_nothing(store, of_class, monkeypatch):
    code, key = of_class
    monkeypatch.setattr(swap_wall, "do", lambda change: change(store))
    number = found(store, code)
    for what, seconds, phase in (("repair", 480, "repair"), ("repair", 0, "repair"), ("look", 60, "look")):
        swap_wall._act(code, key, {"do": what, "number": seconds})
        assert store.standing(code).phase == phase
        assert bool(store.standing(code).ends) == bool(seconds)
    drawn = store.standing(code).drawn
    swap_wall._act(code, key, {"do": "draw", "number": 0})
    assert store.standing(code).drawn == drawn + 1
    swap_wall._act(code, key, {"do": "remove", "number": number})
    assert store.finds(code)[0].drawing == ""
    for forged in (
        None,
        {},
        {"do": "end"},
        {"do": "end", "number": -1},
        {"do": "x", "number": 1},
        ["end", 0],
    ):
        swap_wall._act(code, key, forged)
    assert store.standing(code).phase == "look"
    swap_wall._act(code, key, {"do": "end", "number": 0})
    assert store.standing(code).phase == ""
    assert {*PHASES} < {*swap_wall.DEEDS}


def test_the_wall_s_browser_is_told_each_device_s_versions_and_whom_it_tests(store, of_class, monkeypatch):
    code, key = of_class
    monkeypatch.setattr(streamlit, "session_state", {})
    monkeypatch.setattr(swap_wall, "for_learning", dict)
    sent = []
    monkeypatch.setattr(swap_wall, "_swap", lambda data, **_: sent.append(data))
    store.share(code, DEVICES[0], "network 0, mended", SIGNS)
    store.pair(code, key, {1: 3})
    latest = Watch(lambda: store).look(code)
    swap_wall.swap_of(code, key, latest)
    (first, *others) = sent[0]["networks"]
    assert (first["versions"], first["tests"], len(others)) == ([[1, 1], [5, 2]], 3, 3)
    assert sum(each["testers"] for each in sent[0]["networks"]) == 4
    assert sent[0]["phase"] == BREAK
    swap_wall.swap_of(code, key, SimpleNamespace(standing=latest.standing._replace(phase=""), networks=[]))
    assert len(sent) == 1
