"""Tests that a browser's messages have a largest size, and cost no more memory than that, even compressed."""

import json
import re
import zlib
from pathlib import Path
from struct import pack

import pytest
import websockets
from streamlit.proto.BackMsg_pb2 import BackMsg

from model import PROJECT
from model.network import NAMES, load_network
from model.novelty.own_digits import MOST_DIGITS, MOST_IN_ALL
from model.preprocess.pen import MOST_STROKES
from tests.browser.server import serve
from tests.event_loop import run
from tests.visitor import Visitor
from views.draw.canvas.live_ink import MOST_BYTES
from views.parts.component.messages import MOST_CANVAS
from views.parts.files.network_file import packed
from views.session.drawing.drawing_code import MAX_POINTS

CONFIG = dict(re.findall(r"(\w+) = (\d+)\n", (PROJECT / ".streamlit" / "config.toml").read_text()))
MOST_SENT, MOST = (10**6 * int(CONFIG[name]) for name in ("maxWidgetStateSize", "maxMessageSize"))
# Bytes for the canvas's message about a stroke, a point in it and a noisy picture; for a digit and its point.
STROKE_BYTES, POINT_BYTES, PNG_BYTES, DIGIT_BYTES, DIGIT_POINT_BYTES = 100, 45, 105_000, 200, 14
ROUNDS, AT_ONCE = 6, 10
MAX_MEGABYTES = 2 * AT_ONCE * MOST / 10**6 + 20  # added to the server's process: those of two rounds


def test_honest_messages_fit():
    canvas = MOST_STROKES * STROKE_BYTES + MAX_POINTS * POINT_BYTES + 2 * PNG_BYTES  # the ink and a picture
    digits = MOST_DIGITS * DIGIT_BYTES + MOST_IN_ALL * DIGIT_POINT_BYTES
    assert 1.05 * canvas < MOST_CANVAS
    assert 1.1 * (canvas + digits) < MOST_SENT
    assert max(len(packed(load_network(name))) for name in NAMES) < MOST_BYTES / 2
    assert MOST_BYTES < 0.98 * MOST
    assert MOST_SENT < MOST < 10**7


def frame(contents: bytes, is_last: bool = True) -> bytes:
    """Return a compressed message as a browser's websocket sends it, or the first part of one."""
    squeeze = zlib.compressobj(9, wbits=-12)
    squeezed = squeeze.compress(contents) + squeeze.flush(zlib.Z_SYNC_FLUSH)
    squeezed = squeezed.removesuffix(b"\x00\x00\xff\xff")
    return bytes([0x42 | 0x80 * is_last, 0xFF]) + pack(">Q", len(squeezed)) + bytes(4) + squeezed


def megabytes(pid: int, most: bool = False) -> float:
    """Return a process's memory, or with `most` its peak since the last call without."""
    if not most:
        Path(f"/proc/{pid}/clear_refs").write_text("5")
    status = Path(f"/proc/{pid}/status").read_text()
    return int(re.search(r"VmHWM:\s+(\d+)" if most else r"VmRSS:\s+(\d+)", status)[1]) / 1024


async def send(address: str, sent: bytes) -> int | None:
    """Send raw bytes from `AT_ONCE` visitors at once; return the code with which they are disconnected."""
    address = address.replace("http", "ws", 1) + "/_stcore/stream"
    sockets = [await websockets.connect(address, subprotocols=["streamlit"]) for _ in range(AT_ONCE)]
    for socket in sockets:
        socket.transport.write(sent)
    for socket in sockets:
        await socket.wait_closed()
    (code,) = {socket.close_code for socket in sockets}
    return code


async def say(address: str, value: str) -> None:
    """Send this as the canvas's value, and then draw a stroke."""
    async with Visitor(address) as visitor:
        message = BackMsg()
        message.rerun_script.page_script_hash = visitor._page
        state = message.rerun_script.widget_states.widgets.add()
        state.id, state.json_value = visitor._surface, value
        await visitor.socket.send(message.SerializeToString())
    async with Visitor(address):
        pass


@pytest.mark.skipif(not Path("/proc/self/clear_refs").exists(), reason="the system does not say the most")
def test_endless_compressed_messages_take_as_much_as_those_of_two_rounds_may():
    bomb, large = frame(bytes(190 * 10**6)), frame(bytes(MOST_SENT + 1))
    assert len(bomb) < 200_000
    with serve() as app:
        run(say(app.address, json.dumps({"drawing": None})))
        before = megabytes(app.pid)
        for _ in range(ROUNDS):
            assert run(send(app.address, bomb)) == 1009
            assert run(send(app.address, large)) == 1009
        assert megabytes(app.pid, most=True) - before < MAX_MEGABYTES
        for _ in range(ROUNDS):  # 24 MB each, if Streamlit stores them
            run(say(app.address, '{"a":[' + '{"a":1},' * 118_000 + "1]}"))
        assert megabytes(app.pid) - before < MAX_MEGABYTES
        for value in ("[" * 10**6, "[" * 5000 + "]" * 5000, '{"drawing": ' + "[" * 900 + "]" * 900 + "}"):
            run(say(app.address, value))
