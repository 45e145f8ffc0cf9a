"""What the page does when it has lost its server for good: Streamlit itself does nothing."""

from __future__ import annotations

from views.parts.component import mount
from views.parts.language.language import _

_notice = mount(__file__, "lost")


def notice_of_loss() -> None:
    """Let every page say so and reload itself with its address."""
    _notice(key="lost", height=1, data=_words())


def _words() -> dict[str, str]:
    """Return the texts for lost.js: the server doesn't respond, or Streamlit has given up."""
    return {
        "away": _(
            "The server isn't responding right now. You can still draw and see answers. Everything else "
            "waits until the server is back."
        ),
        "soon": _(
            "The page has lost its connection to the server. It will reload in {seconds} s and keep your "
            "drawing."
        ),
        "by_hand": _(
            "The page keeps losing its connection to the server. Your drawing will still be there when you "
            "reload."
        ),
        "button": _("Reload now"),
    }
