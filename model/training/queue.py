"""Who may work now and who waits, and about how long: the first few of a queue.

Takes any objects as members, gives positions. Knows nothing of what they want to do, but how long each
expects to take; and learns from those that are done by how much such expectations are wrong here and now.
"""

from __future__ import annotations

import heapq
import threading
import time
from collections.abc import Callable

WAKE_SECONDS = 0.5  # between two checks whether a waiting member has given up; `wake` is quicker


class Queue:
    """A queue of which the first `slots` are served at once, the others as those leave."""

    def __init__(self, slots: int) -> None:
        """Serve `slots` at once."""
        self.slots = slots
        self._members: list[object] = []
        self._expected: dict[object, float] = {}  # seconds, as each has said
        self._served_since: dict[object, float] = {}  # seconds of time.monotonic()
        self._factor = 1.0  # by which what was expected has to be multiplied
        self._changed = threading.Condition()

    def enter(self, member: object, give_up: Callable[[], bool], seconds: float = 0.0) -> bool:
        """Wait for a slot, to have it for about that many seconds; False if given up before there was one."""
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
        """Let the next one in; who has left already, or never came, may leave again.

        Of who is done it is learned how long such work takes: factor = (factor + took / expected) / 2
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
        """Have every waiting member check again whether to give up."""
        with self._changed:
            self._changed.notify_all()

    def position(self, member: object) -> int:
        """1 for the next to be let in, 2 for the one after; 0 for who is in, or not in the queue."""
        with self._changed:
            if member not in self._members:
                return 0
            return max(0, self._members.index(member) + 1 - self.slots)

    def seconds_here(self, seconds: float) -> float:
        """About how long work takes here and now that is expected to take that many seconds."""
        return self._factor * seconds

    @property
    def waiting(self) -> int:
        """How many wait."""
        with self._changed:
            return max(0, len(self._members) - self.slots)

    def seconds_to_wait(self, member: object) -> float:
        """About how long until it is let in, if nobody gives up; 0 for who is in, or not in the queue.

        Those who are in go on for as long as was expected; the others follow, each in the first free slot.
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
