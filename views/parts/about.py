"""What this is, in words: the entry "About" of the menu, and the version.

Takes the words, gives them filled in. Knows nothing of pages.
"""

from __future__ import annotations

from model.version import VERSION
from views.language.language import _
from views.parts import words


def about() -> str:
    """Version, license and sources, as Markdown."""
    return _(words.ABOUT).format(version=VERSION, description=_(words.DESCRIPTION))


def which_version() -> str:
    """The version, as the page of words has it at its end."""
    return words.WHICH_VERSION.format(version=VERSION)
