"""One step: a single step of learning on the user's drawing, which can be repeated and undone."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from contextlib import suppress

import numpy as np
import streamlit as st

from model.backprop import Gradients, backpropagate_from, losses_along, take_step
from model.backprop.blame import decimals_for, loss_figures
from model.errors import DataError, NetworkError
from model.explain.ledger import DECIMALS
from model.network import Network, forward_batch
from model.preprocess import stages_of_ink
from model.preprocess.mnist import NUM_CLASSES
from model.reading import Reading
from views.parts.asking.asking import explained
from views.parts.charts.curves import curves
from views.parts.language.language import N_, _, ngettext, pgettext
from views.parts.looks.encode import png_url
from views.parts.looks.wording import (
    NO_NUMBER,
    READY_MADE_DRAWING,
    figure,
    in_markdown,
    percents,
    short,
    sign,
    significant,
    verdict,
    whole,
)
from views.parts.pictures.pictures import Picture, pictures
from views.parts.shared import needs_files, shipped_network
from views.session import state
from views.session.activations import drawing_image, latest_drawing
from views.session.drawing.samples import samples
from views.session.networks import OWN, own_network
from views.session.one_of import one_of
from views.training import words
from views.training.one_step.one_step_panel import panel
from views.training.one_step.step_trainer import StepTrainer, reset, step_trainer

LOWEST, DECADES = -4, 5  # powers of ten: learning rates from 0.0001 to 10
RATES = (*(round(lead * 10.0**power, 5) for power in range(LOWEST, 1) for lead in (1, 1.5, 2, 3, 5, 7)), 10.0)
RATE = RATES[4]  # with which the shipped network changes its answer in a few steps
HIGHEST = 2.0  # times the loss before the step: the axis ends here
LEAST_HIGH = 0.1  # the axis never ends below this
MOST_LOSSES = 5  # shown in the sentence
ON_THE_SIMPLE = N_(
    "You see the simple network here, because a single step only works with [dense](words#dense) layers."
)


@needs_files()
def one_step() -> None:
    """Show the drawing, the loss and the step on the left; where the error comes from on the right."""
    st.fragment(_one_step)()


def _one_step() -> None:
    image = drawing_image()
    mine = step_trainer(_network(image), image)
    reading = Reading(mine.network, image)
    left, right = st.columns([370, 750], gap="large")
    with left:
        label = _choose(reading)
        if not all(np.isfinite(values).all() for values in reading.activations.values()):
            st.warning(
                _(
                    "The network's sums have grown too large for the computer to handle, so there is nothing "
                    "to learn from. Go back to the start and take a smaller step."
                )
            )
            _reset_button(mine)
            return
        gradients = backpropagate_from(mine.network, reading.activations, label)
        rate = _step(mine, label, gradients)
    with right:
        panel(reading, gradients, label, rate)


def _network(image: np.ndarray) -> Network:
    """Return the chosen network if it is dense, else the simple one."""
    chosen = state.get("network")
    own = own_network() if chosen == OWN else None
    if own is not None:
        try:
            backpropagate_from(own, Reading(own, image).activations, 0)
            return own
        except NetworkError:
            st.caption(_(ON_THE_SIMPLE))
    elif chosen == "conv":
        st.caption(_(ON_THE_SIMPLE))
    return shipped_network("dense")


def _choose(reading: Reading) -> int:
    """Show the drawing, how the network reads it and the control for the right digit; return that digit."""
    probs, named = reading.probs, _named(reading.network.classes)
    says = None if np.isnan(probs).any() else int(probs.argmax())
    is_ready_made = latest_drawing().current.png is None and reading.image.any()
    with st.container(horizontal=True, vertical_alignment="center", key="one_step_answer"):
        pictures([Picture(png_url(reading.image), _(words.SEEN_IMAGE))], "drawing", size=88, height=92)
        with st.container(width="stretch", gap="xsmall"):
            if says is None:
                st.markdown(verdict(probs))
            else:
                st.markdown(
                    _("### It says {digit}\n{share}").format(digit=named(says), share=percents(probs)[says])
                )
            if is_ready_made:
                st.caption(_(READY_MADE_DRAWING))
    label = one_of(
        _("It should be"),
        range(len(probs)),
        format_func=named,
        default=0,
        width="stretch",
        help=_(
            "Choose what you drew, or any other answer. We start with the network's second guess. If its "
            "first guess is right, with a share of almost 100%, there is hardly anything to learn."
        ),
        key="one_step_digit",
        persist_state="session",
        on_change=lambda: state.put("one_step_chosen", True),
    )
    if not state.get("one_step_chosen", False):
        st.caption(
            _(
                "{digit} is only an example. It's the network's second guess. Choose what you drew, or any "
                "other answer."
            ).format(digit=named(label))
        )
    return int(label)


def _named(classes: Sequence[str]) -> Callable[[int], str]:
    """Return what writes the meaning of an output, in Markdown."""
    return lambda number: in_markdown(sign(classes, number))


def _step(mine: StepTrainer, label: int, gradients: Gradients) -> float:
    """Show the loss and the step that would lower it; return the learning rate."""
    st.markdown(_loss_in_words(gradients.loss, _named(mine.network.classes)(label)))
    name = _("Learning rate η")
    rate = st.select_slider(
        name,
        RATES,
        value=RATE,
        format_func=short,
        key="one_step_rate",
        persist_state="session",
        help=explained(name),
    )
    with st.container(horizontal=True, key="one_step_buttons"):
        st.button(
            _("Take the step"),
            key="one_step_take",
            icon=":material/south_east:",
            type="primary",
            on_click=lambda: state.put("step_trainer", mine.after(gradients, label, rate)),
        )
        _reset_button(mine)
    st.caption(_steps_in_words(mine, label))
    _along(mine, label, gradients, rate)
    return rate


def _reset_button(mine: StepTrainer) -> None:
    st.button(
        _("Back to the start"),
        key="one_step_reset",
        disabled=not mine.steps,
        on_click=reset,
        args=(mine.origin, mine.image),
    )


def _loss_in_words(loss: float, digit: str) -> str:
    decimals, share, digits = loss_figures(loss)
    shown = figure(loss, decimals)
    if not share:
        return _(
            "It gives {digit} a [share](words#share) too small for the computer to handle.  "
            "\n[Loss](words#loss): **{loss}**"
        ).format(loss=shown, digit=digit)
    return _(
        "It gives {digit} a [share](words#share) of {share}.  \n[Loss](words#loss): −ln({share}) = **{loss}**"
    ).format(share=significant(share, digits), loss=shown, digit=digit)


def _steps_in_words(mine: StepTrainer, label: int) -> str:
    """Say how many steps were taken, how the loss changed, and how many samples it reads right."""
    if not mine.steps:
        return _(
            "You haven't taken a step yet. Only a copy of the network learns here. On the other pages, the "
            "network stays as it is."
        )
    sentences = [
        ngettext("You've taken {count} step.", "You've taken {count} steps.", mine.steps).format(
            count=whole(mine.steps)
        )
    ]
    if mine.label == label:
        shown = [_written(loss) for loss in mine.losses[-MOST_LOSSES:]]
        if len(mine.losses) > MOST_LOSSES:
            shown[0] = "…"
        sentences.append(_("[Loss](words#loss) {losses}.").format(losses=" → ".join(shown)))
    if not mine.network.reads_digits:
        return " ".join(sentences)
    with suppress(DataError):
        images = np.stack([stages_of_ink(each.ink()).image for each in samples()])
        read = mine.network.logits_of(forward_batch(mine.network, images)).argmax(axis=1)
        sentences.append(
            _("It gets {right} of the 10 ready-made drawings right.").format(
                right=int((read == np.arange(NUM_CLASSES)).sum())
            )
        )
    return " ".join(sentences)


def _written(loss: float) -> str:
    return figure(loss, decimals_for(loss)) if math.isfinite(loss) else _(NO_NUMBER)


def _along(mine: StepTrainer, label: int, gradients: Gradients, rate: float) -> None:
    """Plot the loss after a step for each learning rate, and say what the current one would do."""
    losses = losses_along(mine.network, mine.image, label, gradients, np.array(RATES))
    places = [round(math.log10(each) - LOWEST, 4) for each in RATES]
    curves(
        _("[Loss](words#loss) after a step"),
        {
            pgettext("the loss after a step", "after"): losses,
            pgettext("the loss before a step", "now"): [gradients.loss] * len(RATES),
        },
        places,
        [(power, short(10.0 ** (power + LOWEST))) for power in range(DECADES + 1)],
        "one_step_along",
        until=DECADES,
        high=max(HIGHEST * gradients.loss, LEAST_HIGH),
        is_cut=True,
        mark=places[RATES.index(rate)],
    )
    st.caption(_forecast(mine, gradients, rate, losses))


def _forecast(mine: StepTrainer, gradients: Gradients, rate: float, losses: np.ndarray) -> str:
    """Return a sentence about what a step with this learning rate would do."""
    number = RATES.index(rate)
    after, best = float(losses[number]), int(np.argmin(losses[: number + 1]))
    stepped = Reading(take_step(mine.network, gradients, rate), mine.image)
    functions = [layer.name for layer in mine.network.layers if layer.kind == "ReLU"]
    sentence = _("With a [learning rate](words#learning-rate) of {rate}, the loss falls to {after}.")
    if not after < gradients.loss:
        sentence = _(
            "A [learning rate](words#learning-rate) of {rate} goes too far, so the loss rises to {after}."
        )
    elif not all(stepped.activations[name].any() for name in functions):
        sentence = _(
            "With a [learning rate](words#learning-rate) of {rate}, a whole [layer](words#layer) falls "
            "silent for this drawing. Then only the biases after this layer decide the answer, which is "
            "{digit}."
        )
    elif round(after, DECIMALS) > round(float(losses[best]), DECIMALS):
        sentence = _(
            "With a [learning rate](words#learning-rate) of {rate}, the loss falls to {after}. That's past "
            "the lowest point, which is {lowest} at a rate of {best}."
        )
    return sentence.format(
        rate=short(rate),
        after=_written(after),
        lowest=_written(float(losses[best])),
        best=short(RATES[best]),
        digit=_named(stepped.network.classes)(int(stepped.logits.argmax())),
    )
