"""A film of a drawing's way through the network, and a picture of the network, to save.

This module says what they show. The browser (film.js) makes both from what it reads in the ink.
"""

from __future__ import annotations

import math
from collections.abc import Mapping

import streamlit as st

from model.network import Network
from views.draw.network.network_view import describe
from views.parts.component import mount
from views.parts.language.language import _, ngettext
from views.parts.looks.wording import no_answer, whole

HEIGHT = 320  # pixels, reserved until the film is there

_film = mount(__file__, "film")


def film_button(network: Network) -> None:
    """Show the button that opens the film of the drawing and the network."""
    about = _(
        "The film shows your drawing on its way through the network. You can save it, and the network as a "
        "picture."
    )
    if st.button(_("Film and picture"), key="film", icon=":material/movie:", help=about):
        st.dialog(_("Your drawing on its way through the network"), width="medium")(_show)(film_of(network))


def _show(film: Mapping[str, object]) -> None:
    _film(key="film_shown", height=HEIGHT, data=film)


def film_of(network: Network) -> dict[str, object]:
    """Return the network's layers, and the film's title for a digit, with {digit}, and for other drawings."""
    shown = describe(network)
    number = sum(math.prod(layer.shape) for layer in network.weighted[:-1] or network.weighted)
    of_digit = ngettext(
        "My {digit} goes through {count} neuron", "My {digit} goes through {count} neurons", number
    )
    of_drawing = ngettext(
        "My drawing goes through {count} neuron", "My drawing goes through {count} neurons", number
    )
    titles = [each.replace("{count}", whole(number)) for each in (of_digit, of_drawing)]
    return {
        "network": shown["network"],
        "panels": shown["panels"],
        "titles": titles,
        "none": no_answer(network.knows_signs)[0],
    }
