"""Who may work now and who waits, and about how long: the first few members of a queue.

Takes any objects as members, returns positions. Knows nothing of what they want to do, except how long each
expects to take; and learns from finished members how wrong such expectations are here and now.
"""

from __future__ import annotations

import heapq
import threading
import time
from collections.abc import Callable

WAKE_SECONDS = 0.5  # between two checks whether a waiting member has given up; `wake` is quicker


class Queue:
    """A queue whose first `slots` members are served at once, the others when those leave."""

    def __init__(self, slots: int) -> None:
        """Serve `slots` at once."""
        self.slots = slots
        self._members: list[object] = []
        self._expected: dict[object, float] = {}  # seconds, as each member expected
        self._served_since: dict[object, float] = {}  # seconds of time.monotonic()
        self._factor = 1.0  # the factor between expectation and reality
        self._changed = threading.Condition()

    def enter(self, member: object, give_up: Callable[[], bool], seconds: float = 0.0) -> bool:
        """Wait for a slot, and expect to use it for that many seconds; return False if given up before."""
        with self._changed:
            self._members.append(member)
            self._expected[member] = seconds
            while self._members.index(member) >= self.slots:
                if give_up():
                    self._forget(member)
                    return False
                self._changed.wait(WAKE_SECONDS)
            self._served_since[member] = time.monotonic()
        return not give_up()

    def leave(self, member: object, is_done: bool = False) -> None:
        """Let the next one in; a member that has left already, or never came, may leave again.

        From a member that is done it learns how long such work takes: factor = (factor + took / expected) / 2
        """
        with self._changed:
            if is_done and self._expected.get(member) and member in self._served_since:
                took = time.monotonic() - self._served_since[member]
                self._factor = (self._factor + took / self._expected[member]) / 2
            self._forget(member)
            self._changed.notify_all()

    def _forget(self, member: object) -> None:
        if member in self._members:
            self._members.remove(member)
        self._expected.pop(member, None)
        self._served_since.pop(member, None)

    def wake(self) -> None:
        """Make every waiting member check again whether to give up."""
        with self._changed:
            self._changed.notify_all()

    def position(self, member: object) -> int:
        """Return 1 for the next to be let in, 2 for the one after; 0 if it has a slot, or never came."""
        with self._changed:
            if member not in self._members:
                return 0
            return max(0, self._members.index(member) + 1 - self.slots)

    def seconds_here(self, seconds: float) -> float:
        """Return about how long work takes here and now that is expected to take that many seconds."""
        return self._factor * seconds

    @property
    def waiting(self) -> int:
        """Return how many members wait."""
        with self._changed:
            return max(0, len(self._members) - self.slots)

    def seconds_to_wait(self, member: object) -> float:
        """Return about how long until it is let in, if nobody gives up; 0 if it has a slot, or isn't waiting.

        Members with a slot go on for as long as was expected; the others follow, each in the first free slot.
        """
        with self._changed:
            if member not in self._members:
                return 0.0
            now, place = time.monotonic(), self._members.index(member)
            if place < self.slots or not self.slots:
                return 0.0
            free = [self._seconds_left(each, now) for each in self._members[: self.slots]]
            heapq.heapify(free)
            for each in self._members[self.slots : place]:
                heapq.heapreplace(free, free[0] + self._factor * self._expected[each])
            return free[0]

    def _seconds_left(self, member: object, now: float) -> float:
        served = now - self._served_since.get(member, now)
        return max(0.0, self._factor * self._expected[member] - served)
