"""Work that is done step by step, for a caller with something else to do in between.

Each step yields the progress, in any form; the last one returns the result.
"""

from __future__ import annotations

from collections.abc import Generator
from typing import TypeVar

Found = TypeVar("Found")
Steps = Generator[object, None, Found]


def finish(steps: Steps[Found]) -> Found:
    """Run all steps, and return the result."""
    while True:
        try:
            next(steps)
        except StopIteration as end:
            return end.value
