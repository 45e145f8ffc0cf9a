"""Page: a digit damaged by degrees, what the network reads in it, and in 1,000 others damaged alike."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import streamlit as st

from model.preprocess.damage import DEGREES, damaged_images
from model.reading import Reading
from views.breaking import words
from views.breaking.counted import Count, curve, in_words
from views.breaking.smallest import smallest_changes
from views.parts.asking.asking import explained
from views.parts.charts.digit_bars import digit_bars
from views.parts.language.language import _
from views.parts.looks.encode import png_url
from views.parts.looks.wording import READY_MADE_DRAWING, verdict
from views.parts.pictures.pictures import Picture, pictures
from views.serving.shared import needs_files, styles
from views.session import breaking
from views.session.activations import drawing_image, latest_drawing
from views.session.networks import chosen_network, is_digit, network_switch
from views.session.one_of import one_of
from views.session.selection import factors_of
from views.session.store import save

KINDS_WIDTH = 480  # pixels for six words
PICTURE = 112  # pixels a side


@st.fragment
@needs_files()
def damaged() -> None:
    """Show the choices, and everything that depends on them."""
    with st.container(horizontal=True, vertical_alignment="center", gap="medium"):
        network = chosen_network(network_switch())
        st.markdown(
            _(
                "Damage a digit bit by bit. When do the [neurons](words#neuron) start to read it as "
                "something else?"
            )
        )
    if network is None:
        return
    _choose()
    image = drawing_image()
    left, right = st.columns([400, 720], gap="large")
    with left:
        before = Reading(network, image)
        _answer(before)
    with right:
        curve(Count(network, breaking.kind()))
        st.markdown(_(words.SEEN[breaking.kind()][breaking.is_centered()]))
    if latest_drawing().current.png is None:
        st.caption(_(READY_MADE_DRAWING))
    if factors_of(network):
        st.caption(_("On this page, all neurons work as usual, even those that you turned up or off."))
    smallest_changes(before)
    save("breaking_address")


def _choose() -> None:
    with st.container(horizontal=True, vertical_alignment="bottom", gap="medium", key="breaking_choices"):
        kind = one_of(
            _("Kind of damage"),
            breaking.KINDS,
            format_func=lambda kind: _(words.KINDS[kind]),
            default=breaking.KINDS[0],
            key="breaking_kind",
            persist_state="session",
            width=KINDS_WIDTH,
        )
        degrees = DEGREES[kind]
        st.select_slider(
            _("How much"),
            degrees,
            format_func=lambda degree: in_words(kind, degree),
            key=f"breaking_degree_{kind}",
            persist_state="session",
            width=320,
        )
        centered = _("Center first, like MNIST")
        what_it_is = _(
            "On: the page crops the damaged digit, scales it to 20 pixels and centers its ink. The network "
            "only learned from digits prepared like this, and the Draw page prepares yours the same way. "
            "Off: the network reads the damaged picture as it is."
        )
        st.toggle(
            centered,
            key="breaking_centered",
            persist_state="session",
            help=f"{what_it_is}\n\n{explained(centered)}",
        )


def _answer(before: Reading) -> None:
    """Show both images, and what the network reads in the damaged one."""
    after = damaged_images(before.image[None], breaking.kind(), breaking.degree(), breaking.is_centered())[0]
    row = [
        Picture(png_url(before.image), _("The 28×28 image before the damage"), _("Before")),
        Picture(png_url(after), _("The damaged 28×28 image that the network reads"), _("Damaged")),
    ]
    with st.container(key="breaking_answer"):
        pictures(row, "breaking_pictures", size=PICTURE, height=PICTURE + 30)
        with st.container(key="breaking_verdict"):
            for text in read_in(before, after):
                st.markdown(text)
    probs = replace(before, image=after).probs
    digit_bars(np.nan_to_num(probs), "breaking_bars", texts=None if after.any() else [""] * len(probs))


def read_in(before: Reading, image: np.ndarray) -> list[str]:
    """Return what the network reads in the damaged image and, if it's a number, whether that has changed."""
    if not image.any():
        return [_("### No ink left")]
    reading = replace(before, image=image)
    if not reading.is_sound:
        return [verdict(reading.probs)]
    other = _("The network said {digit} before.").format(digit=before.digit)
    lines = [_("Same as before.") if reading.digit == before.digit else other]
    if not is_digit(reading):
        lines.append(_("But this counts as “not a digit”."))
    return [verdict(reading.probs), " ".join(lines)]


with needs_files():
    st.html(styles("breaking/breaking.css"))
damaged()
