"""Texts about the app: the menu's entry "About", and the version.

It fills in the texts and doesn't depend on any page.
"""

from __future__ import annotations

from model.version import VERSION
from views.parts import words
from views.parts.language.language import _


def about() -> str:
    """Return version, license and sources in Markdown."""
    return _(words.ABOUT).format(version=VERSION, description=_(words.DESCRIPTION))


def which_version() -> str:
    """Return the version, as shown at the end of the glossary page."""
    return words.WHICH_VERSION.format(version=VERSION)
