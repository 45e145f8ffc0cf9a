"""A message with more parts than our pages send doesn't reach Streamlit; one of our own does."""

import json
import random
import time
import tracemalloc

import pytest
from google.protobuf.message import DecodeError
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.WidgetStates_pb2 import WidgetStates
from streamlit.runtime.scriptrunner_utils.script_requests import RerunData, ScriptRequests

from model import PROJECT
from model.novelty.own_digits import MOST_DIGITS, MOST_IN_ALL
from tests.event_loop import run
from views.parts.component.messages import (
    CANVAS,
    MOST_CANVAS,
    MOST_ENTRIES,
    MOST_NESTED,
    MOST_OTHER,
    MOST_PARTS,
    MOST_QUOTES,
    MOST_WAITING,
    UNREADABLE,
    BoundedMessages,
    is_bounded,
    is_too_much_to_wait,
)
from views.session.drawing.drawing_code import MAX_POINTS

STROKE = {f"name{place}": "a text" for place in range(24)} | {"strokeWidth": 20, "shadow": None}
MOST_SENT = 10**6  # maxWidgetStateSize in .streamlit/config.toml
MOST_SECONDS = 0.02  # of processor time, for a message
ENOUGH = MOST_SENT - 100
MOST_HELD = 4.5 * 10**6  # bytes of a canvas's value, as text and as objects


def message(text: str = "", **parts: object) -> bytes:
    made = BackMsg()
    widget = made.rerun_script.widget_states.widgets.add(id="$$ID-1-surface", json_value=text)
    for name, values in parts.items():
        getattr(widget, name).data.extend(values)
    return made.SerializeToString()


def other(name: str, text: object, id: str = "$$ID-1-live_ink") -> bytes:
    made = BackMsg()
    made.rerun_script.widget_states.widgets.add(id=id, **{name: text})
    return made.SerializeToString()


def canvas(strokes: int) -> str:
    """Return the most points that the canvas sends, in this many strokes."""
    points = MAX_POINTS // strokes
    path = [["M", 1.5, 2.5], *(["Q", *(random.random() for _ in range(4))] for _ in range(points - 1))]
    return json.dumps({"drawing": {"objects": [STROKE | {"path": path}] * strokes}})


def repeated(part: str) -> str:
    return "[" + ",".join([part] * ((ENOUGH - 2) // (len(part) + 1))) + "]"


def many(name: str) -> bytes:
    made = BackMsg()
    if name == "widgets":
        for _ in range(MOST_SENT // 2 - 100):
            made.rerun_script.widget_states.widgets.add()
    elif name == "hashes":
        made.rerun_script.cached_message_hashes.extend([""] * (MOST_SENT // 2 - 100))
    elif name == "names":
        made.file_urls_request.file_names.extend([""] * (MOST_SENT // 2 - 100))
    else:
        widget = made.rerun_script.widget_states.widgets.add()
        files = getattr(widget, name)
        files = files.file_uploader_state if name == "chat_input_value" else files
        for _ in range(MOST_SENT // 2 - 100):
            files.uploaded_file_info.add()
    return made.SerializeToString()


def around(**parts: object) -> bytes:
    """Return a message with text outside of any value."""
    made = BackMsg()
    context = {name: parts.pop(name) for name in ("url", "timezone") if name in parts}
    for name, text in parts.items():
        setattr(made.rerun_script, name, text)
    for name, text in context.items():
        setattr(made.rerun_script.context_info, name, text)
    return made.SerializeToString()


LONG = "a" * (MOST_OTHER + 1)
FORGED = {
    **{
        name: around(**{name: LONG})
        for name in ("query_string", "page_script_hash", "page_name", "fragment_id", "url", "timezone")
    },
    "an id": other("trigger_value", True, id=LONG),
    "long": message(json.dumps("a" * MOST_CANVAS)),
    "one emoji": message('"aaaa😀"'),
    "one escape": message(r'"aaaa\ud83d\ude00"'),
    **{
        part: message(repeated(part))
        for part in ('{"a":1}', "[]", "{}", "1", '""', '"a"', r'"\""', "[[[[1]]]]")
    },
    **{name: other(name, "a" * 5001) for name in ("json_value", "string_value")},
    "bytes": other("bytes_value", bytes(5001)),
    "few lists": message("[" + "[]," * 12_000 + "1]"),
    "deep": message("[" * ENOUGH),
    "quotes": message('"' * ENOUGH),
    "zeros": message(int_array_value=[0] * ENOUGH),
    "texts": message(string_array_value=[""] * (ENOUGH // 2)),
    "halves": message(double_array_value=[0.5] * (ENOUGH // 8)),
    **{name: many(name) for name in ("widgets", "hashes", "names")},
    **{name: many(name) for name in ("file_uploader_state_value", "chat_input_value")},
}
DIGIT_POINTS = "".join(f"[{place % 280},7]," for place in range(MOST_IN_ALL // MOST_DIGITS))
LINES = f'{{"label":7,"source":"a","strokes":[[{DIGIT_POINTS}[1,1]]]}}\n' * MOST_DIGITS
HONEST = {
    "nothing": b"",
    "no message": b"\xff" * 9,
    **{f"{strokes} strokes": message(canvas(strokes)) for strokes in (1, 60)},
    "own digits": other("json_trigger_value", json.dumps([{"event": "picked", "value": LINES}])),
    "a quote": other("json_trigger_value", json.dumps('"' + "," * 60_000)),
    "two noisy pictures": message(
        json.dumps({"drawing": canvas(60), "data": "A" * 210_000}).replace("\\", "")
    ),
    "a long address": around(query_string="a" * 7000, url="a" * 7100, timezone="Europe/Berlin"),
    "too long, which Streamlit refuses": bytes(MOST_SENT + 1),
    "files": other("json_trigger_value", json.dumps([{"event": "picked", "value": [LINES] * 3}])),
    "a teacher's text": other("string_value", "é" * 5000),
    "a network": other(
        "json_trigger_value", json.dumps([{"event": "picked", "value": {"weights": "A" * 640_000}}])
    ),
    "a page": message(string_array_value=["a"] * (MOST_ENTRIES // 2)),
}


@pytest.mark.parametrize("name", FORGED)
def test_forged_messages_are_dropped_quickly(name):
    assert len(FORGED[name]) <= MOST_SENT + 50
    took = []
    for _ in range(3):  # the least of three, because Python may collect garbage in one of them
        began = time.thread_time()
        assert not is_bounded(FORGED[name])
        took.append(time.thread_time() - began)
    assert min(took) < 2 * MOST_SECONDS  # twice, because the caches are full


@pytest.mark.parametrize("name", HONEST)
def test_the_largest_honest_messages_pass(name):
    assert is_bounded(HONEST[name])


def test_the_canvas_s_messages_stay_well_within_the_limits():
    parts = [(text.count("["), text.count("{"), text.count(",")) for text in map(canvas, (1, 60))]
    canvas_code = (PROJECT / "views" / "draw" / "canvas" / "canvas.py").read_text()
    assert f'_SURFACE = "{CANVAS[1:]}"' in canvas_code
    assert max(sum(each) for each in parts) * 1.5 < MOST_PARTS
    assert max(lists + objects for lists, objects, _ in parts) * 1.5 < MOST_NESTED


def test_a_forged_message_reaches_streamlit_as_one_for_which_it_closes_the_connection():
    coming = [{"type": "websocket.receive", "bytes": each} for each in (HONEST["60 strokes"], FORGED["[]"])]
    coming.append({"type": "websocket.disconnect"})
    received = []

    async def app(scope: dict, receive: object, send: object) -> None:
        received.extend([await receive(), await receive(), await receive()])

    async def receive() -> dict:
        return coming.pop(0)

    run(BoundedMessages(app)({"type": "websocket"}, receive, None))
    assert [each.get("bytes") for each in received] == [HONEST["60 strokes"], UNREADABLE, None]
    with pytest.raises(DecodeError):
        BackMsg.FromString(UNREADABLE)


def test_what_is_too_long_is_not_parsed(monkeypatch):
    monkeypatch.setattr("views.parts.component.messages.BackMsg", None)
    assert is_bounded(bytes(MOST_SENT + 1))


def test_a_canvas_s_value_takes_a_few_megabytes_at_most():
    objects = [f'{{"{place:x}":{place + 0.5}}}' for place in range(MOST_NESTED - 2)]
    room = MOST_PARTS - 2 * MOST_NESTED
    texts = [f'"a{place:x}"' for place in range(min(room, MOST_QUOTES // 2 - MOST_NESTED) - 2)]
    numbers = [str(0.5 + place) for place in range(room)]
    for parts in (objects + texts, objects + numbers):
        text = f'{{"drawing":[{",".join(parts)}]'
        text += ',"a":"' + "a" * (MOST_CANVAS - len(text) - 9) + '"}'
        assert is_bounded(message(text))
        tracemalloc.start()
        parsed = json.loads(text)
        held = tracemalloc.get_traced_memory()[0] + len(text)
        tracemalloc.stop()
        assert parsed
        assert held < MOST_HELD


def waiting_after(clicks: int, characters: int) -> WidgetStates:
    """Return what waits after that many clicks on different widgets, during a run that no fragment ends."""
    requests, waiting = ScriptRequests(), None
    for click in range(clicks):
        states = WidgetStates()
        states.widgets.add(id=f"$$ID-{click}", json_trigger_value="a" * characters)
        states.widgets.add(id="$$ID-surface", json_value=str(click))
        if not is_too_much_to_wait(waiting, states):
            assert requests.request_rerun(RerunData(widget_states=states, fragment_id=f"{click % 3}"))
            waiting = requests._rerun_data.widget_states
    return waiting


@pytest.mark.parametrize(("clicks", "characters"), [(20, ENOUGH), (5000, 1)])
def test_clicks_that_wait_hold_two_messages_at_most(clicks, characters):
    states = waiting_after(clicks, characters)
    assert states.ByteSize() <= MOST_WAITING
    assert len(states.widgets) <= 2 * MOST_ENTRIES


def test_an_honest_page_s_waiting_clicks_all_remain():
    assert len(waiting_after(20, 1000).widgets) == 21
