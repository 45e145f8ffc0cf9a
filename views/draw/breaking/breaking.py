"""Break it: the drawing on the stage is damaged by degrees, and the page shows what the network makes of it.

The browser (breaking.js) damages every picture of the ink while the slider moves. This module sends the
choices, takes what was chosen, and shows on demand how test digits fare and the smallest change of pixels.
"""

from __future__ import annotations

import base64

import streamlit as st

from model.network import Network
from model.preprocess.damage import DEGREES, noise
from model.reading import Reading
from views.draw.breaking import words
from views.draw.breaking.counted import Count, curve, in_words, tick
from views.draw.breaking.smallest import smallest_change
from views.parts.asking.asking import explained, marked
from views.parts.component import mount
from views.parts.language.language import _, cached_by_language
from views.parts.looks.wording import no_answer, whole
from views.session import breaking
from views.session.activations import stages_of
from views.session.drawing.latest_drawing import LatestDrawing
from views.session.drawing.received import damage_of

HEIGHT = 290  # pixels

_breaking = mount(__file__, "breaking")


def break_it(network: Network, latest: LatestDrawing) -> None:
    """Show what damages the drawing."""
    with st.container(key="break", gap="xsmall"):
        data = {**_described(), "none": no_answer(network.knows_signs)[1], "choice": breaking.choice()}
        data["degrees"] = breaking.degrees()
        data["noise"] = _noise() if breaking.kind() == "noised" else ""
        _breaking(key="breaking", height=HEIGHT, data=data, on_pick=_choose)
        count, stages = Count(network, breaking.kind()), stages_of(latest.current)
        images = whole(count.images)
        parts = (
            (
                "breaking_curve_open",
                _("{images} test digits").format(images=images),
                lambda: _test_digits(count),
            ),
            (
                *("breaking_smallest_open", _("The smallest change")),
                lambda: _smallest(stages and Reading(network, stages.image)),
            ),
        )
        for key, label, show in parts if network.reads_digits else parts[1:]:
            # on demand, because it takes a while
            about = explained(label) or None
            popover = st.popover(label, key=key, on_change="rerun", width="stretch", help=about)
            if popover.open:
                with popover:
                    show()


def _choose(sent: object) -> None:
    if (chosen := damage_of(sent)) is not None:
        breaking.choose(*chosen)


def _test_digits(count: Count) -> None:
    curve(count)
    st.markdown(_(words.SEEN[breaking.kind()][breaking.is_centered()]))


def _smallest(reading: Reading | None) -> None:
    if reading is None:
        st.caption(_("The canvas is empty."))
    else:
        smallest_change(reading)


def _noise() -> str:
    return base64.b64encode(noise().astype("<f4").tobytes()).decode()


@cached_by_language(maxsize=16)
def _described() -> dict[str, object]:
    """Return every kind and degree in words, and the texts of breaking.js."""
    kinds = [
        {
            "kind": kind,
            "name": _(words.KINDS[kind]),
            "degrees": list(degrees),
            "texts": [marked(in_words(kind, degree), "pixel") for degree in degrees],
            "ticks": [tick(kind, degree) for degree in degrees],
        }
        for kind, degrees in DEGREES.items()
    ]
    texts = {
        "kind": _("Kind of damage"),
        "degree": _("How much"),
        "centered": marked(_("Center first, like MNIST"), "mnist"),
        "undo": _("Undo the damage"),
        "draw": _(
            "Damage your drawing bit by bit. When do the [neurons](words#neuron) start to read it as "
            "something else?"
        ),
        "looking": _("Looking for [flips](words#flip) on the way …"),
        "same": _("Same as before."),
        "other": _("The network said {digit} before."),
        "flips": _("At first, the answer is {before}. Then it [flips](words#flip): {parts}."),
        "from": _("from {share} on, {answer}"),
        "no_flips": _("The answer is {answer} all the way. It never [flips](words#flip)."),
    }
    return {"kinds": kinds, "words": texts}
