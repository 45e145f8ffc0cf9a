"""Who may work now and who waits: the first few of a queue.

Takes any objects as members, gives positions. Knows nothing of what they want to do.
"""

from __future__ import annotations

import threading
from collections.abc import Callable

WAKE_SECONDS = 0.5  # between two checks whether a waiting member has given up; `wake` is quicker


class Queue:
    """A queue of which the first `slots` are served at once, the others as those leave."""

    def __init__(self, slots: int) -> None:
        """Serve `slots` at once."""
        self.slots = slots
        self._members: list[object] = []
        self._changed = threading.Condition()

    def enter(self, member: object, give_up: Callable[[], bool]) -> bool:
        """Wait for a slot; False if given up before there was one."""
        with self._changed:
            self._members.append(member)
            while self._members.index(member) >= self.slots:
                if give_up():
                    self._members.remove(member)
                    return False
                self._changed.wait(WAKE_SECONDS)
        return not give_up()

    def leave(self, member: object) -> None:
        """Let the next one in; who has left already, or never came, may leave again."""
        with self._changed:
            if member in self._members:
                self._members.remove(member)
            self._changed.notify_all()

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
