"""Watching a training: where it stands, and what becomes of the network, a few times a second."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import streamlit as st

from model.preprocess.mnist import TEST_IMAGES
from model.processes.worker import PAUSED
from model.reading import Reading
from model.training.choices import Choices
from model.training.live import ENDED, LONGEST_SECONDS, QUEUED, RUNNING, Progress, Training
from model.training.snapshot import (
    BLEW_UP,
    DONE,
    FAILED,
    MEASURED,
    STOPPED,
    Point,
    Snapshot,
    overfitting_begins,
)
from views.parts.looks.wording import figure, ordinal, percent, whole
from views.session.activations import drawing_image
from views.training import words
from views.training.charts.charts import (
    NEURONS_SHOWN,
    drawing_answer,
    layer_meters,
    learning_curves,
    weight_pictures,
)
from views.training.live.growing import LINES, growing
from views.training.live.preview import layer_sizes, untrained_kernel

POLL_SECONDS = 0.35  # longer than PUBLISH_SECONDS of a training, so that every poll finds something new
CROWDED_SECONDS = 0.8  # the same, while others wait
WAIT_SECONDS = 1.0  # between two looks at the place in the queue


def watch(training: Training, progress: Progress) -> None:
    """Show where it stands and what it has learned, again and again until it has ended.

    Args:
        progress: what the rest of the page shows, which is run anew as soon as that is no longer so.
    """
    if progress.state == QUEUED and progress.snapshot is None:
        st.fragment(_wait, run_every=WAIT_SECONDS)(training)
        picture(training.choices, None, training.choices.steps)
    else:
        every = None if progress.state in ENDED else _seconds_between(training)
        st.fragment(_watch, run_every=every)(training, progress.state)


def network_picture(training: Training | None, choices: Choices) -> None:
    """The network that the choices describe or, while and after it is trained, that one as it is."""
    if training is None:
        growing(choices, drawing_image(), None, moves=False)
    else:
        is_on = training.progress.state == RUNNING
        st.fragment(_network, run_every=_seconds_between(training) if is_on else None)(training)
    st.caption(words.GROWS.format(count=LINES))


def _seconds_between(training: Training) -> float:
    """Two looks at it: fewer while others wait, whom each of them keeps waiting."""
    return CROWDED_SECONDS if training.is_waited_for else POLL_SECONDS


def _network(training: Training) -> None:
    progress = training.progress
    reading, image = None, drawing_image()
    if progress.snapshot:
        reading = Reading(progress.snapshot.network, image)
    growing(training.choices, image, reading, moves=progress.state == RUNNING)


def _wait(training: Training) -> None:
    """While it waits only its place changes: the rest is shown once, which spares those who train."""
    progress = training.progress
    if progress.state != QUEUED:
        st.rerun()
    _bar(training.choices, progress)


def _watch(training: Training, shown: str) -> None:
    progress = training.progress
    if progress.state != shown:
        st.rerun()  # the buttons and the polling depend on it
    _bar(training.choices, progress)
    snapshot, steps = progress.snapshot, training.choices.steps
    ended_early = snapshot is not None and progress.state in (BLEW_UP, STOPPED)
    picture(training.choices, snapshot, snapshot.now.step if ended_early else steps)


def picture(choices: Choices, snapshot: Snapshot | None, until: int) -> None:
    """Everything that a training shows, up to that step; before it has begun, room for it, and noise."""
    points = () if snapshot is None else snapshot.curve
    if points and points[-1].step < snapshot.now.step:
        points = (*points, snapshot.now)
    steps = [point.step for point in points]
    begins = overfitting_begins(points)
    turn = begins and begins.step
    trained = trained_on(choices)
    learning_curves(
        points,
        steps,
        _ticks(choices, until),
        "live",
        measured=MEASURED,
        trained=trained,
        until=until,
        turn=turn,
    )
    st.caption(
        words.MEASURED_ON.format(some=MEASURED, trained=trained, all=whole(TEST_IMAGES))
        if begins is None
        else _overfits(points, begins)
    )
    answer, layers = st.columns([258, 440], gap="medium")  # the latter as wide as six pictures
    with answer:
        image = drawing_image()
        drawing_answer(image, snapshot and Reading(snapshot.network, image))
    with layers:
        sizes = layer_sizes(choices)
        layer_meters(sizes, snapshot and snapshot.gradient_sizes, snapshot and snapshot.dead)
        st.caption(words.DEAD_MEANS)
        if snapshot is None:
            kernel = untrained_kernel(choices)
            st.markdown(words.FIRST_NOISE)
        else:
            kernel = snapshot.network.weighted[0].kernel
            st.markdown(words.FIRST_WEIGHTS)
        name = words.NEURON if choices.hidden_layers else words.DIGIT
        weight_pictures(kernel, range(min(NEURONS_SHOWN, kernel.shape[1])), "live_weights", name=name)


def trained_on(choices: Choices) -> int:
    """On how many of its training images a training is measured while it runs: the first, as fit has them."""
    return min(MEASURED, choices.training_images)


def _overfits(points: Sequence[Point], begins: Point) -> str:
    lowest, last = (figure(point.test_loss) for point in (begins, points[-1]))
    return words.OVERFITS.format(step=whole(begins.step), lowest=lowest, last=last)


def _ticks(choices: Choices, until: int) -> list[tuple[int, str]]:
    per_epoch = choices.steps_per_epoch
    epochs = [
        (epoch * per_epoch, words.EPOCH_TICK.format(epoch=epoch))
        for epoch in range(1, until // per_epoch + 1)
    ]
    return [(0, words.START), *(epochs or [(until, words.STEP_TICK.format(step=until))])]


def _bar(choices: Choices, progress: Progress) -> None:
    now = progress.snapshot.now if progress.snapshot else None
    step = now.step if now else 0
    epoch = min(choices.epochs, step // choices.steps_per_epoch + 1)
    where = words.WHERE.format(
        step=whole(step), steps=whole(choices.steps), epoch=epoch, epochs=choices.epochs
    )
    seconds = progress.seconds_left
    left = "" if seconds is None else words.LEFT.format(time=duration(seconds))
    took = words.TOOK.format(time=duration(progress.seconds))
    if progress.test_accuracy is not None:
        took += words.GOT_RIGHT.format(share=percent(progress.test_accuracy), images=whole(TEST_IMAGES))
    text = {
        QUEUED: waiting_in_words(progress),
        RUNNING: where + left if now else words.STARTING,
        PAUSED: words.PAUSED.format(where=where),
        DONE: words.DONE.format(steps=whole(step), took=took),
        STOPPED: words.STOPPED.format(where=where, took=took),
        BLEW_UP: words.STOPPED_BY_ITSELF.format(where=where),
        FAILED: words.FAILED,
    }[progress.state]
    st.progress(step / choices.steps, text=text)
    if progress.state == FAILED:
        st.error(progress.problem, icon=":material/error:")
    elif progress.state == BLEW_UP:
        loss = words.NAN if np.isnan(now.loss) else words.INFINITE
        st.error(words.BLEW_UP.format(loss=loss), icon=":material/trending_up:")
    elif progress.is_cut_short:
        st.info(words.CUT_SHORT.format(time=duration(LONGEST_SECONDS)), icon=":material/timer:")


def waiting_in_words(progress: Progress) -> str:
    """Its place in the queue, and about how long until it starts."""
    if not progress.position:
        return words.ABOUT_TO_START
    seconds = max(5, 5 * round(progress.seconds_to_wait / 5))  # no more exact than it is known
    return words.WAITING.format(place=ordinal(progress.position), time=duration(seconds))


def duration(seconds: float) -> str:
    """In words: seconds, or minutes where there are many."""
    if seconds < 100:
        return words.SECONDS.format(count=round(seconds))
    return words.MINUTES.format(count=round(seconds / 60))
