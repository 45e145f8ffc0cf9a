"""The classes of this server: their store, opened when it is first needed, and what walls show of them.

However many walls this process shows of a class, the store is asked once in `LOOK_SECONDS`.
"""

from __future__ import annotations

import os
import tempfile
import threading
import time
from collections import OrderedDict, deque
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from model.classes import ClassError, NoClass, Shown, Standing
from model.load_once import load_once
from views.serving.in_browser import IN_BROWSER

if TYPE_CHECKING:
    from model.classes.store import Store

URL = "INKLING_DATABASE_URL"  # names another database, such as one that several machines share
LOOK_SECONDS = 1.0
MOST_WATCHED = 64  # classes of which this process keeps what it has seen
MOST_WRONG = 30  # codes in `WRONG_SECONDS` that are no class's, whoever asks: of 4.8e8, that many find none
WRONG_SECONDS = 60


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


def _file() -> Path:
    """In a folder of this user's alone, which processes of a machine share."""
    folder = Path(tempfile.gettempdir()) / f"inkling-{os.getuid() if hasattr(os, 'getuid') else 'classes'}"
    try:
        folder.mkdir(mode=0o700, exist_ok=True)
        if hasattr(os, "getuid") and (folder.stat().st_uid != os.getuid() or folder.stat().st_mode & 0o077):
            raise ClassError("Classes can't be kept here: {folder} is somebody else's.", folder=str(folder))
    except OSError as error:
        raise ClassError(
            "Classes can't be kept here: {folder} can't be written.", folder=str(folder)
        ) from error
    return folder / "classes.sqlite"


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
    """What is seen of classes, by whoever asks in this process; looked for again after `LOOK_SECONDS`."""

    def __init__(self, store: Callable[[], Store], clock: Callable[[], float] = time.monotonic) -> None:
        """Of that store."""
        self._store, self._clock, self._lock = store, clock, threading.Lock()
        self._latest: OrderedDict[str, tuple[float, Latest]] = OrderedDict()
        self._wrong: deque[float] = deque(maxlen=MOST_WRONG)  # when there was no such class
        self._over: dict[str, NoClass] = {}  # seen, and no more: their devices go on asking

    def look(self, code: str, at_once: bool = False) -> Latest:
        """What there is of a class.

        Args:
            code: of the class.
            at_once: what was seen a moment ago is not enough.

        Raises:
            ClassError: it is not there, or the store is not, or too many have tried codes.
        """
        with self._lock:
            if code in self._over:
                raise self._over[code]
            then, latest = self._latest.get(code, (0.0, None))
            if latest is None or at_once or self._clock() - then >= LOOK_SECONDS:
                standing = self._standing(code, is_known=latest is not None)
                since, drawings = (latest.standing.serial, latest.drawings) if latest else (0, {})
                if since != standing.serial:
                    changed = self._store().changed(code, since)
                    drawings = {**drawings, **{each.number: each for each in changed}}
                votes = latest.votes if latest else {}
                if not latest or latest.standing != standing:
                    votes = self._store().votes(code) if standing.question else {}
                then, latest = self._clock(), Latest(standing, drawings, votes)
            self._latest[code] = (then, latest)
            self._latest.move_to_end(code)
            _keep_last(self._latest)
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
        if code in self._over:
            return OVER
        _then, latest = self._latest.get(code, (0.0, None))
        return None if latest is None else _news_of(latest.standing)

    def is_due(self, code: str) -> bool:
        """Whether that was seen too long ago, and nobody is looking. Never waits."""
        then, latest = self._latest.get(code, (0.0, None))
        is_old = latest is not None and self._clock() - then >= LOOK_SECONDS
        return is_old and code not in self._over and not self._lock.locked()

    def _standing(self, code: str, is_known: bool) -> Standing:
        is_full = len(self._wrong) == MOST_WRONG and self._clock() - self._wrong[0] < WRONG_SECONDS
        if is_full and not is_known:
            raise ClassError("Too many codes were tried that are no class's. Try again in a minute.")
        try:
            return self._store().standing(code)
        except NoClass as error:
            if is_known:
                self._over[code] = error
                _keep_last(self._over)
            else:
                self._wrong.append(self._clock())
            raise


def _news_of(standing: Standing) -> News:
    return News(" ".join(map(str, standing)), "" if standing.is_revealed else standing.question)


def _keep_last(of_classes: dict[str, object]) -> None:
    while len(of_classes) > MOST_WATCHED:
        del of_classes[next(iter(of_classes))]


watch = Watch(classes)
