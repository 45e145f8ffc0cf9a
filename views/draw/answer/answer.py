"""The answer: the digit, and how sure the network is.

The browser reads the ink and fills in the answer (live_ink.js). This module makes room for it and adds what
takes more than the network: the real digits nearest to a non-digit.
"""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from model.network import Network
from model.novelty import can_tell, nearest_digits, novelty_network_of
from model.reading import Reading
from views.draw.canvas.live_ink import NO_DIGIT, refresh
from views.parts.component import mount
from views.parts.language.language import N_, _
from views.parts.looks.encode import png_url
from views.parts.looks.wording import NO_ANSWER, NONE_OF_YOURS, NOT_A_DIGIT, a_digit
from views.parts.shared import needs_files, test_images
from views.session.activations import Read, reading_of
from views.session.drawing.latest_drawing import LatestDrawing
from views.session.selection import described_factors

NEAREST = 3  # real digits shown beside a non-digit
EMPTY: Mapping[str, str] = {}
HEIGHT = 64  # pixels: a digit and the words beside it

# The texts of answer.js, by key
ANSWER = {
    "blank": N_("Draw a digit from 0 to 9, and watch the [neurons](words#neuron) light up."),
    # Translators: a button; {second} is a digit
    "why_not": N_("Why not {second}?"),
    "no_answer": NO_ANSWER,
    "digit": N_(
        "Its [share](words#share) is {first_share}. The runner-up is {second}, with a share of {share}."
    ),
    "no_digit": NOT_A_DIGIT,
    "larger": N_("Draw it larger. At this size, there isn't much to see."),
    "one": N_("Are these two digits? One at a time, please."),
    "nearly": N_("“Is it {a_digit}?” comes closest to a yes, at {log_odds}. Above 0 means yes."),
    "nearest": N_("Most similar digits:"),
    "dark": N_("For this drawing, no neuron in the last [hidden layer](words#hidden-layer) fires."),
    "why": N_(
        "Every digit makes the neurons of the last hidden layer fire in its own pattern. This drawing's "
        "pattern is closer to those of letters and scribbles."
    ),
}
BY_TWO = {  # if a second network helps to decide
    "why": N_(
        "Every digit makes the neurons of the last hidden layer fire in its own pattern. This drawing's "
        "pattern is closer to those of letters and scribbles. The page also asks a second network, which "
        "has only learned to tell digits from these."
    ),
}

STRANGE = N_("It isn't close enough to any of the drawings it learned from.")
OF_SIGNS = {  # of a network for signs of one's own
    "blank": N_("Draw one of your signs, and watch the [neurons](words#neuron) light up."),
    "no_digit": NONE_OF_YOURS,
    "one": STRANGE,
    "nearly": STRANGE,
}

_answer = mount(__file__, "answer")


@st.fragment
def answer(network: Network, latest: LatestDrawing, read: Read = reading_of) -> None:
    """Show the digit, in large, or an invitation to draw; `read` reads the drawing, perhaps damaged."""
    version, nearest = latest.version, []
    text = answer_words(OF_SIGNS if network.knows_signs else EMPTY)
    if can_tell(network):
        with needs_files():
            nearest = nearest_to(read(network, latest.current))
            text = answer_words(BY_TWO if novelty_network_of(network) else EMPTY)
    with st.container(key="answer_row"), st.container(key="answer"):
        data = {
            "version": version,
            "nearest": nearest,
            "words": text,
            "caution": caution(network),
        }
        _answer(key="answer_text", height=HEIGHT, data=data)
    switched = {"network": network.name, "factors": described_factors(network)}
    refresh(version, NO_DIGIT, "answer_refresh", switched)


def answer_words(other: Mapping[str, str] = EMPTY) -> dict[str, object]:
    """Return the texts of answer.js.

    Args:
        other: the ones that differ, `BY_TWO` or `OF_SIGNS`.
    """
    texts = ANSWER | dict(other)
    return {name: _(text) if isinstance(text, str) else [*map(_, text)] for name, text in texts.items()}


def nearest_to(reading: Reading | None) -> list[dict[str, str]]:
    """Return the real digits most similar to a drawing that's judged a non-digit; [] for any other."""
    if reading is None or reading.is_digit:
        return []
    images = test_images()[0]
    nearest = nearest_digits(reading.network, reading.activations, NEAREST)
    return [
        {
            "src": png_url(images[i] / 255),
            "alt": _("MNIST test image {number}, {a_digit}").format(number=i, a_digit=a_digit(label)),
        }
        for i, label in zip(nearest.index.tolist(), nearest.labels.tolist())
    ]


def caution(network: Network) -> str:
    """Return a warning if the network takes scribbles for digits; "" for a shipped network."""
    if network.knows_signs:
        return ""
    if not can_tell(network):
        return _("This network can't tell when something isn't a digit.")
    passing = round(10 * (1 - network.card.get("refused", 1)))
    if not passing:
        return ""
    return _("This network reads about {count} out of 10 letters and scribbles as digits.").format(
        count=passing
    )
