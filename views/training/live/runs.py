"""This session's last trainings: each titled by its choices, all in one chart and one table.

A run is what the session stores of a training when the next one begins: all but the weights.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict

import streamlit as st

from model.preprocess.mnist import TEST_IMAGES
from model.training.choices import TEXTBOOK, Choices
from model.training.snapshot import DONE, MEASURED, overfitting_begins
from model.training.training import Training
from views.parts.asking.asking import marked
from views.parts.charts.curves import curves
from views.parts.language.language import _, ngettext
from views.parts.looks.wording import figure, function_name, joined, percent, short, whole
from views.session import state
from views.session.one_of import one_of
from views.training import words
from views.training.charts.by_group import compare_groups
from views.training.charts.charts import table
from views.training.live.watch import trained_on

MOST = 5  # runs, including the newest one
IN_TITLE = ("hidden_layers", "units", "activation", "optimizer", "learning_rate", "epochs")  # in every title
UNTITLED = ("seed",)  # in no title, because nobody chooses it
SHORT = 8  # characters shown of a network's fingerprint


def title_of(choices: Choices) -> str:
    """Return a run's title: "2 × 128 ReLU, Adam 0.001, 3 epochs", and what else isn't the textbook's."""
    network = _("no hidden layer")
    if choices.hidden_layers:
        function = function_name(choices.activation)
        network = f"{choices.hidden_layers} × {choices.units} {function}"
    optimizer = f"{choices.optimizer} {short(choices.learning_rate)}"
    epochs = ngettext("{count} epoch", "{count} epochs", choices.epochs).format(count=whole(choices.epochs))
    parts = [network, optimizer, epochs]
    usual = asdict(TEXTBOOK)
    for name, value in asdict(choices).items():
        if name not in (*IN_TITLE, *UNTITLED) and value != usual[name]:
            text = whole(value) if isinstance(value, int) else value[:SHORT]
            parts.append(_(words.ONLY.get(value) or words.TITLE_PARTS[name]).format(value=text))
    return joined(parts)


def store_run(training: Training | None, next_choices: Choices) -> None:
    """Store the last training as a run before another one begins.

    A run is dropped when the same choices are trained again, because they give the same result.
    """
    runs = {
        look: run for look, run in all_runs(training).items() if run.choices != next_choices and run.points
    }
    newest = [*runs][1 - MOST :]
    state.put("runs", {look: runs[look].without_weights() for look in newest})


def all_runs(training: Training | None) -> dict[int, Training]:
    """Return the stored runs and the newest one, at most `MOST`, each under its look in the chart."""
    runs: dict[int, Training] = dict(state.get("runs", {}))
    if training is not None:
        runs[min(set(range(MOST)) - {*runs})] = training
    return runs


def compare(training: Training | None) -> None:
    """Show all runs in one chart and one table, if there are at least two."""
    if not state.get("runs", {}):
        return
    with st.container(key="runs"):
        st.markdown(
            _("**The last five runs, side by side**. Click a name to hide its curve or show it again.")
        )
        measure = one_of(
            _("What to show"),
            list(words.MEASURES),
            format_func=_,
            default=next(iter(words.MEASURES)),
            key="runs_measure",
            persist_state="session",
            label_visibility="collapsed",
        )
        _compare(training, measure)


def _compare(training: Training | None, measure: str) -> None:
    looks = {look: run for look, run in all_runs(training).items() if run.points}
    runs = [*looks.values()]
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
        each=lines_of(looks, attribute),
    )
    heads = [
        _("Run"),
        _("Right, out of {images} [test images](words#test-image)").format(images=whole(TEST_IMAGES)),
        _("[Weights](words#weight)"),
        _("Time"),
    ]
    table("runs_table", heads, rows_of(runs))
    compare_groups({title_of(run.choices): run.read for run in runs if run.read})
    if deep := what_deep_buys(runs):
        st.markdown(deep)


def measured_on(runs: Sequence[Training], attribute: str) -> str:
    """Return on how many images a measure was taken: for training images, some runs may have used fewer."""
    is_unseen = attribute.startswith("test_")
    fewest = MEASURED if is_unseen else min(trained_on(run.choices) for run in runs)
    return whole(MEASURED) if fewest == MEASURED else _("up to {images}").format(images=whole(MEASURED))


def lines_of(looks: Mapping[int, Training], attribute: str) -> list[dict[str, object]]:
    """Return what each run's line in the chart has of its own, such as where its overfitting begins."""
    begins = [overfitting_begins(run.points) if attribute == "test_loss" else None for run in looks.values()]
    return [
        {
            "positions": [point.step for point in run.points],
            "id": str(run.choices),
            "look": look,
            "turn": begun and begun.step,
        }
        for (look, run), begun in zip(looks.items(), begins)
    ]


def rows_of(runs: Sequence[Training]) -> list[dict[str, object]]:
    """Return the table's rows, whose bars are shares of all images, and of the most that any run has."""
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
    return rows


def what_deep_buys(runs: Sequence[Training]) -> str:
    """Say what another hidden layer gains if three runs differ only in that; return "" otherwise."""
    done = {run.choices: run for run in runs if run.state == DONE and run.test_accuracy is not None}
    for choices in reversed(done):
        values = asdict(choices)
        found = [done.get(Choices(**values | {"hidden_layers": number})) for number in range(3)]
        if all(found):
            wrong = [round((1 - run.test_accuracy) * TEST_IMAGES) for run in found]
            mistakes = dict(zip(("none", "one", "two"), map(whole, wrong)))
            text = _(
                "**Do more layers help?** Of {images} test images, the network misreads {none} with no "
                "hidden layer, {one} with one, and {two} with two."
            ).format(images=whole(TEST_IMAGES), **mistakes)
            return marked(text, "hidden-layer", "test-image", "deep")
    return ""
