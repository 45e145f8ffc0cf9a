"""A field in which a word of the list is looked for, while one types."""

from __future__ import annotations

from views.language.language import _
from views.parts.component import mount

_component = mount(__file__, "find")


def find_field(count: int) -> None:
    """Show it; what it hides and shows, the browser does alone.

    Args:
        count: of all words.
    """
    words = {
        "label": _("Look for a word"),
        "found": _("{shown} of {count} words"),
        "none": _("No entry contains this."),
    }
    _component(key="find_word", height=44, data={"words": words, "count": count})
