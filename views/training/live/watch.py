"""Watching a training: its progress and the network's."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
import streamlit as st

from model.preprocess.mnist import TEST_IMAGES
from model.reading import Reading
from model.training.choices import MOST_SECONDS, Choices
from model.training.snapshot import (
    BLEW_UP,
    DONE,
    FAILED,
    MEASURED,
    RUNNING,
    STOPPED,
    Point,
    Snapshot,
    overfitting_begins,
)
from model.training.training import Training
from views.parts.component.following import followed, following
from views.parts.language.language import _
from views.parts.looks.translated import translated
from views.parts.looks.wording import figure, percent, whole
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
from views.training.live.architecture import LINES, architecture, layer_sizes, untrained_kernel

ICONS = {STOPPED: ":material/timer:", BLEW_UP: ":material/trending_up:", FAILED: ":material/error:"}


def watch(training: Training, shows: Callable[..., None] | None = None) -> None:
    """Show a training's progress and what it has learned; while it trains, the browser updates both.

    `shows` replaces `picture`, and takes the same.
    """
    with following(_run_of(training)):
        choices, snapshot = training.choices, training.snapshot
        run_bar(*bar_of(training))
        if why := why_it_ended(training):
            (st.info if training.state == STOPPED else st.error)(why, icon=ICONS[training.state])
        ended_early = snapshot is not None and training.state in (BLEW_UP, STOPPED)
        (shows or picture)(choices, snapshot, snapshot.now.step if ended_early else choices.steps)


def network_picture(training: Training | None, choices: Choices) -> None:
    """Show the network that the choices describe, or the trained one during and after its training."""
    image, snapshot = drawing_image(), training and training.snapshot
    with following(training and _run_of(training)):
        reading = snapshot and Reading(snapshot.network, image)
        architecture(training.choices if training else choices, image, reading)
    st.caption(
        _(
            "While the network trains, you see the [neurons](words#neuron) that your drawing lights up. Of "
            "the lines into each [layer](words#layer), you see the {count} that carry the most "
            "([input](words#input) × [weight](words#weight)). Orange lines push, and dashed blue lines hold "
            "back."
        ).format(count=LINES)
    )


def _run_of(training: Training) -> str | None:
    """Return the name of a training that components should follow; None if it has ended."""
    return training.run if training.state == RUNNING else None


def picture(choices: Choices, snapshot: Snapshot | None, until: int) -> None:
    """Show a training's charts up to that step; before it begins, empty ones and random weights."""
    loss_and_accuracy(choices, snapshot, until)
    answer, layers = st.columns([258, 440], gap="medium")  # the second is as wide as six pictures
    with answer:
        image = drawing_image()
        drawing_answer(image, snapshot and Reading(snapshot.network, image))
    with layers:
        _layers(choices, snapshot)


def loss_and_accuracy(choices: Choices, snapshot: Snapshot | None, until: int) -> None:
    """Show both curves of a training up to that step."""
    points = () if snapshot is None else snapshot.points
    steps = [point.step for point in points]
    begins = overfitting_begins(points)
    trained = trained_on(choices)
    learning_curves(
        points,
        steps,
        _ticks(choices, until),
        "live",
        measured=MEASURED,
        trained=trained,
        until=until,
    )
    st.caption(
        _(
            "The curves use the first {some} [test images](words#test-image) and {trained} [training "
            "images](words#training-image). At the end, the network reads all {all} test images."
        ).format(some=whole(MEASURED), trained=whole(trained), all=whole(TEST_IMAGES))
        if begins is None
        else _overfits(points, begins)
    )


def gradient_sizes(choices: Choices, snapshot: Snapshot | None, until: int) -> None:
    """Show how large each layer's gradient is in a training."""
    layer_meters(layer_sizes(choices), snapshot and snapshot.gradient_sizes, has_dead=False)


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


def bar_of(training: Training) -> tuple[float, str]:
    """Return what the bar shows: the share of all steps, from 0 to 1, and how far it is in words."""
    choices, step = training.choices, training.points[-1].step if training.points else 0
    epoch = min(choices.epochs, step // choices.steps_per_epoch + 1)
    where = _(
        "[Step](words#training-step) {step} of {steps}, [epoch](words#epoch) {epoch} of {epochs}"
    ).format(step=whole(step), steps=whole(choices.steps), epoch=whole(epoch), epochs=whole(choices.epochs))
    took = [duration(training.seconds)]
    if training.test_accuracy is not None:
        right = _("**{share}** of all {images} [test images](words#test-image) right")
        took.append(right.format(share=percent(training.test_accuracy), images=whole(TEST_IMAGES)))
    text = {
        RUNNING: [_("Starting …")],
        DONE: [_("Done: {steps} [steps](words#training-step)").format(steps=whole(step)), *took],
        STOPPED: [_("Stopped. {where}").format(where=where), *took],
        BLEW_UP: [_("Stopped by itself. {where}").format(where=where)],
        FAILED: [_("Training failed.")],
    }[training.state]
    return step / choices.steps, " · ".join(text)


def why_it_ended(training: Training) -> str:
    """Return why a training ended early; "" if it didn't, or a person has stopped it."""
    if training.state == FAILED:
        return translated(training.problem)
    if training.state == BLEW_UP:
        return (
            _(
                "The [loss](words#loss) is [NaN](words#nan), “not a number”, because the "
                "[weights](words#weight) have grown too large for the computer to handle. Each step was too "
                "long and overshot. Try a smaller [learning rate](words#learning-rate)."
            )
            if np.isnan(training.snapshot.now.loss)
            else _(
                "The [loss](words#loss) is infinite, because the [weights](words#weight) have grown too "
                "large for the computer to handle. Each step was too long and overshot. Try a smaller "
                "[learning rate](words#learning-rate)."
            )
        )
    if training.state == STOPPED and training.seconds >= MOST_SECONDS:
        return _(
            "Training stopped after {time}, because no training can take longer. You can use what the "
            "network has learned so far."
        ).format(time=duration(MOST_SECONDS))
    return ""


def duration(seconds: float) -> str:
    """Return a duration in words: in seconds, or in minutes if there are many."""
    if seconds < 100:
        return _("{count} s").format(count=whole(round(seconds)))
    return _("{count} min").format(count=whole(round(seconds / 60)))
