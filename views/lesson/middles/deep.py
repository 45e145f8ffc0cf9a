"""What makes a network deep: networks with no, one and two hidden layers train in turn, side by side."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import streamlit as st

from model.preprocess.mnist import TEST_IMAGES
from model.reading import Reading
from model.training.choices import Choices
from model.training.snapshot import DONE, MEASURED, RUNNING
from model.training.training import Race, Training
from views.lesson.middles.stage import answer_to, stage_of
from views.lesson.steps.step import Step
from views.parts.charts.curves import curves
from views.parts.component.following import following
from views.parts.language.language import N_, _
from views.parts.looks.translated import translated
from views.parts.looks.wording import percent, whole
from views.parts.shared import needs_files
from views.session import state
from views.session.activations import drawing_image
from views.training import words as training_words
from views.training.charts.charts import run_bar
from views.training.here.saved_networks import use
from views.training.live.live import new_training, train

RACERS = tuple(Choices(hidden_layers=n, units=64, images=20_000, epochs=1) for n in range(3))
TITLES = (
    N_("No [hidden layer](words#hidden-layer)"),
    N_("One hidden layer"),
    N_("Two hidden layers: [deep](words#deep)"),
)
# Translators: how many hidden layers, beside a line of a chart
LINES = (N_("none"), N_("one"), N_("two"))
LOOKS = (1, 2, 0)  # styles in curves.css; the deepest network is the most visible


def deep(step: Step) -> None:
    """Show a button, and one curve and one column for each network."""
    race: Race | None = state.get("lesson_race")
    if race is not None:
        race.go_on()
    goes_on = race is not None and not race.is_over
    training = race and race.trainings[-1]
    stage_of(training, training.choices if training else RACERS[-1])
    with st.container(key="race"):
        with st.container(horizontal=True):
            st.button(
                _("Train all three") if race is None else _("Train all three again"),
                key="race_start",
                icon=":material/play_arrow:",
                type="primary",
                disabled=goes_on,
                on_click=lambda: state.put("lesson_race", Race(RACERS, new_training)),
            )
            if goes_on:
                train(training, lane=len(race.trainings) - 1)
        _lanes(race, training.run if goes_on else None)


def _lanes(race: Race | None, run: str | None) -> None:
    """Show the chart and the columns, of which that training updates its own."""
    image = drawing_image()
    known = [] if race is None else race.trainings
    lanes = [*known, *[None] * (len(RACERS) - len(known))]
    with following(run):
        _chart(lanes)
    for lane, column in enumerate(st.columns(3, gap="medium")):
        is_on = lanes[lane] is not None and lanes[lane].state == RUNNING
        with column, following(run if is_on else None):
            _lane(lane, _(TITLES[lane]), RACERS[lane], lanes[lane], image)


def _chart(lanes: Sequence[Training | None]) -> None:
    """Show each network's accuracy after each step, as one curve per network."""
    points = [each.points if each else () for each in lanes]
    end = max(choices.steps for choices in RACERS)
    # Translators: of a training, on a chart's axis
    the_end = _("end")
    curves(
        _("Right answers on a sample of {images} images").format(images=whole(MEASURED)),
        {_(name): [each.test_accuracy for each in line] for name, line in zip(LINES, points)},
        [],
        [(0, _(training_words.START)), (end, the_end)],
        "race_curves",
        until=end,
        as_percent=True,
        each=[{"positions": [each.step for each in line], "look": look} for line, look in zip(points, LOOKS)],
        is_named=True,
    )


def _lane(lane: int, title: str, choices: Choices, training: Training | None, image: np.ndarray) -> None:
    layers = [784, *[choices.units] * choices.hidden_layers, 10]
    st.markdown(f"**{title}**  \n{' → '.join(map(str, layers))}")
    snapshot = training and training.snapshot
    now = snapshot and snapshot.now
    run_bar(now.step / choices.steps if now else 0.0, _where(choices, training), f"race_bar_{lane}")
    if training is not None and training.test_accuracy is not None:
        share = percent(training.test_accuracy)
        st.markdown(
            _("### {share}\nof all {images} [test images](words#test-image) right").format(
                share=share, images=whole(TEST_IMAGES)
            )
        )
    if snapshot:
        st.markdown(answer_to(Reading(snapshot.network, image)))
    if training is not None and training.state == DONE and st.button(_("Use it"), key=f"race_use_{lane}"):
        with needs_files():
            use(training)
            st.switch_page("views/draw/page.py")


def _where(choices: Choices, training: Training | None) -> str:
    if training is None:
        return _("Not started")
    if training.state == RUNNING:
        return _("Starting …")
    if training.problem:
        return translated(training.problem)
    step = training.snapshot.now.step if training.snapshot else 0
    return _("{done} of {all}").format(done=whole(step), all=whole(choices.steps))
