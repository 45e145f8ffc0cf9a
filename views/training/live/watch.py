"""Watching a training: its progress and the network's, a few times a second."""

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
from views.language.language import _
from views.parts.component.following import followed, following
from views.parts.looks.translated import translated
from views.parts.looks.wording import figure, ordinal, percent, whole
from views.session.activations import drawing_image
from views.training import words
from views.training.charts.charts import (
    NEURONS_SHOWN,
    drawing_answer,
    layer_meters,
    learning_curves,
    run_bar,
    weight_pictures,
)
from views.training.here.here import TrainingHere
from views.training.live.growing import LINES, growing
from views.training.live.preview import layer_sizes, untrained_kernel

POLL_SECONDS = 0.35  # longer than a training's PUBLISH_SECONDS, so that every poll finds something new
CROWDED_SECONDS = 0.8  # the same, while others are waiting
WAIT_SECONDS = 1.0  # between two polls of the position in the queue


def watch(training: Training, progress: Progress) -> None:
    """Show a training's progress and what the network has learned, repeatedly until it has ended.

    Args:
        progress: what the rest of the page shows; when its state changes, the page reruns.
    """
    if isinstance(training, TrainingHere):
        with following(training.run if progress.state == RUNNING else None):
            _watched(training.choices, progress)
    elif progress.state in (QUEUED, RUNNING) and progress.snapshot is None:
        every = WAIT_SECONDS if progress.state == QUEUED else _seconds_between(training)
        st.fragment(_wait, run_every=every)(training, progress.state)
        picture(training.choices, None, training.choices.steps)
    else:
        every = None if progress.state in ENDED else _seconds_between(training)
        st.fragment(_watch, run_every=every)(training, progress.state)


def network_picture(training: Training | None, choices: Choices) -> None:
    """Show the network that the choices describe, or the trained one during and after its training."""
    if training is None:
        growing(choices, drawing_image(), None, moves=False)
    elif isinstance(training, TrainingHere):
        with following(training.run if training.progress.state == RUNNING else None):
            _network(training)
    else:
        now = training.progress
        is_on = now.state == RUNNING and now.snapshot is not None
        st.fragment(_network, run_every=_seconds_between(training) if is_on else None)(training)
    st.caption(
        _(
            "While the network trains, you see the [neurons](words#neuron) that your drawing lights up. Of "
            "the lines into each [layer](words#layer), you see the {count} that carry the most "
            "([input](words#input) × [weight](words#weight)). Orange lines push, and dashed blue lines hold "
            "back."
        ).format(count=LINES)
    )


def _seconds_between(training: Training) -> float:
    """Return the time between two polls: longer while others are waiting, because each poll delays them."""
    return CROWDED_SECONDS if training.is_waited_for else POLL_SECONDS


def _network(training: Training) -> None:
    progress = training.progress
    reading, image = None, drawing_image()
    if progress.snapshot:
        reading = Reading(progress.snapshot.network, image)
    growing(training.choices, image, reading, moves=progress.state == RUNNING)


def _wait(training: Training, shown: str) -> None:
    """Update only the bar until the training starts: that leaves more computing time to those who train."""
    progress = training.progress
    if progress.state != shown or progress.snapshot is not None:
        st.rerun()
    _bar(training.choices, progress)


def _watch(training: Training, shown: str) -> None:
    progress = training.progress
    if progress.state != shown:
        st.rerun()  # the buttons and the polling depend on the state
    _watched(training.choices, progress)


def _watched(choices: Choices, progress: Progress) -> None:
    _bar(choices, progress)
    snapshot = progress.snapshot
    ended_early = snapshot is not None and progress.state in (BLEW_UP, STOPPED)
    picture(choices, snapshot, snapshot.now.step if ended_early else choices.steps)


def picture(choices: Choices, snapshot: Snapshot | None, until: int) -> None:
    """Show a training's charts up to that step; before it begins, empty ones and random weights."""
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
        _(
            "The curves use the first {some} [test images](words#test-image) and {trained} [training "
            "images](words#training-image). At the end, the network reads all {all} test images."
        ).format(some=whole(MEASURED), trained=whole(trained), all=whole(TEST_IMAGES))
        if begins is None
        else _overfits(points, begins)
    )
    answer, layers = st.columns([258, 440], gap="medium")  # the second is as wide as six pictures
    with answer:
        image = drawing_image()
        drawing_answer(image, snapshot and Reading(snapshot.network, image))
    with layers:
        _layers(choices, snapshot)


def _layers(choices: Choices, snapshot: Snapshot | None) -> None:
    """Show how the layers learn, and the weights of the first."""
    sizes = layer_sizes(choices)
    layer_meters(sizes, snapshot and snapshot.gradient_sizes, snapshot and snapshot.dead)
    st.caption(
        _(
            "A [neuron](words#neuron) is [dead](words#dead-neuron) if it passes on the same number for each "
            "of 500 images. The gradient bars grow by the same length whenever a gradient becomes ten times "
            "as large."
        )
    )
    kernel = untrained_kernel(choices) if snapshot is None else snapshot.network.weighted[0].kernel
    if snapshot is None and not followed():
        st.markdown(_("**[Weights](words#weight)** start as random noise, like these"))
    else:
        st.markdown(_("**[Weights](words#weight)** of the first neurons in the first layer"))
    name = "neuron" if choices.hidden_layers else "digit"
    weight_pictures(kernel, range(min(NEURONS_SHOWN, kernel.shape[1])), "live_weights", name=name)


def trained_on(choices: Choices) -> int:
    """Return on how many training images a training is measured while it runs: the first in fit's order."""
    return min(MEASURED, choices.training_images)


def _overfits(points: Sequence[Point], begins: Point) -> str:
    lowest, last = (figure(point.test_loss) for point in (begins, points[-1]))
    return _(
        "[Overfitting](words#overfitting) began at [step](words#training-step) {step}. Since then, the "
        "[loss](words#loss) on unseen images has risen from {lowest} to {last}. Meanwhile, the loss on "
        "[training images](words#training-image) has kept falling."
    ).format(step=whole(begins.step), lowest=lowest, last=last)


def _ticks(choices: Choices, until: int) -> list[tuple[int, str]]:
    per_epoch = choices.steps_per_epoch
    epochs = [
        (epoch * per_epoch, _(words.EPOCH_TICK).format(epoch=epoch))
        for epoch in range(1, until // per_epoch + 1)
    ]
    return [(0, _(words.START)), *(epochs or [(until, _(words.STEP_TICK).format(step=until))])]


def _bar(choices: Choices, progress: Progress) -> None:
    now = progress.snapshot.now if progress.snapshot else None
    step = now.step if now else 0
    epoch = min(choices.epochs, step // choices.steps_per_epoch + 1)
    where = _(
        "[Step](words#training-step) {step} of {steps}, [epoch](words#epoch) {epoch} of {epochs}"
    ).format(step=whole(step), steps=whole(choices.steps), epoch=whole(epoch), epochs=whole(choices.epochs))
    seconds = progress.seconds_left
    left = [] if seconds is None else [_("about {time} left").format(time=duration(seconds))]
    took = [duration(progress.seconds)]
    if progress.test_accuracy is not None:
        right = _("**{share}** of all {images} [test images](words#test-image) right")
        took.append(right.format(share=percent(progress.test_accuracy), images=whole(TEST_IMAGES)))
    text = {
        QUEUED: [waiting_in_words(progress)],
        RUNNING: [where, *left] if now else [_("Starting …") if followed() else _(words.STARTING)],
        PAUSED: [_("Paused. {where}").format(where=where)],
        DONE: [_("Done: {steps} [steps](words#training-step)").format(steps=whole(step)), *took],
        STOPPED: [_("Stopped. {where}").format(where=where), *took],
        BLEW_UP: [_("Stopped by itself. {where}").format(where=where)],
        FAILED: [_("Training failed.")],
    }[progress.state]
    run_bar(step / choices.steps, " · ".join(text))
    _how_it_ended(progress)


def _how_it_ended(progress: Progress) -> None:
    """Explain why a training ended early, if it did."""
    if progress.state == FAILED:
        st.error(translated(progress.problem), icon=":material/error:")
    elif progress.state == BLEW_UP:
        what = (
            _(
                "The [loss](words#loss) is [NaN](words#nan), “not a number”, because the "
                "[weights](words#weight) have grown too large for the computer to handle. Each step was too "
                "long and overshot. Try a smaller [learning rate](words#learning-rate)."
            )
            if np.isnan(progress.snapshot.now.loss)
            else _(
                "The [loss](words#loss) is infinite, because the [weights](words#weight) have grown too "
                "large for the computer to handle. Each step was too long and overshot. Try a smaller "
                "[learning rate](words#learning-rate)."
            )
        )
        st.error(what, icon=":material/trending_up:")
    elif progress.is_cut_short:
        st.info(
            _(
                "Training stopped after {time}, so that others don't have to wait. What the network has "
                "learned so far is kept."
            ).format(time=duration(LONGEST_SECONDS)),
            icon=":material/timer:",
        )


def waiting_in_words(progress: Progress) -> str:
    """Return the position in the queue and about how long it takes until the start."""
    if not progress.position:
        return _("About to start …")
    seconds = max(5, 5 * round(progress.seconds_to_wait / 5))  # rounded, because we don't know it any better
    return _("Waiting: {place} in line, about {time}").format(
        place=ordinal(progress.position), time=duration(seconds)
    )


def duration(seconds: float) -> str:
    """Return a duration in words: in seconds, or in minutes if there are many."""
    if seconds < 100:
        return _("{count} s").format(count=whole(round(seconds)))
    return _("{count} min").format(count=whole(round(seconds / 60)))
