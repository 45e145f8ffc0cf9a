"""What a browser's messages may consist of, and of which kind a widget's value may be.

`BoundedMessages` stands before the whole app: what no honest page sends doesn't come to Streamlit, which
would keep it, as text and as objects, as long as the tab is open. It knows how messages are written, and
nothing of sessions or pages.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import wraps
from typing import TYPE_CHECKING

from google.protobuf.message import DecodeError
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState

if TYPE_CHECKING:  # the site has none
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

# In JSON, outside of texts. A canvas with 4,000 points, and what waits with it, has 30,000 parts, 5,000 lists
# and objects among them, and 42,000 quotes.
MOST_PARTS = 50_000  # "[", "{" and "," together: each is an object of 30 to 240 bytes in Python
MOST_NESTED = 8_000  # "[" and "{"
MOST_QUOTES = 80_000
MOST_ENTRIES = 1_000  # widgets, numbers and texts in lists, names; the largest page has some 100
MOST_TEXT = (
    5_000  # characters of values that stay, but the canvas's: of all others, no page sends half as many
)
CANVAS = "-surface"  # how the id of the one component ends whose value stays, and is large
_LISTS = ("double_array_value", "int_array_value", "string_array_value")


class BoundedMessages:
    """Middleware: a message of more parts than an honest page's is dropped; its session goes on."""

    def __init__(self, app: ASGIApp) -> None:
        """Stand before this app."""
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Hand on what comes, but for such messages."""

        async def receive_bounded() -> Message:
            while True:
                message = await receive()
                if message["type"] != "websocket.receive" or is_bounded(message.get("bytes") or b""):
                    return message

        await self._app(scope, receive_bounded if scope["type"] == "websocket" else receive, send)


def is_bounded(contents: bytes) -> bool:
    """Whether a message has no more parts than an honest page's; what is none, Streamlit refuses."""
    try:
        message = BackMsg.FromString(contents)
    except DecodeError:
        return True
    client = message.rerun_script
    widgets = client.widget_states.widgets
    entries = len(widgets) + len(client.cached_message_hashes) + len(message.file_urls_request.file_names)
    if entries > MOST_ENTRIES or sum(map(_entries_of, widgets), entries) > MOST_ENTRIES:
        return False
    if sum(_text_of(sent) for sent in widgets) > MOST_TEXT:
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
    """How long a value is that stays until the widget has another one; a trigger's goes with the next run."""
    if widget.id.endswith(CANVAS):
        return 0
    return (
        len(widget.json_value)
        + len(widget.string_value)
        + len(widget.bytes_value)
        + widget.arrow_value.ByteSize()
    )


def _json_of(widgets: Iterator[WidgetState]) -> Iterator[str]:
    for widget in widgets:
        yield from filter(None, (widget.json_value, widget.json_trigger_value))


def _outside_of_texts(text: str) -> str:
    """JSON without what its texts say, such as a file's lines: one object each, whatever they hold."""
    for escape in ("\\\\", '\\"'):
        text = text.replace(escape, "")
    return "".join(text.split('"')[::2])


def read_no_other_kind() -> None:
    """Have a value that its widget can't read count as none, instead of an error on every run of the page.

    Only a forged message has one, such as a truth value for a slider. There is no setting for that, so this
    reaches inside; where the inside has changed, it is as it was.
    """
    try:
        from streamlit.runtime.state.session_state import Serialized, WStates
    except ImportError:
        return
    read = WStates.__getitem__

    @wraps(read)
    def read_its_kind(self: WStates, name: str) -> object:
        kept, widget = self.states.get(name), self.widget_metadata.get(name)
        if isinstance(kept, Serialized) and widget is not None:
            kind = kept.value.WhichOneof("value")
            if None not in (kind, widget.value_type) and kind != widget.value_type:
                raise KeyError(name)
        try:
            return read(self, name)
        except (TypeError, ValueError, RecursionError) as error:
            raise KeyError(name) from error

    WStates.__getitem__ = read_its_kind
