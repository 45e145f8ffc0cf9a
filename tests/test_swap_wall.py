"""A wall's browser gets its own class's networks and finds, and nobody else does; the teacher runs rounds."""

import gzip
import json
from types import SimpleNamespace
from urllib.parse import parse_qsl, urlencode, urlsplit

import pytest
import streamlit
from starlette.requests import Request

from model.classes.store import Store
from model.classes.swap import Swap
from model.classes.swapped import BREAK, PHASES
from model.network.message import decode, together
from model.training.packed import pack
from tests.event_loop import run
from tests.samples import SAMPLES, scaled
from tests.served import scope_of
from tests.signs import NAMES, network_of_signs
from tests.swaps import DEVICES, SIGNS, finds, found, judges_of, started
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


def answer(address: str, **changes: str) -> tuple[int, bytes]:
    query = urlencode(dict(parse_qsl(urlsplit(address).query)) | changes).encode()
    got = run(swapped.swapped(Request(scope_of(f"/{swapped.PATH}", query))))
    return got.status_code, bytes(got.body)


def test_only_who_has_the_address_gets_a_network_or_the_class_s_finds(store, of_class):
    code, _key = of_class
    network = store.swap_by(code, DEVICES[0], Swap.share, pack(network_of_signs()), NAMES)
    (version,) = swapped.versions_of(code, [network])
    status, file = answer(version["address"])
    content = decode(together(gzip.decompress(file)))
    assert (status, version["version"], len(content["classes"])) == (200, 2, len(NAMES))
    wall = swapped.address_of_finds(code)
    assert answer(wall, since="0")[0] == 200
    other, _ = started(store, 1)
    for address, changes in (
        (wall, {"proof": news.proof_of(code), "since": "0"}),  # a device's
        (version["address"], {"of": "1"}),
        (version["address"], {"of": swapped.OF_WALL, "since": "0"}),
        (version["address"], {"code": other}),
        (wall, {"proof": "é", "since": "0"}),
        (wall, {"of": str(network.number)}),
        (wall, {"code": other, "since": "0"}),
        (wall, {"since": "9" * 400}),
        (wall, {"since": "²"}),
        (wall, {}),
    ):
        assert answer(address, **changes) == (404, b"")
    for number in (1, 99):  # a text that is no network, and no text
        (damaged,) = swapped.versions_of(code, [network._replace(number=number)])
        assert answer(damaged["address"]) == (404, b"")


def test_a_wall_gets_what_has_changed_and_no_answer_before_two_have_judged(store, of_class, clock):
    code, _key = of_class
    wall = swapped.address_of_finds(code)
    drawn = drawing_of_strokes(4, "ready-made", scaled(SAMPLES[4], 1))
    number = found(store, code, drawing=code_of_drawn(drawn))
    found(store, code, 1, "NOT A DRAWING")
    sent = json.loads(answer(wall, since="0")[1])
    assert sent["numbers"] == [number, number + 1]
    (find,) = sent["finds"]
    assert (find["number"], find["state"], find["said"], len(find["image"])) == (number, "open", [], 1048)
    states, since = [], sent["serial"]
    for judge in judges_of(store, code, number):
        store.swap_by(code, judge, Swap.judge, number, None)
        clock.now += 2
        later = json.loads(answer(wall, since=str(since))[1])
        states += [(each["number"], each["state"], each["said"]) for each in later["finds"]]
        since = later["serial"]
    assert states == [(number, "open", []), (number, "unsure", [None] * 2)]


def test_the_teacher_s_buttons_change_the_round_and_forged_ones_nothing(store, of_class, monkeypatch):
    code, key = of_class
    monkeypatch.setattr(swap_wall, "do", lambda change: change(store))
    number = found(store, code)
    for what, seconds, phase in (("repair", 480, "repair"), ("repair", 0, "repair"), ("look", 60, "look")):
        swap_wall._act(code, key, {"do": what, "number": seconds})
        assert store.swap(code).phase == phase
        assert bool(store.swap(code).ends) == bool(seconds)
    store.teach_swap(code, key, Swap.pair, {1: 2, 3: 2, 4: 2})
    swap_wall._act(code, key, {"do": "draw", "number": 0})
    assert sorted(store.swap(code).pairs.values()) == [1, 2, 3, 4]
    swap_wall._act(code, key, {"do": "remove", "number": number})
    assert finds(store, code) == []
    for forged in (
        None,
        {},
        {"do": "end"},
        {"do": "end", "number": -1},
        {"do": "x", "number": 1},
        ["end", 0],
    ):
        swap_wall._act(code, key, forged)
    assert store.swap(code).phase == "look"
    swap_wall._act(code, key, {"do": "end", "number": 0})
    assert store.swap(code).phase == ""
    assert {*PHASES} < {*swap_wall.DEEDS}


def test_the_wall_s_browser_is_told_each_device_s_versions_and_whom_it_tests(store, of_class, monkeypatch):
    code, key = of_class
    monkeypatch.setattr(streamlit, "session_state", {})
    sent = []
    monkeypatch.setattr(swap_wall, "_swap", lambda data, **_: sent.append(data))
    store.swap_by(code, DEVICES[0], Swap.share, "network 0, mended", SIGNS)
    store.teach_swap(code, key, Swap.pair, {1: 3})
    latest = Watch(lambda: store).look(code)
    swap_wall.swap_of(code, key, latest)
    (first, *others) = sent[0]["networks"]
    versions = [each["version"] for each in first["versions"]]
    assert (versions, first["tests"], len(others)) == ([1, 2], 3, 3)
    assert sum(each["testers"] for each in sent[0]["networks"]) == 4
    assert sent[0]["phase"] == BREAK
    swap_wall.swap_of(code, key, SimpleNamespace(swap=Swap()))
    assert len(sent) == 1
