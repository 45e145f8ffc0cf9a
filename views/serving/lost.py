"""What is said and done where the page has lost its server for good: Streamlit itself stays as it is then."""

from __future__ import annotations

from views.language.language import _
from views.parts.component import mount

_notice = mount(__file__, "lost")


def notice_of_loss() -> None:
    """Have the page say so, and open itself again, with what its address says; on every page."""
    _notice(key="lost", height=1, data=_words())


def _words() -> dict[str, str]:
    """As lost.js has them: where the server does not answer, and where Streamlit has given up."""
    return {
        "away": _(
            "The server does not answer now. Drawing and the answer go on; the rest waits until it is back."
        ),
        "soon": _(
            "The page has lost its server. It opens again by itself in {seconds} s, with your drawing."
        ),
        "by_hand": _("The page has lost its server, again and again. Your drawing comes back with the page."),
        "button": _("Open it now"),
    }
