"""A field in which a word of the list is looked for, while one types."""

from __future__ import annotations

from views.parts.component import mount
from views.words import words

_component = mount(__file__, "find")


def find_field(count: int) -> None:
    """Show it; what it hides and shows, the browser does alone.

    Args:
        count: of all words.
    """
    _component(key="find_word", height=44, data={"words": words.FIND, "count": count})
