"""A session's state whose run is cut short, as Streamlit does where another message comes."""

from __future__ import annotations

import math


class Cut(BaseException):
    """As Streamlit's own, no error."""


class State(dict):
    """A session's state; from an access on, each is cut short."""

    def __init__(self, *given: object) -> None:
        super().__init__(*given)
        self.left = math.inf  # accesses

    def reach(self) -> None:
        """An access, or what else can end a run."""
        self.left -= 1
        if self.left < 0:
            raise Cut

    def get(self, *about):
        self.reach()
        return super().get(*about)

    def setdefault(self, *about):
        self.reach()
        return super().setdefault(*about)

    def pop(self, *about):
        self.reach()
        return super().pop(*about)

    def __setitem__(self, *about):
        self.reach()
        super().__setitem__(*about)
