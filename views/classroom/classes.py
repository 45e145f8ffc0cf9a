"""This server's classes: their store, opened when first needed, and what walls show of them.

However many walls of a class this process shows, it queries the store once per `LOOK_SECONDS`. If that
doesn't answer, it shows what it saw before.
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
from model.classes.sent import MOST_GONE
from model.classes.swap import Swap
from model.load_once import load_once
from views.parts.files.in_browser import IN_BROWSER
from views.session import state

if TYPE_CHECKING:
    from model.classes.store import Store

T = TypeVar("T")
URL = "INKLING_DATABASE_URL"  # names another database, for example one that several machines share
FILE = "classes.sqlite"
LOOK_SECONDS = 1.0  # between two looks; a session waits as long for another one's look
MOST_WATCHED = 64  # classes that this process caches
MOST_CACHED = 60_000_000  # bytes of their drawings, about
SHOWN_BYTES = 600  # of a drawing, without its text
MOST_WRONG = 30  # different wrong codes in `WRONG_SECONDS` that mean that someone guesses
WRONG_SECONDS = 60  # also how long we remember that a code has no class
MOST_OF_SESSION = 6  # wrong codes that a session may try in this time
REVEALED = " revealed"  # after the name of a question
MOST_NONE = 1000  # codes without a class that this process remembers


def has_classes() -> bool:
    """Return whether there can be classes: the site has no server to store them."""
    return not IN_BROWSER


@load_once
def classes() -> Store:
    """Return the store.

    Raises:
        ClassError: it can't be opened.
    """
    from model.classes.store import Store

    return Store(os.environ.get(URL) or f"sqlite:///{_file()}")


def may_have_any() -> bool:
    """Return whether there may be earlier classes, without opening the store."""
    return bool(os.environ.get(URL)) or (_folder() / FILE).exists()


def _folder() -> Path:
    """Return a folder of this user's alone, which the processes of a machine share."""
    return Path(tempfile.gettempdir()) / f"inkling-{os.getuid() if hasattr(os, 'getuid') else 'classes'}"


def _file() -> Path:
    folder = _folder()
    try:
        folder.mkdir(mode=0o700, exist_ok=True)
        if hasattr(os, "getuid") and (folder.stat().st_uid != os.getuid() or folder.stat().st_mode & 0o077):
            raise ClassError(
                "We can't store classes here because {folder} belongs to another user.", folder=str(folder)
            )
    except OSError as error:
        raise ClassError(
            "We can't store classes here because the server can't write to {folder}.", folder=str(folder)
        ) from error
    return folder / FILE


class Latest(NamedTuple):
    """What this process last saw of a class.

    Attributes:
        standing: the class's.
        drawings: by number, with the newest of those that were removed.
        votes: answers by number.
        removals_from: a serial; some removals before it are forgotten.
        size: of the drawings and finds, about, in bytes.
        swap: what its devices swap.
    """

    standing: Standing
    drawings: Mapping[int, Shown]
    votes: Mapping[int, int]
    removals_from: int = 0
    size: int = 0
    swap: Swap = Swap()


class News(NamedTuple):
    """How a page notices that a class has changed; all are None for a class that is over.

    Attributes:
        changes: changes with everything that a wall shows.
        question: what its devices should answer, with `REVEALED` after it if it's over; "" for nothing.
        signs: the signs that they should draw, and how often there was a network; "" for digits.
        swap: the phase of a round of swapped networks; "" if there's none.
    """

    changes: str | None
    question: str | None
    signs: str | None
    swap: str | None


def devices_on(latest: Latest) -> int:
    """Return how many devices have something on the wall that isn't hidden."""
    return len({each.device for each in latest.drawings.values() if each.sent and not each.is_hidden})


def signs_of(code: str | None) -> tuple[str, ...]:
    """Return the names of the signs that a class draws; none for digits, without a code or such a class."""
    if not code or not has_classes():
        return ()
    try:
        return watch.look(code).standing.signs
    except ClassError:
        return ()


NOTHING = Latest(Standing(0, 0, 0, False), {}, {})
OVER = News(None, None, None, None)
NOT_REACHED = News("", "-", "-", "-")  # unlike any class's


class Watch:
    """A cache of classes for this process, refreshed after `LOOK_SECONDS`.

    A code that a class has always works, however many wrong ones others try. A session has few guesses, and
    only one while there are many wrong codes.
    """

    def __init__(self, store: Callable[[], Store], clock: Callable[[], float] = time.monotonic) -> None:
        """Watch that store's classes."""
        self._store, self._clock, self._lock = store, clock, threading.Lock()
        self._latest: OrderedDict[str, tuple[float, Latest]] = OrderedDict()
        self._none: OrderedDict[str, tuple[float, NoClass]] = OrderedDict()  # codes without a class
        self._wrong: deque[float] = deque(maxlen=MOST_WRONG)  # when each new such code was tried

    def look(self, code: str, at_once: bool = False, is_sure: bool = False) -> Latest:
        """Return the current state of a class.

        Args:
            code: of the class.
            at_once: don't use what was seen a moment ago.
            is_sure: the class was started here, or its teacher's key fits; ignore what was seen before.

        Raises:
            ClassError: the class doesn't exist, the store can't be reached, or this session guesses codes.
        """
        then, none = self._none.get(code, (-math.inf, None))
        if none and self._clock() - then < WRONG_SECONDS and not is_sure:
            raise none.with_traceback(None)  # a stored traceback would grow each time
        if self._lock.acquire(timeout=LOOK_SECONDS):
            try:
                return self._look(code, at_once, is_sure)
            finally:
                self._lock.release()
        _then, latest = self._latest.get(code, (0.0, None))
        if latest is None:
            raise ClassError("We can't reach the classes right now. Everything else works. Try again soon.")
        return latest

    def news(self, code: str) -> News:
        """Return a class's current news."""
        try:
            return _news_of(self.look(code))
        except NoClass:
            return OVER
        except ClassError:
            return NOT_REACHED

    def known(self, code: str) -> News | None:
        """Return a class's last known news; None if this process hasn't looked at it. Never waits."""
        if code in self._none:
            return OVER
        _then, latest = self._latest.get(code, (0.0, None))
        return None if latest is None else _news_of(latest)

    def is_due(self, code: str) -> bool:
        """Return whether the last look was too long ago and nobody is looking now. Never waits."""
        (then, seen), wait = self._none.get(code, (0.0, None)), WRONG_SECONDS
        if seen is None:
            (then, seen), wait = self._latest.get(code, (0.0, None)), LOOK_SECONDS
        return seen is not None and self._clock() - then >= wait and not self._lock.locked()

    def _look(self, code: str, at_once: bool, is_sure: bool) -> Latest:
        then, latest = self._latest.get(code, (0.0, None))
        if latest is None or at_once or self._clock() - then >= LOOK_SECONDS:
            is_known = is_sure or latest is not None or code in self._none
            standing = self._standing(code, is_known)
            latest = latest or NOTHING
            if latest.standing.serial != standing.serial:
                if latest.standing.swapped != standing.swapped:
                    known = {number: each.drawing for number, each in latest.swap.finds.items()}
                    latest = latest._replace(swap=self._store().swap(code, known))
                latest = self._with_changes(code, latest)
                self._make_room(code, latest)
            if latest.standing != standing:
                votes = self._store().votes(code) if standing.question else {}
                latest = latest._replace(standing=standing, votes=votes)
            then = self._clock()
        self._none.pop(code, None)
        _put_last(self._latest, code, (then, latest), MOST_WATCHED)
        return latest

    def _with_changes(self, code: str, latest: Latest) -> Latest:
        """Return a class with its current drawings."""
        drawings, changed = latest.drawings, self._store().changed(code, latest.standing.serial)
        if sum(not each.sent for each in changed) > MOST_GONE:  # perhaps there were even more
            drawings, changed = {}, self._store().changed(code)
        drawings = {**drawings, **{each.number: each for each in changed}}
        gone = sorted(each.serial for each in drawings.values() if not each.sent)
        first = gone[-MOST_GONE - 1] if len(gone) > MOST_GONE else 0
        drawings = {number: each for number, each in drawings.items() if each.sent or each.serial >= first}
        texts = [each.sent.drawing if each.sent else "" for each in drawings.values()]
        texts += [each.drawing for each in latest.swap.finds.values()]
        size = sum(SHOWN_BYTES + len(each) for each in texts)
        return latest._replace(drawings=drawings, removals_from=first, size=size)

    def _make_room(self, code: str, latest: Latest) -> None:
        """Drop the classes that take the most, until what is left and this one fit."""
        sizes = {each: seen.size for each, (_then, seen) in self._latest.items() if each != code}
        while sizes and sum(sizes.values()) + latest.size > MOST_CACHED:
            largest = max(sizes, key=sizes.get)
            del sizes[largest], self._latest[largest]

    def _standing(self, code: str, is_known: bool) -> Standing:
        now = self._clock()
        if not is_known and self._is_guessing(now):
            raise ClassError("There were too many wrong codes. Try again in a minute.")
        try:
            return self._store().standing(code)
        except NoClass as error:
            if not is_known:
                self._wrong.append(now)
                state.put("class_wrong", (*_wrong_since(now), now))
            self._latest.pop(code, None)
            _put_last(self._none, code, (now, error), MOST_NONE)
            raise

    def _is_guessing(self, now: float) -> bool:
        are_many = len(self._wrong) == MOST_WRONG and now - self._wrong[0] < WRONG_SECONDS
        return len(_wrong_since(now)) >= (1 if are_many else MOST_OF_SESSION)


def _wrong_since(now: float) -> list[float]:
    """Return when this session has tried wrong codes in the last `WRONG_SECONDS`."""
    return [then for then in state.get("class_wrong", ()) if now - then < WRONG_SECONDS]


def _news_of(latest: Latest) -> News:
    standing = latest.standing
    signs = " ".join([str(standing.learned), *standing.signs]) if standing.signs else ""
    question = standing.question + REVEALED * standing.is_revealed
    return News(" ".join(map(str, standing)), question, signs, latest.swap.phase)


def _put_last(of_classes: OrderedDict[str, T], code: str, value: T, most: int) -> None:
    of_classes[code] = value
    of_classes.move_to_end(code)
    while len(of_classes) > most:
        of_classes.popitem(last=False)


watch = Watch(classes)
