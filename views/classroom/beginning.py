"""Start a class: a few per session, and limited per minute, so that nobody takes up all the room."""

from __future__ import annotations

import time
from collections import deque
from contextlib import suppress

from model.classes import ClassError
from views.classroom.classes import classes, watch
from views.session import state

MOST_OF_SESSION = 3
MOST_A_MINUTE = 10  # in this process

_begun: deque[float] = deque(maxlen=MOST_A_MINUTE)  # start times of the last ones, by `time.monotonic`


def begin() -> tuple[str, str]:
    """Start a class; return its code and its teacher's key. From now on this process knows the class.

    Raises:
        ClassError: this session or others have started too many, or there is no room.
    """
    count, now = state.get("class_begun", 0), time.monotonic()
    if count >= MOST_OF_SESSION:
        raise ClassError(
            "You have started {most} classes here. Reload the page to start another one.",
            most=MOST_OF_SESSION,
        )
    if len(_begun) == MOST_A_MINUTE and now - _begun[0] < 60:
        raise ClassError("Too many classes are starting right now. Try again in a minute.")
    _begun.append(now)
    code, key = classes().start()
    state.put("class_begun", count + 1)
    with suppress(ClassError):  # it exists: the wall looks again
        watch.look(code, is_sure=True)
    return code, key
