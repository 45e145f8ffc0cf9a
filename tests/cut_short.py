"""A session state whose run is cut short, as Streamlit does when another message comes."""

import math


class Cut(BaseException):
    """An exception that, like Streamlit's own, isn't an error."""


class State(dict):
    """A session's state that, from a given access on, ends the run."""

    def __init__(self, *given: object) -> None:
        super().__init__(*given)
        self.left = math.inf  # number of accesses

    def reach(self) -> None:
        """Count an access, or another point where a run can end."""
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
