"""The phases of a round, and their titles."""

from collections.abc import Mapping

from model.classes.swapped import BREAK, LOOK, REPAIR, TEACH
from views.parts.language.language import _


def phases() -> Mapping[str, str]:
    """Return the phases' titles in the page's language, in order."""
    return {TEACH: _("Teach"), BREAK: _("Break"), REPAIR: _("Repair"), LOOK: _("Look")}
