"""Replay: how the shipped dense network learned, step by step, shown with the user's own drawing."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

import numpy as np
import streamlit as st

from model.files import unusable
from model.network import forward
from model.preprocess.mnist import NUM_CLASSES, TEST_IMAGES
from model.reading import Reading
from model.sentence import Sentence
from model.training.history import MEASURED, History
from views.parts.asking.asking import marked
from views.parts.charts.curves import curves
from views.parts.language.language import _, cached_by_language
from views.parts.looks.encode import png_url
from views.parts.looks.wording import a_digit, percent, whole
from views.parts.pictures.pictures import Picture, pictures
from views.parts.shared import needs_files, shipped_history, shipped_network, test_images
from views.parts.words import NOISE_TO_STROKES
from views.session import state
from views.session.activations import drawing_image
from views.session.drawing.received import index_of, number_of
from views.session.store import save
from views.training import words
from views.training.charts.charts import (
    NEURONS_SHOWN,
    confusion,
    drawing_answer,
    learning_curves,
    weight_pictures,
    weights_url,
)
from views.training.replay.step_slider import step_slider
from views.training.replay.unfolding import unfolding

EARLY = 0.6  # of STEP_SECONDS: if a run comes sooner after the last one, the timer didn't cause it
STEP_SECONDS = 0.7  # longer than it takes to show a snapshot, even on a slow connection
EXAMPLES, EXAMPLES_COLUMNS = 24, 6
LEAST, ICON_AND_EDGES, LETTER = 88, 52, 9  # pixels, of the button and of a letter on it
TWO_ROWS = 300  # pixels, for twelve pictures with a line below, in a window 1300 wide
FILM_COLUMNS, FILM_SIZE = 13, 62  # two rows in a wide window; five rows of five on a phone


@needs_files()
def replay(instead: Callable[[History, Reading], None] | None = None) -> None:
    """Show a slider over the steps, and everything that depends on it.

    Args:
        instead: shows how that step's network reads the drawing, in place of all below the slider.
    """
    history = shipped_history()
    playing = state.get("replay_playing", False)
    st.fragment(_at_a_step, run_every=STEP_SECONDS if playing else None)(history, instead)


def _at_a_step(history: History, instead: Callable[[History, Reading], None] | None) -> None:
    labels = [_label(history, snapshot) for snapshot in range(len(history.points))]
    _advance(len(labels))
    snapshot = state.get("replay_step", 0)
    controls = st.container(horizontal=True, vertical_alignment="bottom", key="replay_controls")
    with controls:
        _play_button(len(labels))
    _show_all(history, snapshot, labels, instead)
    save("replay_address")
    with controls:
        name = marked(_("Training step"), "training-step")
        texts = [marked(label, "epoch") for label in labels]
        step_slider("replay_slider", name, texts, snapshot, partial(_go_to, len(labels)))


def _show_all(
    history: History,
    snapshot: int,
    labels: Sequence[str],
    instead: Callable[[History, Reading], None] | None,
) -> None:
    point, reading = history.points[snapshot], Reading(history.networks[snapshot], drawing_image())
    right_ones = _("It gets **{share}** of the {images} [test images](words#test-image) right.").format(
        share=percent(point.test_accuracy), images=whole(TEST_IMAGES)
    )
    st.caption(f"{_in_words(history, snapshot)} {right_ones}")
    if instead is not None:
        instead(history, reading)
        return
    left, right = st.columns([330, 790], gap="large")
    with left:
        drawing_answer(reading.image, reading)
    with right:
        ticks = [(i, _tick(history, i)) for i in range(len(labels))]
        positions = range(len(labels))
        learning_curves(
            history.points,
            positions,
            ticks,
            "replay",
            measured=MEASURED,
            until=positions[-1],
            mark=snapshot,
        )
        neuron = _neurons(history, snapshot)
    with left:
        _sum_through_time(history, snapshot, reading.image, ticks, neuron)
    _weights_through_time(len(labels), neuron)
    unfolding(snapshot, reading)
    _mistakes(history, snapshot)


def _label(history: History, snapshot: int) -> str:
    step, epoch = history.points[snapshot].step, history.epochs[snapshot]
    if step == 0:
        return _(words.START)
    if epoch >= 1:
        return _(words.EPOCH_TICK).format(epoch=whole(round(epoch)))
    return _(words.STEP_TICK).format(step=whole(step))


def _tick(history: History, snapshot: int) -> str:
    """Return a shorter label for an axis, where there is less room."""
    step = history.points[snapshot].step
    return whole(step) if step and history.epochs[snapshot] < 1 else _label(history, snapshot)


def _in_words(history: History, snapshot: int) -> str:
    step = history.points[snapshot].step
    if step == 0:
        return _(
            "Before the first [epoch](words#epoch), the network hasn't learned anything, so every "
            "[weight](words#weight) is random."
        )
    shown = step * shipped_network("dense").card["batch_size"]
    return _("This is step {steps}. So far, the network has seen {images} images.").format(
        steps=whole(step), images=whole(shown)
    )


def _advance(number: int) -> None:
    """Go to the next step if it's time while playing; Streamlit may call this for other reasons, too."""
    if not state.get("replay_playing") or time.monotonic() - state.get("replay_moved") < EARLY * STEP_SECONDS:
        return
    snapshot = min(state.get("replay_step", 0) + 1, number - 1)
    _show(snapshot)
    if snapshot == number - 1:
        _stop_playing()
        st.rerun()


def _show(snapshot: int) -> None:
    state.put("replay_step", snapshot)
    state.put("replay_moved", time.monotonic())


def _stop_playing() -> None:
    state.put("replay_playing", False)


def _go_to(snapshots: int, sent: object) -> None:
    """Show the step that the browser has sent, and stop the replay."""
    snapshot = number_of(sent, snapshots)
    if snapshot is not None:
        _stop_playing()
        state.put("replay_step", snapshot)


def _play_button(number: int) -> None:
    playing = state.get("replay_playing", False)
    label, icon = (_("Pause"), ":material/pause:") if playing else (_("Play"), ":material/play_arrow:")
    # The same width for both labels, so that nothing beside the button moves
    width = max(LEAST, ICON_AND_EDGES + LETTER * max(len(_("Pause")), len(_("Play"))))
    if st.button(label, icon=icon, key="replay_play", type="primary", width=width):
        snapshot = state.get("replay_step", 0)
        _show(0 if snapshot == number - 1 and not playing else snapshot)
        state.put("replay_playing", not playing)
        st.rerun()


def _neurons(history: History, snapshot: int) -> int:
    """Show twelve neurons' weights; return the neuron that is followed through time."""
    st.markdown(_(NOISE_TO_STROKES))
    neurons = largest(history, NEURONS_SHOWN)

    def look_at(sent: object) -> None:
        number = number_of(sent, len(neurons))
        if number is not None:
            state.put("replay_neuron", neurons[number])

    kernel = history.networks[snapshot].weighted[0].kernel
    weight_pictures(kernel, neurons, "replay_weights", height=TWO_ROWS, on_pick=look_at)
    st.caption(
        _("Ink on an orange [pixel](words#pixel) raises the neuron's sum. Ink on a blue one lowers it.")
    )
    return state.get("replay_neuron", neurons[0])


def largest(history: History, number: int) -> list[int]:
    """Return the `number` first-layer neurons whose weights grow largest."""
    final = history.networks[-1].weighted[0].kernel
    return np.sort(np.argsort(-np.linalg.norm(final, axis=0))[:number]).tolist()


def _sum_through_time(
    history: History, snapshot: int, image: np.ndarray, ticks: list[tuple[int, str]], neuron: int
) -> None:
    z = [float(forward(network, image)["hidden1"][neuron]) for network in history.networks]
    title = _("[Neuron](words#neuron) {neuron}: its sum [z](words#z) for the drawing").format(neuron=neuron)
    curves(title, {"z =": z}, range(len(z)), ticks, "z", until=len(z) - 1, low=-1.0, mark=snapshot)
    st.caption(_("It [fires](words#fire) when z is above 0."))


def _weights_through_time(snapshots: int, neuron: int) -> None:
    st.subheader(_("Neuron {neuron} over time").format(neuron=neuron), anchor=False)
    pictures(_film(neuron), "film", size=FILM_SIZE, columns=FILM_COLUMNS, on_pick=partial(_go_to, snapshots))


@cached_by_language(maxsize=64)
def _film(neuron: int) -> list[Picture]:
    history = shipped_history()
    return [
        Picture(
            weights_url(network.weighted[0].kernel[:, neuron]),
            _weights_at(history, snapshot),
            _label(history, snapshot),
        )
        for snapshot, network in enumerate(history.networks)
    ]


def _weights_at(history: History, snapshot: int) -> str:
    step, epoch = history.points[snapshot].step, history.epochs[snapshot]
    if step == 0:
        return _("Its weights at the start")
    if epoch >= 1:
        return _("Its weights at epoch {epoch}").format(epoch=whole(round(epoch)))
    return _("Its weights at step {step}").format(step=whole(step))


@needs_files()
def _mistakes(history: History, snapshot: int) -> None:
    st.subheader(_("Which digits it confuses"), anchor=False)
    images, labels = test_images()
    predicted = history.predicted[snapshot]
    if len(predicted) != len(labels):
        raise unusable(Path("history.npz"), Sentence("from a training run with other test images"), "dense")
    counts = np.bincount(labels.astype(int) * NUM_CLASSES + predicted, minlength=100).reshape(10, 10)

    def open_cell(sent: object) -> None:
        clicked = index_of(sent, counts.shape)
        if clicked is not None:
            state.put("confusion_cell", clicked)

    true, taken = cell = state.get("confusion_cell", most_frequent_mistake(counts))
    table, examples = st.columns([540, 580], gap="large")  # the second is as wide as six pictures at 1024
    with table:
        st.caption(
            _(
                "The [confusion matrix](words#confusion-matrix) of all {images} test images has a row for "
                "each digit and a column for each answer. Click a number to see the images behind it."
            ).format(images=whole(TEST_IMAGES))
        )
        confusion(counts, cell, open_cell)
    with examples:
        found = np.flatnonzero((labels == true) & (predicted == taken))
        # Translators: {a_true} and {a_taken} are such as "a 7": see "a {digit}"
        text = [_("Images of {a_true} read as {a_taken}: {count}.")]
        text[0] = text[0].format(a_true=a_digit(true), a_taken=a_digit(taken), count=whole(len(found)))
        if len(found) > EXAMPLES:
            text.append(_("The first {count}:").format(count=whole(EXAMPLES)))
        st.caption(" ".join(text))
        row = [
            Picture(
                png_url(images[i], 255),
                _("Test image {number}: {a_true}, read as {a_taken}").format(
                    number=i, a_true=a_digit(true), a_taken=a_digit(taken)
                ),
            )
            for i in found[:EXAMPLES]
        ]
        pictures(row, "examples", size=64, columns=EXAMPLES_COLUMNS)


def most_frequent_mistake(counts: np.ndarray) -> tuple[int, int]:
    """Return the true digit and the answer of the most frequent mistake; counts: int (10, 10)."""
    mistakes = counts * (1 - np.eye(NUM_CLASSES, dtype=int))
    true, taken = np.unravel_index(mistakes.argmax(), counts.shape)
    return int(true), int(taken)
