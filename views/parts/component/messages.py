"""Limits on the browser's messages.

`BoundedMessages` wraps the whole app and refuses messages that no honest page sends. Streamlit would hold
them, as text and as objects, as long as the tab is open. It knows the messages' format, but not sessions or
pages. `is_too_much_to_wait` limits what waits for the end of a run.
"""

from __future__ import annotations

import gc
from collections.abc import Iterable, Iterator
from itertools import count
from typing import TYPE_CHECKING

from google.protobuf.message import DecodeError
from streamlit import get_option
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState, WidgetStates

if TYPE_CHECKING:  # the site doesn't have this package
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

# In JSON, outside of strings. A canvas with 4,000 points and what is queued with it has 30,000 parts, of
# which 5,000 are lists and objects, and 42,000 quotes. With two noisy pictures it has 640,000 characters.
MOST_PARTS = 40_000  # "[", "{" and "," together, each of which is a Python object of 30 to 240 bytes
MOST_NESTED = 6_500  # "[" and "{"
MOST_QUOTES = 64_000
MOST_ENTRIES = 1_000  # widgets, numbers and texts in lists, names; the largest page has about 100
MOST_TEXT = 5_000  # characters of lasting values without the canvas's; no page sends half as many
MOST_CANVAS = 700_000  # characters of the canvas's value, each of which takes one byte in Python
MOST_OTHER = 100_000  # bytes of everything but the canvas's value and triggers; an honest page sends 30,000
MOST_WAITING = 2 * 10**6  # bytes of widgets' values that wait for the end of a run: two messages
CANVAS = "-surface"  # the end of the id of the only component with a large, lasting value
UNREADABLE = b"\xff"  # no message: Streamlit closes the connection that sends it
TOO_LARGE = 1009  # the code with which websockets closes a connection whose message is too large
HELD = 4  # such messages until cycles are collected, which hold up to 4 MB each: see docs/upstream.md
_LISTS = ("double_array_value", "int_array_value", "string_array_value")


class BoundedMessages:
    """Middleware that closes a connection whose message is more than an honest page sends."""

    def __init__(self, app: ASGIApp) -> None:
        """Wrap this app."""
        self._app, self._closed = app, count(1)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass everything on, but instead of such a message one that can't be read."""

        async def receive_bounded() -> Message:
            message = await receive()
            if message.get("code") == TOO_LARGE and next(self._closed) % HELD == 0:
                gc.collect()
            if message["type"] != "websocket.receive" or is_bounded(message.get("bytes") or b""):
                return message
            return {"type": "websocket.receive", "bytes": UNREADABLE}

        await self._app(scope, receive_bounded if scope["type"] == "websocket" else receive, send)


def is_bounded(contents: bytes) -> bool:
    """Return whether a message is within an honest page's limits.

    What is too long or isn't a message passes unread, because Streamlit itself closes its connection.
    """
    if len(contents) > get_option("server.maxWidgetStateSize") * 10**6:
        return True
    try:
        message = BackMsg.FromString(contents)
    except DecodeError:
        return True
    client = message.rerun_script
    widgets = client.widget_states.widgets
    entries = len(widgets) + len(client.cached_message_hashes) + len(message.file_urls_request.file_names)
    if entries > MOST_ENTRIES or sum(map(_entries_of, widgets), entries) > MOST_ENTRIES:
        return False
    if sum(_text_of(sent) for sent in widgets) > MOST_TEXT or not _is_plain(_canvas_of(widgets)):
        return False
    if len(contents) - sum(len(text.encode()) for text in _large_of(widgets)) > MOST_OTHER:
        return False
    nested = commas = quotes = 0
    for text in _json_of(widgets):
        quotes += text.count('"')
        if quotes > MOST_QUOTES:
            return False
        plain = _outside_of_texts(text)
        nested += plain.count("[") + plain.count("{")
        commas += plain.count(",")
    return nested <= MOST_NESTED and nested + commas <= MOST_PARTS


def _entries_of(widget: WidgetState) -> int:
    kind = widget.WhichOneof("value")
    if kind in _LISTS:
        return len(getattr(widget, kind).data)
    files = [widget.file_uploader_state_value, widget.chat_input_value.file_uploader_state]
    return sum(len(each.uploaded_file_info) for each in files)


def _text_of(widget: WidgetState) -> int:
    """Return the length of a widget's lasting value; a trigger's value only lasts until the next run."""
    if widget.id.endswith(CANVAS):
        return 0
    return (
        len(widget.json_value)
        + len(widget.string_value)
        + len(widget.bytes_value)
        + widget.arrow_value.ByteSize()
    )


def _canvas_of(widgets: Iterable[WidgetState]) -> str:
    return "".join(sent.json_value for sent in widgets if sent.id.endswith(CANVAS))


def _is_plain(text: str) -> bool:
    """Return whether a canvas could have sent this: numbers, names of fields and colors, and PNG as base64.

    With a single other character, written or escaped, Python needs up to four bytes for each of them.
    """
    return len(text) <= MOST_CANVAS and text.isascii() and "\\" not in text


def _large_of(widgets: Iterable[WidgetState]) -> Iterator[str]:
    yield _canvas_of(widgets)
    for widget in widgets:
        yield widget.json_trigger_value


def _json_of(widgets: Iterable[WidgetState]) -> Iterator[str]:
    for widget in widgets:
        yield from filter(None, (widget.json_value, widget.json_trigger_value))


def _outside_of_texts(text: str) -> str:
    """Remove the strings' contents from JSON, such as a file's lines: each counts as one object."""
    for escape in ("\\\\", '\\"'):
        text = text.replace(escape, "")
    return "".join(text.split('"')[::2])


def is_too_much_to_wait(waiting: WidgetStates | None, newer: WidgetStates) -> bool:
    """Return whether two requests for a rerun hold more than an honest page's may while a run goes on.

    Streamlit merges requests until a run ends, and keeps every click on another widget. An honest page has
    few widgets, and a canvas's newer value replaces the older one.
    """
    both = [each for each in (waiting, newer) if each]
    entries = sum(len(each.widgets) for each in both)
    return entries > 2 * MOST_ENTRIES or sum(each.ByteSize() for each in both) > MOST_WAITING
