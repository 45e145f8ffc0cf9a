"""This session's last trainings: each titled by its choices, all in one chart and one table.

A run is what is kept of a training when the next one begins: figures, not the network.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass

import streamlit as st

from model.preprocess.mnist import TEST_IMAGES
from model.training.choices import TEXTBOOK, Choices
from model.training.live import ENDED, Progress, Training
from model.training.snapshot import DONE, MEASURED, Point, overfitting_begins
from views.language.language import _, ngettext
from views.parts.asking.asking import marked
from views.parts.charts.curves import curves
from views.parts.looks.wording import figure, function_name, joined, percent, short, whole
from views.session import state
from views.session.one_of import one_of
from views.training import words
from views.training.charts.charts import table
from views.training.live.watch import trained_on

MOST = 5  # runs, the newest one included
POLL_SECONDS = 1.0  # of the chart while one of them goes on: it need not be as quick as that one's own
IN_TITLE = ("hidden_layers", "units", "activation", "optimizer", "learning_rate", "epochs")  # always
UNTOLD = ("seed",)  # never: nobody chooses it
SHORT = 8  # characters of a network's fingerprint


@dataclass(frozen=True)
class Run:
    """What is kept of a training.

    Attributes:
        choices: of it.
        look: which of `MOST` looks its curve has; another one than those beside it.
        points: its curves.
        state: where it stood last, as `Progress` has it.
        seconds: spent training.
        test_accuracy: on all test images, if it is done.
    """

    choices: Choices
    look: int
    points: Sequence[Point]
    state: str
    seconds: float
    test_accuracy: float | None

    @classmethod
    def of(cls, training: Training, progress: Progress, look: int) -> Run:
        """Of a training, as it stands."""
        snapshot = progress.snapshot
        points = snapshot.curve if snapshot else ()
        if points and points[-1].step < snapshot.now.step:
            points = (*points, snapshot.now)
        seconds = progress.seconds
        return cls(training.choices, look, points, progress.state, seconds, progress.test_accuracy)


def title_of(choices: Choices) -> str:
    """A run's title: "2 × 128 ReLU, Adam 0.001, 3 epochs", and what else is not as the textbook has it."""
    network = _("no hidden layer")
    if choices.hidden_layers:
        function = function_name(choices.activation)
        network = f"{choices.hidden_layers} × {choices.units} {function}"
    optimizer = f"{choices.optimizer} {short(choices.learning_rate)}"
    epochs = ngettext("{count} epoch", "{count} epochs", choices.epochs).format(count=whole(choices.epochs))
    parts = [network, optimizer, epochs]
    usual = asdict(TEXTBOOK)
    for name, value in asdict(choices).items():
        if name not in (*IN_TITLE, *UNTOLD) and value != usual[name]:
            told = whole(value) if isinstance(value, int) else value[:SHORT]
            parts.append(_(words.TITLE_PARTS[name]).format(value=told))
    return joined(parts)


def keep(training: Training | None, next_choices: Choices) -> None:
    """Before another one begins: keep what is to be known of the last one.

    A run is forgotten when the same choices are trained again, since they give the same.
    """
    runs = list(all_runs(training))
    runs = [run for run in runs if run.choices != next_choices and run.points]
    state.put("runs", tuple(runs[1 - MOST :]))


def all_runs(training: Training | None) -> tuple[Run, ...]:
    """Those that were kept, and the newest one, at most `MOST`."""
    kept: tuple[Run, ...] = state.get("runs", ())
    if training is None:
        return kept
    look = min(set(range(MOST)) - {run.look for run in kept})
    return (*kept, Run.of(training, training.progress, look))


def compare(training: Training | None) -> None:
    """All runs in one chart and one table, if there are two or more."""
    if not state.get("runs", ()):
        return
    goes_on = training is not None and training.progress.state not in ENDED
    with st.container(key="runs"):
        st.markdown(
            _("**Runs side by side**: the last five. Click a name to hide its curve or show it again.")
        )
        measure = one_of(
            _("What is shown"),
            list(words.MEASURES),
            format_func=_,
            default=next(iter(words.MEASURES)),
            key="runs_measure",
            persist_state="session",
            label_visibility="collapsed",
        )
        st.fragment(_compare, run_every=POLL_SECONDS if goes_on else None)(training, measure)


def _compare(training: Training | None, measure: str) -> None:
    runs = [run for run in all_runs(training) if run.points]
    attribute, heading = words.MEASURES[measure]
    until = max(run.points[-1].step for run in runs)
    is_share = attribute.endswith("accuracy")
    curves(
        _(heading).format(images=measured_on(runs, attribute)),
        {title_of(run.choices): [getattr(point, attribute) for point in run.points] for run in runs},
        (),
        [(until * quarter / 4, whole(round(until * quarter / 4))) for quarter in range(5)],
        "runs_chart",
        until=until,
        high=1.0 if is_share else 0.5,
        as_percent=is_share,
        turn_name=_(words.OVERFITTING),
        each=[
            {
                "positions": [point.step for point in run.points],
                "id": str(run.choices),
                "look": run.look,
                "turn": _turn(run) if attribute == "test_loss" else None,
            }
            for run in runs
        ],
    )
    _table(runs)
    if deep := what_deep_buys(runs):
        st.markdown(deep)


def measured_on(runs: Sequence[Run], attribute: str) -> str:
    """On how many images a measure was taken, which of training images may be fewer for some runs."""
    is_unseen = attribute.startswith("test_")
    fewest = MEASURED if is_unseen else min(trained_on(run.choices) for run in runs)
    return whole(MEASURED) if fewest == MEASURED else _("up to {images}").format(images=whole(MEASURED))


def _turn(run: Run) -> int | None:
    begins = overfitting_begins(run.points)
    return begins and begins.step


def _table(runs: Sequence[Run]) -> None:
    weights = max(run.choices.number_of_weights for run in runs)
    seconds = max(run.seconds for run in runs) or 1.0
    rows = []
    for run in runs:
        share, count = run.test_accuracy, run.choices.number_of_weights
        ended = _(words.HOW_IT_ENDED[run.state]) if run.state in words.HOW_IT_ENDED else "…"
        right = ended if share is None else percent(share)
        cells = [
            {"text": right, "share": share},
            {"text": whole(count), "share": count / weights},
            {"text": _("{count} s").format(count=figure(run.seconds, 1)), "share": run.seconds / seconds},
        ]
        rows.append({"name": title_of(run.choices), "cells": cells})
    heads = [
        _("Run"),
        _("Right, out of {images} [test images](words#test-image)").format(images=whole(TEST_IMAGES)),
        _("[Weights](words#weight)"),
        _("Time"),
    ]
    table("runs_table", heads, rows)


def what_deep_buys(runs: Sequence[Run]) -> str:
    """What a hidden layer more is worth, where three runs differ in nothing else; nothing where none do."""
    done = {run.choices: run for run in runs if run.state == DONE and run.test_accuracy is not None}
    for choices in reversed(done):
        values = asdict(choices)
        found = [done.get(Choices(**values | {"hidden_layers": number})) for number in range(3)]
        if all(found):
            wrong = [round((1 - run.test_accuracy) * TEST_IMAGES) for run in found]
            mistakes = dict(zip(("none", "one", "two"), map(whole, wrong)))
            text = _(
                "**What deep networks gain**. Of {images} test images, {none} are misread with no hidden "
                "layer, {one} with one and {two} with two."
            ).format(images=whole(TEST_IMAGES), **mistakes)
            return marked(text, "hidden-layer", "test-image", "deep")
    return ""
