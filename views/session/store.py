"""Python's half of the page's store: fields of a link, and those that the browser stores for the next visit.

The browser writes the address after every change of what is shown, because Streamlit would add a history
entry for every stroke. A new session gets what the browser has stored, once; from then on the browser stores
what the session changes. Anyone could have written what comes from there, so each field checks it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import NamedTuple

from views.parts.component import mount
from views.parts.component.fields import LARGEST_IN_LINK, MOST_IN_LINK, STORED
from views.session import state
from views.session.drawing.received import object_of, stored_of

_component = mount(__file__, "save", is_seen=False)


class Field(NamedTuple):
    """A field of a link.

    Attributes:
        name: in the address; its message for people is in `words.DAMAGED`.
        write: returns this session's value; "" for the one that a new session has.
        read: takes a value into this session; returns whether it is valid.
        for_others: returns the value for a link to share, if it can differ.
    """

    name: str
    write: Callable[[], str]
    read: Callable[[str], bool]
    for_others: Callable[[], str] | None = None


class Saved(NamedTuple):
    """A field that the browser stores for the next visit.

    Attributes:
        name: of one in `STORED`.
        write: returns what to store, by key. What was in it and isn't any more is removed.
        read: takes in what was stored before; called once a session.
    """

    name: str
    write: Callable[[], Mapping[str, object]]
    read: Callable[[Mapping[str, object]], None]


_linked: list[Field] = []


def declare(fields: Sequence[Field]) -> None:
    """Declare the fields of a link: views/address/address_fields.py does so."""
    _linked[:] = fields


def save(key: str, *fields: Saved, in_link: bool = True) -> None:
    """Let the browser write the address and store these fields; call it where each change runs it again.

    Args:
        key: of the component.
        fields: to store.
        in_link: whether to write the address; not with large fields, which would be sent each time, too.
    """
    read = state.get("stores_read", ())
    stored = {each.name: {"read": each.name in read, "content": each.write()} for each in fields}
    data = {"address": address()} if in_link else {"session": state.get("address_session")}
    _component(key=key, height=1, data=data | {"fields": stored}, on_pick=partial(receive, fields))


def address() -> dict[str, object]:
    """Return what the browser needs to write the address: see publishAddress in page_store.js."""
    number = state.get("address_number", 0) + 1
    state.put("address_number", number)
    values = _short_enough({field.name: field.write() for field in _linked})
    return {"session": state.get("address_session"), "number": number, "values": values}


def values_for_others() -> dict[str, str]:
    """Return the values that aren't empty, for a link to share: in its language, without an own network."""
    values = {field.name: (field.for_others or field.write)() for field in _linked}
    return {name: value for name, value in _short_enough(values).items() if value}


def _short_enough(values: dict[str, str]) -> dict[str, str]:
    """Empty the largest values if an address would be too long with them."""
    for largest in LARGEST_IN_LINK:
        if sum(len(name) + len(value) + 2 for name, value in values.items() if value) > MOST_IN_LINK:
            values[largest] = ""
    return values


def receive(fields: Sequence[Saved], sent: object) -> None:
    """Take in what the browser has stored; damaged data counts as nothing, and is overwritten."""
    name, text = stored_of(sent, {each.name: STORED[each.name].most for each in fields}) or ("", "")
    read = state.get("stores_read", frozenset())
    if text and name not in read:
        if (found := object_of(text, STORED[name].most)) is not None:
            next(each for each in fields if each.name == name).read(found)
        state.put("stores_read", read | {name})  # last: if this is cut short, the browser sends it again
