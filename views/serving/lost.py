"""What is said and done where the page has lost its server for good: Streamlit itself stays as it is then."""

from __future__ import annotations

from views.parts import words
from views.parts.component import mount

_notice = mount(__file__, "lost")


def notice_of_loss() -> None:
    """Have the page say so, and open itself again, with what its address says; on every page."""
    _notice(key="lost", height=1, data=words.LOST)
