"""What a training learns from and starts with, if there are own digits.

Takes the user's choices, returns a part of `Choices` and the other arguments of a `Training`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

import streamlit as st

from model.network import Network
from model.network.layer import ACTIVATION_FUNCTIONS, COPIES
from model.novelty.held_back import taught_of
from model.novelty.own_digits import taught_images
from model.training.choices import ACTIVATIONS, LIMITS, NEW, Choices
from views.parts.asking.asking import explained
from views.parts.language.language import _, ngettext
from views.parts.looks.wording import whole
from views.parts.shared import needs_files, shipped_network
from views.session.networks import own_network
from views.session.one_of import box, chosen_in
from views.session.own_digits import own_digits, store_in_browser
from views.training import words
from views.training.charts.by_device import why_held_back

MNIST, MINE, BOTH = "mnist", "mine", "both"  # what a training learns from
SIMPLE, YOURS = "simple", "yours"  # what a training starts with, besides NEW
WIDTH, GAP = 135, 16  # pixels, of a select box and the gap beside it: two boxes are as wide as the third
TIMES = (1, 10, 50, 100)  # how often each own digit counts
MANY = 50  # of TIMES: it learns ten digits among 5,000 of MNIST's and forgets nothing


def data_choices(disabled: bool) -> None:
    """Show live training's select boxes for own digits, if there are any."""
    store_in_browser()
    if not own_digits():
        return
    why_held_back(own_digits())
    boxes = (
        ("choose_source", _(words.LEARN_FROM), (MNIST, BOTH, MINE), named(words.SOURCES), WIDTH),
        ("choose_own_times", _(words.MINE_COUNTS), TIMES, so_many_times, WIDTH),
        ("choose_begin", _(words.BEGIN_WITH), beginnings(), named(words.BEGINNINGS), 2 * WIDTH + GAP),
    )
    with st.container(key="training_data", horizontal=True, gap="small", vertical_alignment="bottom"):
        for name, label, options, written, width in boxes:
            _box(name, label, options, written, disabled, width)


def chosen_data() -> dict[str, object]:
    """Return the fields of `Choices` that these boxes set; an empty dict without own digits."""
    if not own_digits():
        return {}
    source, begin = chosen_in("choose_source", MNIST), chosen_in("choose_begin", NEW)
    return taught_fields(source, chosen_in("choose_own_times", 1), begin)


def begins_with_a_network() -> bool:
    """Return whether live training will start with a network, whose architecture can't change."""
    return bool(own_digits()) and chosen_in("choose_begin", NEW) != NEW


def _box(
    name: str, label: str, options: tuple, written: Callable[[object], str], disabled: bool, width: int
) -> None:
    box(
        label,
        options,
        name=name,
        default=options[0],
        format_func=written,
        disabled=disabled,
        help=explained(label, *map(written, options)) or None,
        width=width,
    )


def so_many_times(times: int) -> str:
    """Return in words how often each own digit counts."""
    return ngettext("once", "{count} times", times).format(count=whole(times))


def named(names: Mapping[str, str]) -> Callable[[str], str]:
    """Return the function that writes an option by its name."""
    return lambda option: _(names[option])


def beginnings() -> tuple[str, ...]:
    """Return what a training can start with, including the network in use if it could be built here."""
    own = own_network()
    return (NEW, SIMPLE, *([YOURS] if own is not None and shape_of(own) else []))


def taught_fields(source: str, times: int, begin: str) -> dict[str, object]:
    """Return the fields of `Choices` that follow from the data and the initial weights.

    Args:
        source: MNIST, MINE or BOTH.
        times: how often each own digit counts beside MNIST's; alone, each counts once.
        begin: NEW, SIMPLE or YOURS.
    """
    fields: dict[str, object] = {}
    if source != MNIST:
        fields = {"own_digits": len(taught_of(own_digits())), "own_times": times if source == BOTH else 1}
    if source == MINE:
        fields["images"] = 0
    network = network_of(begin)
    if network is not None:
        fields |= {"start": network.fingerprint, **shape_of(network)}
    return fields


def network_of(begin: str) -> Network | None:
    """Return the network that a training starts with; None for random weights."""
    if begin == YOURS:
        return own_network()
    if begin == SIMPLE:
        with needs_files():
            return shipped_network("dense")
    return None


def given_besides(choices: Choices) -> dict[str, object]:
    """Return a training's other arguments with these choices: own images, a network to start with."""
    begun = [network_of(begin) for begin in (SIMPLE, YOURS) if choices.start != NEW]
    found = [each for each in begun if each is not None and each.fingerprint == choices.start]
    return {
        "own": taught_images(taught_of(own_digits())) if choices.own_digits else None,
        "begin_with": found[0] if found else None,
    }


def shape_of(network: Network) -> dict[str, object] | None:
    """Return a network's shape as fields of `Choices`; None if they can't describe it, as in some uploads."""
    kinds = {layer.kind for layer in network.layers if layer.before and layer.kind not in COPIES}
    hidden = network.weighted[:-1]
    units = {layer.shape for layer in hidden}
    functions = {layer.activation_function for layer in hidden}
    if not kinds <= {"Dense", *ACTIVATION_FUNCTIONS} or len(hidden) > LIMITS["hidden_layers"][1]:
        return None
    if network.layers[-1].kind != "Softmax" or not network.reads_digits:
        return None
    if len(units) > 1 or len(functions) > 1 or not functions <= {*ACTIVATIONS}:
        return None
    shape: dict[str, object] = {"hidden_layers": len(hidden)}
    if hidden:
        least, most = LIMITS["units"]
        if not least <= hidden[0].shape[0] <= most:
            return None
        shape |= {"units": hidden[0].shape[0], "activation": functions.pop()}
    return shape
