"""Work that is done step by step, for a caller with something else to do in between.

Each time it stops, it gives how far it has come, in whatever form, and at last what it has found.
"""

from __future__ import annotations

from collections.abc import Generator
from typing import TypeVar

Found = TypeVar("Found")
Steps = Generator[object, None, Found]


def finish(steps: Steps[Found]) -> Found:
    """What they lead to."""
    while True:
        try:
            next(steps)
        except StopIteration as end:
            return end.value
