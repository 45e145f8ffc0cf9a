"""Start a class: a few per session, per address and per minute, so that nobody takes up all the room."""

from __future__ import annotations

import time
from collections import OrderedDict, deque
from collections.abc import Sequence
from contextlib import suppress
from ipaddress import IPv6Address, ip_address, ip_network

import streamlit as st

from model.classes import ClassError
from views.classroom.classes import classes, watch
from views.session import state

MOST_OF_SESSION = 3
MOST_A_MINUTE = 30  # in this process; 5 minutes of them leave room for others, see `PREPARED_SECONDS`
MOST_OF_ADDRESS = 5  # of these
MOST_AN_HOUR = 20  # of an address
MOST_ADDRESSES = 1000  # that this process remembers

_begun: deque[float] = deque(maxlen=MOST_A_MINUTE)  # start times of the last ones, by `time.monotonic`
_of_address: OrderedDict[str, deque[float]] = OrderedDict()  # the same; the last address to start is last


def begin() -> tuple[str, str]:
    """Start a class; return its code and its teacher's key. From now on this process knows the class.

    Raises:
        ClassError: this session, its address or others have started too many, or there is no room.
    """
    count, now, address = state.get("class_begun", 0), time.monotonic(), _address()
    if count >= MOST_OF_SESSION:
        raise ClassError(
            "You've started {most} classes here. Reload the page to start another one.", most=MOST_OF_SESSION
        )
    here = _of_address.get(address, ())
    if _are(MOST_A_MINUTE, _begun, now, 60) or _are(MOST_OF_ADDRESS, here, now, 60):
        raise ClassError("Too many classes are starting right now. Try again in a minute.")
    if _are(MOST_AN_HOUR, here, now, 3600):
        raise ClassError(
            "{most} classes were started from your internet connection in the last hour. Try again later.",
            most=MOST_AN_HOUR,
        )
    _count(address, now)  # first: others start at the same time
    try:
        code, key = classes().start()
    except ClassError:
        _uncount(address, now)
        raise
    state.put("class_begun", count + 1)
    with suppress(ClassError):  # it exists: the wall looks again
        watch.look(code, is_sure=True)
    return code, key


def _address() -> str | None:
    """Return the visitor's public address, of IPv6 the network of one connection; None for any other.

    A private address can be a proxy's, which many visitors share. We only remember addresses in memory.
    """
    try:
        address = ip_address(st.context.ip_address or "")
    except ValueError:
        return None
    if isinstance(address, IPv6Address):
        address = address.ipv4_mapped or address
    if not address.is_global:
        return None
    return str(ip_network((address, 64), strict=False) if address.version == 6 else address)


def _are(most: int, begun: Sequence[float], now: float, seconds: float) -> bool:
    """Return whether that many started within the last seconds."""
    return len(begun) >= most and now - begun[-most] < seconds


def _count(address: str | None, now: float) -> None:
    _begun.append(now)
    if address is None:
        return
    _of_address.setdefault(address, deque(maxlen=MOST_AN_HOUR)).append(now)
    _of_address.move_to_end(address)
    if len(_of_address) > MOST_ADDRESSES:
        _of_address.popitem(last=False)


def _uncount(address: str | None, now: float) -> None:
    for begun in (_begun, _of_address.get(address, deque())):
        with suppress(ValueError):
            begun.remove(now)
