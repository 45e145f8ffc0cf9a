"""Teach it your handwriting: a network learns from own digits, and the page shows what that changes."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from model.training.choices import NEW, TEXTBOOK, Choices
from model.training.snapshot import BLEW_UP, ENDED, FAILED, Progress
from views.parts.asking.asking import explained
from views.parts.component.following import following
from views.parts.language.language import _
from views.parts.looks.translated import translated
from views.parts.looks.wording import whole
from views.session import state
from views.session.networks import OWN
from views.session.one_of import one_of
from views.session.own_digits import own_digits
from views.training import words
from views.training.charts.before_after import before_after, changed
from views.training.charts.by_device import why_held_back
from views.training.charts.charts import run_bar
from views.training.live.live import current, start, take_away, train
from views.training.live.training_data import (
    BOTH,
    MANY,
    MINE,
    SIMPLE,
    TIMES,
    YOURS,
    beginnings,
    named,
    network_of,
    so_many_times,
    taught_fields,
    taught_in_words,
)
from views.training.live.watch import ICONS

# For trained weights: a rate so small that nothing is forgotten, and few images. Ten digits take 2 s.
TEACH_BOTH = {"images": 5000, "epochs": 2, "learning_rate": 3e-4, "batch_size": 32}
TEACH_MINE = {"epochs": 20, "batch_size": 32}


def teach() -> None:
    """Show the choices and the button, and before and after below."""
    training = current()
    if training is not None and not training.choices.own_digits:
        training = None
    progress = training.progress if training else None
    busy = progress is not None and progress.state not in ENDED
    choices = _choose(busy)
    with st.container(horizontal=True, key="teach_buttons"):
        if busy:
            train(training)
        else:
            st.button(
                _("Teach it"),
                icon=":material/play_arrow:",
                type="primary",
                on_click=start,
                args=(choices,),
                disabled=choices is None,
                key="teach_start",
            )
        if progress and progress.is_usable:
            take_away(progress)
    with st.container(key="teach_progress"):  # always, so that Streamlit keeps the elements below
        if training is not None:
            with following(training.run if busy else None):
                run_bar(*bar_of(training.choices, progress))
                if why := why_it_failed(progress):
                    st.error(why, icon=ICONS[progress.state])
            st.caption(taught_in_words(training.choices))
    if training is None:
        before_after(network_of(state.get("teach_begin", in_use(beginnings()))), None)
    else:
        changed(training, progress)


def _choose(disabled: bool) -> Choices | None:
    """Show the controls for what it starts with and learns from; return the choices."""
    with st.container(key="teach_choices", gap="xsmall"):
        options = beginnings()[::-1]
        begin = _control(
            "teach_begin", _(words.BEGIN_WITH), options, named(words.BEGINNINGS), in_use(options), disabled
        )
        with st.container(horizontal=True, gap="medium"):
            source = _control(
                "teach_source", _(words.LEARN_FROM), (BOTH, MINE), named(words.SOURCES), BOTH, disabled
            )
            times = MANY
            if source == BOTH:
                times = _control("teach_times", _(words.MINE_COUNTS), TIMES, so_many_times, MANY, disabled)
    if not own_digits():
        return None
    why_held_back(own_digits())
    return taught_choices(source, times, begin)


def taught_choices(source: str, times: int, begin: str) -> Choices:
    """Return the choices of a training on own digits: gentle if it starts with weights."""
    fields = taught_fields(source, times, begin)
    if source == MINE:
        fields = TEACH_MINE | fields
    elif begin != NEW:
        fields = TEACH_BOTH | fields
    return Choices(**{"images": TEXTBOOK.images} | fields)


def in_use(options: Sequence[str]) -> str:
    """Return the network that has read the drawings, if it can learn: it should learn what it misread."""
    return YOURS if state.get("network") == OWN and YOURS in options else SIMPLE


def _control(key: str, label: str, options: tuple, written, default: object, disabled: bool) -> object:
    return one_of(
        label,
        options,
        format_func=written,
        default=default,
        key=key,
        persist_state="session",
        disabled=disabled,
        help=explained(label, *map(written, options)) or None,
    )


def bar_of(choices: Choices, progress: Progress) -> tuple[float, str]:
    """Return what the bar shows: the share of all steps, from 0 to 1, and how far it is in words."""
    step = progress.snapshot.now.step if progress.snapshot else 0
    text = _("Starting …")
    if progress.state in ENDED:
        text = _("[Step](words#training-step) {step} of {steps}").format(
            step=whole(step), steps=whole(choices.steps)
        )
    return min(1.0, step / choices.steps), text


def why_it_failed(progress: Progress) -> str:
    """Return why there's no network to use; "" if there is one, or may be."""
    if progress.state == BLEW_UP:
        return _(
            "The network's [weights](words#weight) have grown too large for the computer to handle. Start "
            "with another network."
        )
    return translated(progress.problem) if progress.state == FAILED else ""
