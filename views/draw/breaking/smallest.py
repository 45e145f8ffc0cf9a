"""The smallest change of pixels that gives another digit, searched on demand; a card has that of the pen."""

from __future__ import annotations

import streamlit as st

from model.attribution.smallest_change import SmallestChange, smallest_change_steps
from model.reading import Reading
from views.parts.asking.asking import marked
from views.parts.language.language import _
from views.parts.looks.wording import figure, in_markdown, sign
from views.parts.pictures.pixels import Pixels, pixels
from views.session import state
from views.session.computing import computed, progress

KEY = "breaking_smallest"  # in the session's state


def smallest_change(reading: Reading) -> None:
    """Show what it is, a button, and what was found."""
    st.markdown(
        _(
            "There are two kinds of change. The smallest change to the **pixels** shows what the network "
            "computes. Hundreds of tiny changes at once, which no pen could draw, make an [adversarial "
            "example](words#adversarial-example). The smallest change with your **pen** shows what the "
            "network looks for. One stroke changes the network's answer, and you would often agree with the "
            "new one."
        )
    )
    how = _("To search for one with the pen, open the card of a neuron in the last layer.")
    st.caption(marked(how, "layer"))
    _of_pixels(reading)


@st.fragment
def _of_pixels(reading: Reading) -> None:
    network, image = reading.network, reading.image
    about = network, image.tobytes()
    with st.container(key="breaking_smallest"):
        if state.get(KEY, (None, None))[0] != about:
            place = st.empty()
            if not place.button(_("Search"), key="breaking_look"):
                return
            place.empty()
        work = computed(KEY, about, smallest_change_steps, network, image)
        if not work.is_done:
            progress(work, _("Searching …"))
        elif work.found is None:
            st.caption(
                _("The search found nothing, because this network's slopes are 0 or too steep to follow.")
            )
        else:
            _show(reading, work.found)


def _show(reading: Reading, found: SmallestChange) -> None:
    classes = reading.network.classes
    row = [
        Pixels(_("Image"), reading.image, scale=1, linked=True),
        Pixels(_("Change"), found.change, signed=True, linked=True, walk=True),
        Pixels(_("Together"), found.image, scale=1, linked=True),
    ]
    pixels(row, "breaking_pixels", operators=("+", "="))
    st.markdown(
        _(
            "The network said {before}, and now it says **{digit}**. No [pixel](words#pixel) changed by more "
            "than {largest}, where 0 is paper and 1 is ink. The length of the whole change is {length}. "
            "Turning one pixel from paper to ink would be a change of length 1. This is the smallest change "
            "that the search found, but there may be a smaller one."
        ).format(
            before=in_markdown(sign(classes, found.before)),
            digit=in_markdown(sign(classes, found.digit)),
            largest=figure(found.largest),
            length=figure(found.length),
        )
    )
