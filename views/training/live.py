"""Live: build a dense network, train it here and now, and use what comes of it."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Mapping

import numpy as np
import streamlit as st
from streamlit.runtime import exists, get_instance
from streamlit.runtime.scriptrunner import get_script_run_ctx

from model.choices import Choices
from model.keras_process import make_keras_file
from model.mnist import TEST_IMAGES
from model.network import Network
from model.queue import Queue
from model.snapshot import BLEW_UP, DONE, FAILED, MEASURED, STOPPED, Snapshot
from model.training import ENDED, QUEUED, RUNNING, Progress, Training
from model.worker import PAUSED, Workers
from views.parts.wording import FUNCTION_NAMES, percent
from views.session import state
from views.session.shared import needs_files
from views.training.charts import (
    NEURONS_SHOWN,
    drawing_answer,
    drawing_image,
    layer_meters,
    learning_curves,
    weight_pictures,
)
from views.training.form import choices_form
from views.training.own_network import upload, use
from views.training.preview import layer_sizes, untrained_kernel

SLOTS = 2  # trainings at once on this server; more have to wait
POLL_SECONDS = 0.35  # longer than PUBLISH_SECONDS of a training, so that every poll finds something new
QUEUE, WORKERS = Queue(SLOTS), Workers()


def live() -> None:
    """The choices on the left; on the right what becomes of them or, before, what will."""
    training = current()
    progress = training.progress if training else None
    busy = progress is not None and progress.state not in ENDED
    if not busy:
        with contextlib.suppress(OSError):  # no room for one yet: Start will say so, if it is still so then
            WORKERS.preload()
    buttons = st.container(horizontal=True, key="training_buttons")  # first, so that a phone shows Start
    form, screen = st.columns([385, 715], gap="medium")  # two select boxes beside each other at 1024
    with form:
        choices = choices_form(disabled=busy)
    with buttons:
        _buttons(choices, training, progress)
    with screen:
        if training is None:
            _invitation(choices)
        else:
            st.caption(_run_in_words(training.choices, is_old=choices != training.choices))
            st.fragment(_watch, run_every=POLL_SECONDS if busy else None)(training, progress.state)
    upload()


def current() -> Training | None:
    """This session's training, if it has started one."""
    return state.get("training")


def _start(choices: Choices) -> None:
    if current() is None or current().progress.state in ENDED:
        training = Training(choices, QUEUE, WORKERS, _alive())
        state.put("training", training)
        training.start()


def _alive() -> Callable[[], bool]:
    """Whether this session's browser is connected, on whichever page it is."""
    context = get_script_run_ctx()
    if not exists() or context is None:
        return lambda: True
    runtime, session = get_instance(), context.session_id
    return lambda: runtime.is_active_session(session)


def _buttons(choices: Choices | None, training: Training | None, progress: Progress | None) -> None:
    stage = progress.state if progress else STOPPED
    if stage in ENDED:
        label = "Start" if training is None else "Start again"
        st.button(
            label,
            icon=":material/play_arrow:",
            type="primary",
            on_click=_start,
            args=(choices,),
            disabled=choices is None,
            key="training_start",
        )
        if stage in (DONE, STOPPED) and progress and progress.snapshot:
            _take_away(progress.snapshot.network, progress.detector)
        return
    if stage == PAUSED:
        st.button("Go on", icon=":material/play_arrow:", type="primary", on_click=training.resume)
    else:
        st.button("Pause", icon=":material/pause:", on_click=training.pause, disabled=stage == QUEUED)
    st.button("Stop", icon=":material/stop:", on_click=training.stop)


def _take_away(network: Network, detector: Mapping[str, object]) -> None:
    if st.button("Use it on the Draw page", icon=":material/draw:", key="use_it"):
        with needs_files():
            use(network, detector)
            st.switch_page("views/draw/page.py")
    st.download_button(
        "Download as .keras",
        lambda: make_keras_file(network, WORKERS),
        file_name="inkling-dense.keras",
        icon=":material/download:",
        on_click="ignore",
        key="download_it",
    )


def _invitation(choices: Choices | None) -> None:
    if choices is None:
        return
    st.markdown(
        f"A network of **{_shape(choices)}** will see {choices.images:,} images, {choices.batch_size} at a "
        f"time, {choices.epochs} {'times' if choices.epochs > 1 else 'time'} over. After each batch, its "
        "weights are moved a little in the direction that lowers the loss. "
        "Press **Start**, and watch what that does to your drawing."
    )
    _screen(choices, None, choices.steps)


def _run_in_words(choices: Choices, is_old: bool) -> str:
    """What is shown below, and that it is not what the form says, if it is not."""
    function = "" if not choices.hidden_layers else f"{FUNCTION_NAMES[choices.activation]}, "
    run = (
        f"{_shape(choices)}, {function}{choices.optimizer} at {choices.learning_rate:g}, "
        f"{choices.images:,} images in batches of {choices.batch_size}, {choices.epochs} "
        f"{'epochs' if choices.epochs > 1 else 'epoch'}."
    )
    return f"**The last run**, not what the form says now: {run}" if is_old else f"This run: {run}"


def _shape(choices: Choices) -> str:
    return " → ".join(map(str, [784, *[choices.units] * choices.hidden_layers, 10]))


def _watch(training: Training, shown: str) -> None:
    progress = training.progress
    if progress.state != shown:
        st.rerun()  # the buttons and the polling depend on it
    _bar(training.choices, progress)
    snapshot, steps = progress.snapshot, training.choices.steps
    ended_early = snapshot is not None and progress.state in (BLEW_UP, STOPPED)
    _screen(training.choices, snapshot, snapshot.now.step if ended_early else steps)


def _screen(choices: Choices, snapshot: Snapshot | None, until: int) -> None:
    """Everything that a training shows, up to that step; before it has begun, room for it, and noise."""
    points = () if snapshot is None else snapshot.curve
    if points and points[-1].step < snapshot.now.step:
        points = (*points, snapshot.now)
    steps = [point.step for point in points]
    learning_curves(points, steps, _ticks(choices, until), "live", measured=MEASURED, until=until)
    answer, layers = st.columns([258, 440], gap="medium")  # the latter as wide as six pictures
    with answer:
        drawing_answer(snapshot and snapshot.network, drawing_image())
    with layers:
        sizes = layer_sizes(choices)
        layer_meters(sizes, snapshot and snapshot.gradient_sizes, snapshot and snapshot.dead)
        st.caption("Dead: it says the same of 500 images. The gradient's bars are logarithmic.")
        if snapshot is None:
            kernel = untrained_kernel(choices)
            st.markdown("**Weights** start as noise: random numbers, such as these")
        else:
            kernel = snapshot.network.weighted[0].kernel
            st.markdown("**Weights** of the first layer's first neurons")
        name = "neuron" if choices.hidden_layers else "digit"
        weight_pictures(kernel, range(min(NEURONS_SHOWN, kernel.shape[1])), "live_weights", name=name)


def _ticks(choices: Choices, until: int) -> list[tuple[int, str]]:
    per_epoch = choices.steps_per_epoch
    epochs = [(epoch * per_epoch, f"epoch {epoch}") for epoch in range(1, until // per_epoch + 1)]
    return [(0, "start"), *(epochs or [(until, f"step {until}")])]


def _bar(choices: Choices, progress: Progress) -> None:
    now = progress.snapshot.now if progress.snapshot else None
    step = now.step if now else 0
    epoch = min(choices.epochs, step // choices.steps_per_epoch + 1)
    where = f"Step {step:,} of {choices.steps:,}, epoch {epoch} of {choices.epochs}"
    left = "" if progress.seconds_left is None else f" · about {_duration(progress.seconds_left)} left"
    took = f" · {_duration(progress.seconds)}"
    if progress.test_accuracy is not None:
        took += f" · **{percent(progress.test_accuracy)}** of all {TEST_IMAGES:,} test images right"
    text = {
        QUEUED: f"Waiting: place {progress.position} in the queue"
        if progress.position
        else "About to start …",
        RUNNING: f"{where}{left}" if now else "Starting TensorFlow, in a process of its own …",
        PAUSED: f"Paused. {where}",
        DONE: f"Done: {step:,} steps{took}",
        STOPPED: f"Stopped. {where}{took}",
        BLEW_UP: f"Stopped by itself. {where}",
        FAILED: "It failed.",
    }[progress.state]
    st.progress(step / choices.steps, text=text)
    if progress.state == FAILED:
        st.error(progress.problem, icon=":material/error:")
    elif progress.state == BLEW_UP:
        loss = "NaN, “not a number”" if np.isnan(now.loss) else "infinite"
        st.error(
            f"The loss is {loss}: the weights have grown beyond what a number can hold. Each step was too "
            "long, and overshot. A smaller learning rate helps.",
            icon=":material/trending_up:",
        )


def _duration(seconds: float) -> str:
    return f"{seconds:.0f} s" if seconds < 100 else f"{seconds / 60:.0f} min"
