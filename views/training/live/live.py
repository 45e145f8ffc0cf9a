"""Live: build a dense network, train it, and use the result."""

from __future__ import annotations

import contextlib
from dataclasses import replace

import streamlit as st

from model.processes.keras_process import make_keras_file
from model.processes.worker import CAN_START, PAUSED, Workers
from model.training.choices import TEXTBOOK, Choices
from model.training.live import ENDED, QUEUED, Progress, Training
from model.training.queue import Queue
from model.training.race import Race
from model.training.snapshot import DONE, STOPPED
from views.language.language import _, ngettext
from views.parts.asking.asking import ask, explained, marked
from views.parts.looks.wording import function_name, short, whole
from views.serving.shared import needs_files
from views.session import state
from views.session.activations import drawing_image
from views.session.computing import is_here
from views.training import words
from views.training.charts.before_after import changed
from views.training.here.here import TrainingHere, train_here
from views.training.here.place import choose_place, learns_here
from views.training.here.saved_networks import saved_networks
from views.training.live.form import choices_form, chosen
from views.training.live.growing import looks_of
from views.training.live.own_network import as_python, how_long_it_lasts, upload, use
from views.training.live.runs import compare, store_run, title_of
from views.training.live.training_data import given_besides, taught_in_words
from views.training.live.watch import duration, network_picture, picture, watch

DEPTHS = (0, 1, 2)  # numbers of hidden layers to compare
HERE_WIDTH = 240  # pixels, for the two buttons that the browser shows
SLOTS = 2  # trainings at once on this server; others have to wait
QUEUE, WORKERS = Queue(SLOTS), Workers()


def live() -> None:
    """Show the choices on the left, and the training or a preview of it on the right."""
    _go_on()
    training = current()
    progress = training.progress if training else None
    busy = progress is not None and progress.state not in ENDED
    if not busy:
        preload()
    buttons = st.container(horizontal=True, key="training_buttons")  # first, so that a phone shows Start
    form, screen = st.columns([385, 715], gap="medium")  # two select boxes fit side by side at 1024 px
    with form:
        choices = choices_form(busy, _describe)
    with buttons:
        _buttons(choices, training, progress, is_form=True)
        if not busy:
            _depths_button(choices)
        choose_place(choices, busy)
    if progress and progress.snapshot and progress.state in (DONE, STOPPED):
        with buttons:
            st.caption(how_long_it_lasts(training))
    with screen:
        if training is None:
            _invitation(choices)
        else:
            _results(training, progress, is_old=choices not in _compared(training))
    compare(training)
    saved_networks(training, title_of(training.choices) if training else "", use)
    upload()


def _describe(choices: Choices) -> None:
    """Show the network that would be trained and how long that would take."""
    network_picture(_about(choices), choices)
    if learns_here(choices):
        return
    st.caption(
        _("Training this network takes about {time} here.").format(
            time=duration(QUEUE.seconds_here(choices.expected_seconds))
        )
    )


def _results(training: Training, progress: Progress, is_old: bool) -> None:
    """Show a training's results; in gray if they don't belong to the form's choices."""
    with st.container(key="old_results" if is_old else "results"):
        if is_old:
            title = marked(title_of(training.choices), "relu", training.choices.optimizer.lower(), "epoch")
            st.markdown(
                _("**These results are for {title}**, not for what the form says now.").format(title=title)
            )
        else:
            st.caption(_run_in_words(training.choices))
        if training.choices.own_digits:
            st.caption(taught_in_words(training.choices))
        watch(training, progress)
        if training.choices.own_digits and progress.state in ENDED:
            changed(training, progress)


def run(choices: Choices) -> None:
    """Show a training with exactly these choices: its buttons and its results."""
    training = current()
    if training is not None and training.choices != choices:
        training = None
    progress = training.progress if training else None
    busy = progress is not None and progress.state not in ENDED
    if not busy:
        preload()
    with st.container(horizontal=True, key="training_buttons"):
        _buttons(choices, training, progress)
    if training is None:
        picture(choices, None, choices.steps)
    else:
        watch(training, progress)


def preload() -> None:
    """Start a process for the next training, if that will run on the server."""
    if not CAN_START or learns_here(TEXTBOOK):
        return
    with contextlib.suppress(OSError):  # no room for one yet: Start reports it if that doesn't change
        WORKERS.preload()


def current() -> Training | None:
    """Return this session's training, if any."""
    return state.get("training")


def start(choices: Choices | None) -> None:
    """Start a training with the given choices, or with the form's if there are none."""
    choices = choices or chosen()
    if choices is None:
        return
    training = current()
    if training is not None and training.progress.state not in ENDED:
        if training.choices == choices:
            return
        training.stop()
    state.take("depths")
    _known(choices).start()


def _known(choices: Choices) -> Training | TrainingHere:
    """Create a training and store it before it starts, so that no interrupted run trains unseen."""
    training = new_training(choices)
    store_run(current(), choices)
    state.put("training", training)
    return training


def _stop(training: Training) -> None:
    state.take("depths")
    training.stop()


def _start_depths() -> None:
    if three := _depths(chosen()):
        state.put("depths", Race(three, _known))


def _depths(choices: Choices | None) -> list[Choices]:
    """Return the choices with each number of hidden layers; an empty list if one would take too long."""
    three = [replace(choices, hidden_layers=number) for number in DEPTHS] if choices else []
    try:
        for each in three:
            each.check_time()
    except ValueError:
        return []
    return three


def _go_on() -> None:
    """Start the next training of a comparison, if there is one."""
    race: Race | None = state.get("depths")
    if race is not None:
        race.go_on()


def _compared(training: Training) -> tuple[Choices, ...]:
    """Return the choices that the shown results belong to."""
    race: Race | None = state.get("depths")
    return race.choices if race else (training.choices,)


def _about(choices: Choices) -> Training | None:
    """Return this session's training, if it belongs to the form's choices."""
    training = current()
    return training if training and choices in _compared(training) else None


def _depths_button(choices: Choices | None) -> None:
    st.button(
        _("Compare 0, 1, 2 hidden layers"),
        icon=":material/stacked_bar_chart:",
        on_click=_start_depths,
        disabled=not _depths(choices),
        key="training_depths",
        help=_("Trains three networks, one after the other. Only the number of hidden layers differs."),
    )


def new_training(choices: Choices) -> Training | TrainingHere:
    """Create a training: in this session's browser, or on the server while that browser is connected."""
    if learns_here(choices):
        return TrainingHere(choices, **given_besides(choices))
    return Training(choices, QUEUE, WORKERS, is_here(), **given_besides(choices))


def _buttons(
    choices: Choices | None, training: Training | None, progress: Progress | None, is_form: bool = False
) -> None:
    stage = progress.state if progress else STOPPED
    if stage in ENDED:
        label = _("Start") if training is None else _("Start again")
        st.container(key="start", width="content").button(
            label,
            icon=":material/play_arrow:",
            type="primary",
            on_click=start,
            args=(None if is_form else choices,),
            disabled=choices is None,
            key="training_start",
        )
        if stage in (DONE, STOPPED) and progress and progress.snapshot:
            take_away(progress)
        return
    if isinstance(training, TrainingHere):
        with needs_files(), st.container(width=HERE_WIDTH):
            train_here(training, drawing_image(), looks_of(training.choices))
        return
    if stage == PAUSED:
        st.button(_("Continue"), icon=":material/play_arrow:", type="primary", on_click=training.resume)
    else:
        st.button(_("Pause"), icon=":material/pause:", on_click=training.pause, disabled=stage == QUEUED)
    st.button(_(words.STOP), icon=":material/stop:", on_click=_stop, args=(training,))


def take_away(progress: Progress) -> None:
    """Show buttons to use the network on the other pages or to download it."""
    if st.button(_("Use it on the Draw page"), icon=":material/draw:", key="use_it"):
        with needs_files():
            use(progress)
            st.switch_page("views/draw/page.py")
    as_python(progress)
    if not CAN_START:
        return
    st.download_button(
        _("Download as .keras"),
        lambda: make_keras_file(progress.snapshot.network, WORKERS),
        file_name="inkling-dense.keras",
        icon=":material/download:",
        on_click="ignore",
        key="download_it",
        help=explained(_("Keras")),
    )


def _invitation(choices: Choices | None) -> None:
    if choices is None:
        return
    invitation = ngettext(
        "A network of **{shape}** will see {images} images in {count} pass, {batch} at a time. After each "
        "[batch](words#batch), its [weights](words#weight) move a little in the direction that lowers the "
        "[loss](words#loss). Press **Start**, and watch what that does to your drawing.",
        "A network of **{shape}** will see {images} images in {count} passes, {batch} at a time. After each "
        "[batch](words#batch), its [weights](words#weight) move a little in the direction that lowers the "
        "[loss](words#loss). Press **Start**, and watch what that does to your drawing.",
        choices.epochs,
    )
    images, batch, count = map(whole, (choices.images, choices.batch_size, choices.epochs))
    st.markdown(invitation.format(shape=_shape(choices), images=images, batch=batch, count=count))
    picture(choices, None, choices.steps)


def _run_in_words(choices: Choices) -> str:
    """Return a sentence that describes the run shown below."""
    function = [ask(choices.activation, function_name(choices.activation))] if choices.hidden_layers else []
    optimizer = ask(choices.optimizer.lower(), choices.optimizer)
    # Translators: {network} is such as "784 → 128 → 10, ReLU, Adam", {rate} its learning rate
    run = ngettext(
        "This run: {network} at a learning rate of {rate}, {images} images in [batches](words#batch) of "
        "{batch}, {count} [epoch](words#epoch).",
        "This run: {network} at a learning rate of {rate}, {images} images in [batches](words#batch) of "
        "{batch}, {count} [epochs](words#epoch).",
        choices.epochs,
    )
    return run.format(
        network=", ".join([_shape(choices), *function, optimizer]),
        rate=short(choices.learning_rate),
        images=whole(choices.images),
        batch=whole(choices.batch_size),
        count=whole(choices.epochs),
    )


def _shape(choices: Choices) -> str:
    return " → ".join(map(str, [784, *[choices.units] * choices.hidden_layers, 10]))
