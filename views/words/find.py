"""A field that searches the glossary while you type."""

from __future__ import annotations

from views.parts.component import mount
from views.parts.language.language import _

_component = mount(__file__, "find")


def find_field(count: int) -> None:
    """Show the field; the browser does the search by itself.

    Args:
        count: of all words.
    """
    words = {
        "label": _("Look for a word"),
        "found": _("{shown} of {count} words"),
        "none": _("No entry contains this."),
    }
    _component(key="find_word", height=44, data={"words": words, "count": count})
