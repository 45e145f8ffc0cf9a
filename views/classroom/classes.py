"""The classes of this server: their store, opened when it is first needed, and what walls show of them.

However many walls this process shows of a class, the store is asked once in `LOOK_SECONDS`. Where it does not
answer, what was seen before is shown.
"""

from __future__ import annotations

import math
import os
import tempfile
import threading
import time
from collections import OrderedDict, deque
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from model.classes import ClassError, NoClass, Shown, Standing
from model.load_once import load_once
from views.serving.in_browser import IN_BROWSER
from views.session import state

if TYPE_CHECKING:
    from model.classes.store import Store

T = TypeVar("T")
URL = "INKLING_DATABASE_URL"  # names another database, such as one that several machines share
FILE = "classes.sqlite"
LOOK_SECONDS = 1.0
MOST_WATCHED = 64  # classes of which this process keeps what it has seen
WAIT_SECONDS = 1.0  # for another look to end, which takes milliseconds; less than a person waits for a page
MOST_WRONG = 30  # different codes in `WRONG_SECONDS` that no class has: after that many, somebody guesses
WRONG_SECONDS = 60  # for which it is believed that no class has a code, too
MOST_NONE = 1000  # codes of which this process knows that


def has_classes() -> bool:
    """Whether there can be any: the site has no server that would hold them."""
    return not IN_BROWSER


@load_once
def classes() -> Store:
    """The store.

    Raises:
        ClassError: it can't be opened.
    """
    from model.classes.store import Store

    return Store(os.environ.get(URL) or f"sqlite:///{_file()}")


def may_have_any() -> bool:
    """Whether there may be classes from before: the store need not be opened to find none."""
    return bool(os.environ.get(URL)) or (_folder() / FILE).exists()


def _folder() -> Path:
    """One of this user's alone, which processes of a machine share."""
    return Path(tempfile.gettempdir()) / f"inkling-{os.getuid() if hasattr(os, 'getuid') else 'classes'}"


def _file() -> Path:
    folder = _folder()
    try:
        folder.mkdir(mode=0o700, exist_ok=True)
        if hasattr(os, "getuid") and (folder.stat().st_uid != os.getuid() or folder.stat().st_mode & 0o077):
            raise ClassError(
                "Classes can't be kept here because {folder} belongs to another user.", folder=str(folder)
            )
    except OSError as error:
        raise ClassError(
            "Classes can't be kept here because the server can't write to {folder}.", folder=str(folder)
        ) from error
    return folder / FILE


class Latest(NamedTuple):
    """What this process has seen of a class: how it stands, its drawings by number, and answers by theirs."""

    standing: Standing
    drawings: Mapping[int, Shown]
    votes: Mapping[int, int]


class News(NamedTuple):
    """By which a page knows whether a class has changed; None, both, of one that is over.

    Attributes:
        changes: another one with whatever a wall shows.
        question: what its devices are to answer; "" for nothing.
    """

    changes: str | None
    question: str | None


OVER = News(None, None)
NOT_REACHED = News("", "-")  # no class's


class Watch:
    """What is seen of classes, by whoever asks in this process; looked for again after `LOOK_SECONDS`.

    A code that a class has is taken, however many wrong ones others try. Who guesses has one guess a session:
    while many codes are wrong, a session that has tried one of them can't try another.
    """

    def __init__(self, store: Callable[[], Store], clock: Callable[[], float] = time.monotonic) -> None:
        """Of that store."""
        self._store, self._clock, self._lock = store, clock, threading.Lock()
        self._latest: OrderedDict[str, tuple[float, Latest]] = OrderedDict()
        self._none: OrderedDict[str, tuple[float, NoClass]] = OrderedDict()  # codes that no class has
        self._wrong: deque[float] = deque(maxlen=MOST_WRONG)  # when another such code was tried

    def look(self, code: str, at_once: bool = False, is_sure: bool = False) -> Latest:
        """What there is of a class.

        Args:
            code: of the class.
            at_once: what was seen a moment ago is not enough.
            is_sure: the class was begun here, or its teacher's key fits: whatever was seen before.

        Raises:
            ClassError: it is not there, or the store is not, or this session guesses codes.
        """
        then, none = self._none.get(code, (-math.inf, None))
        if none and self._clock() - then < WRONG_SECONDS and not is_sure:
            raise none.with_traceback(None)  # which would grow each time
        if self._lock.acquire(timeout=WAIT_SECONDS):
            try:
                return self._look(code, at_once, is_sure)
            finally:
                self._lock.release()
        _then, latest = self._latest.get(code, (0.0, None))
        if latest is None:
            raise ClassError("We can't reach the classes right now. Everything else works. Try again soon.")
        return latest

    def news(self, code: str) -> News:
        """The same as what changes with it."""
        try:
            return _news_of(self.look(code).standing)
        except NoClass:
            return OVER
        except ClassError:
            return NOT_REACHED

    def known(self, code: str) -> News | None:
        """What was last seen of a class; None where nobody has looked at it here. Never waits."""
        if code in self._none:
            return OVER
        _then, latest = self._latest.get(code, (0.0, None))
        return None if latest is None else _news_of(latest.standing)

    def is_due(self, code: str) -> bool:
        """Whether that was seen too long ago, and nobody is looking. Never waits."""
        (then, seen), wait = self._none.get(code, (0.0, None)), WRONG_SECONDS
        if seen is None:
            (then, seen), wait = self._latest.get(code, (0.0, None)), LOOK_SECONDS
        return seen is not None and self._clock() - then >= wait and not self._lock.locked()

    def _look(self, code: str, at_once: bool, is_sure: bool) -> Latest:
        then, latest = self._latest.get(code, (0.0, None))
        if latest is None or at_once or self._clock() - then >= LOOK_SECONDS:
            is_known = is_sure or latest is not None or code in self._none
            standing = self._standing(code, is_known)
            since, drawings = (latest.standing.serial, latest.drawings) if latest else (0, {})
            if since != standing.serial:
                changed = self._store().changed(code, since)
                drawings = {**drawings, **{each.number: each for each in changed}}
            votes = latest.votes if latest else {}
            if not latest or latest.standing != standing:
                votes = self._store().votes(code) if standing.question else {}
            then, latest = self._clock(), Latest(standing, drawings, votes)
        self._none.pop(code, None)
        _put_last(self._latest, code, (then, latest), MOST_WATCHED)
        return latest

    def _standing(self, code: str, is_known: bool) -> Standing:
        now = self._clock()
        if not is_known and self._is_guessing(now):
            raise ClassError("Too many wrong codes were tried. Try again in a minute.")
        try:
            return self._store().standing(code)
        except NoClass as error:
            if not is_known:
                self._wrong.append(now)
                state.put("class_wrong", now)
            self._latest.pop(code, None)
            _put_last(self._none, code, (now, error), MOST_NONE)
            raise

    def _is_guessing(self, now: float) -> bool:
        are_many = len(self._wrong) == MOST_WRONG and now - self._wrong[0] < WRONG_SECONDS
        return are_many and now - state.get("class_wrong", -math.inf) < WRONG_SECONDS


def _news_of(standing: Standing) -> News:
    return News(" ".join(map(str, standing)), "" if standing.is_revealed else standing.question)


def _put_last(of_classes: OrderedDict[str, T], code: str, value: T, most: int) -> None:
    of_classes[code] = value
    of_classes.move_to_end(code)
    while len(of_classes) > most:
        of_classes.popitem(last=False)


watch = Watch(classes)
