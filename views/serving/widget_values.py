"""What a widget's value may be: what that kind of widget sends."""

from __future__ import annotations

from functools import wraps


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
        state, widget = self.states.get(name), self.widget_metadata.get(name)
        if isinstance(state, Serialized) and widget is not None:
            kind = state.value.WhichOneof("value")
            if None not in (kind, widget.value_type) and kind != widget.value_type:
                raise KeyError(name)
        try:
            return read(self, name)
        except (TypeError, ValueError, RecursionError) as error:
            raise KeyError(name) from error

    WStates.__getitem__ = read_its_kind
