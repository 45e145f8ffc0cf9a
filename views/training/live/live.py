"""Live: build a dense network, train it, and use the result."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import streamlit as st

from model.reading import Reading
from model.training.choices import Choices
from model.training.snapshot import ENDED
from model.training.training import Race, Training
from views.parts.asking.asking import marked
from views.parts.language.language import _, ngettext
from views.parts.looks.wording import whole
from views.parts.shared import needs_files
from views.session import state
from views.session.activations import drawing_image
from views.training.charts.before_after import changed
from views.training.charts.by_group import groups
from views.training.here.saved_networks import saved_networks, use
from views.training.here.training_here import train_here
from views.training.live.architecture import looks_of
from views.training.live.form import choices_form, chosen
from views.training.live.own_network import download_buttons, upload
from views.training.live.runs import compare, store_run, title_of
from views.training.live.training_data import given_besides
from views.training.live.watch import network_picture, picture, watch

DEPTHS = (0, 1, 2)  # numbers of hidden layers to compare
HERE_WIDTH = 240  # pixels, for the two buttons that the browser shows


def live() -> None:
    """Show the choices on the left, and the training or a preview of it on the right."""
    _go_on()
    training = current()
    busy = training is not None and training.state not in ENDED
    buttons = st.container(horizontal=True, key="training_buttons")  # first, so that a phone shows Start
    form, screen = st.columns([385, 715], gap="medium")  # two select boxes fit side by side at 1024 px
    with form:
        choices = choices_form(busy, lambda choices: network_picture(_about(choices), choices))
    with buttons:
        _buttons(choices, training, is_form=True)
        if not busy:
            _depths_button(choices)
    with screen:
        if training is not None:
            _results(training, is_old=choices not in _compared(training))
        elif choices is not None:
            st.markdown(invitation(choices))
            picture(choices, None, choices.steps)
    compare(training)
    saved_networks(training)
    upload()


def _results(training: Training, is_old: bool) -> None:
    """Show a training's results; in gray if they don't belong to the form's choices."""
    choices = training.choices
    title = marked(title_of(choices), choices.activation, choices.optimizer.lower(), "epoch")
    with st.container(key="old_results" if is_old else "results"):
        if is_old:
            st.markdown(
                _("**These results are for {title}**, not for what the form says now.").format(title=title)
            )
        else:
            st.caption(title)
        watch(training)
        groups(training.read)
        if choices.own_digits and training.state in ENDED:
            changed(training)


def run(choices: Choices, shows: Callable[..., None]) -> None:
    """Show a training with exactly these choices: its button, and of its results what `shows` does.

    `shows` takes what `picture` takes.
    """
    training = current()
    if training is not None and training.choices != choices:
        training = None
    with st.container(horizontal=True, key="training_buttons"):
        _buttons(choices, training)
    if training is None:
        shows(choices, None, choices.steps)
    else:
        watch(training, shows)


def current() -> Training | None:
    """Return this session's training, if any."""
    return state.get("training")


def start(choices: Choices | None) -> None:
    """Start a training with the given choices, or with the form's if there are none."""
    choices = choices or chosen()
    if choices is None:
        return
    training = current()
    if training is not None and training.state not in ENDED:
        if training.choices == choices:
            return
        training.stop()
    state.take("depths")
    _begin(choices)


def _begin(choices: Choices) -> Training:
    """Begin a training, which the browser starts once it is shown."""
    training = new_training(choices)
    store_run(current(), choices)
    state.put("training", training)
    return training


def _start_depths() -> None:
    if three := _depths(chosen()):
        state.put("depths", Race(three, _begin))


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


def new_training(choices: Choices) -> Training:
    """Create a training in this session's browser, with all that its choices speak of."""
    return Training(choices, **given_besides(choices))


def train(training: Training, lane: int | None = None) -> None:
    """Run a training in the browser, and show its two buttons; see `train_here`."""
    with needs_files(), st.container(width=HERE_WIDTH):
        choices = training.choices
        train_here(training, title_of(choices), drawing_image(), looks_of(choices), lane)


def _buttons(choices: Choices | None, training: Training | None, is_form: bool = False) -> None:
    if training and training.state not in ENDED:
        train(training)
        return
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
    if is_form and training and training.is_usable:
        take_away(training)


def take_away(training: Training) -> None:
    """Show buttons to use the network on the other pages or to download it."""
    if st.button(_("Use it on the Draw page"), icon=":material/draw:", key="use_it"):
        with needs_files():
            use(training)
            state.put("saved_network_used", training.run)
            st.switch_page("views/draw/page.py")
    download_buttons(Reading(training.snapshot.network, drawing_image()))


def invitation(choices: Choices) -> str:
    """Return what a training with these choices will do, and how to start it."""
    sentence = ngettext(
        "A network of **{shape}** will see {images} images in {count} pass, {batch} at a time. After each "
        "[batch](words#batch), its [weights](words#weight) move a little in the direction that lowers the "
        "[loss](words#loss). Press **Start**, and watch what that does to your drawing.",
        "A network of **{shape}** will see {images} images in {count} passes, {batch} at a time. After each "
        "[batch](words#batch), its [weights](words#weight) move a little in the direction that lowers the "
        "[loss](words#loss). Press **Start**, and watch what that does to your drawing.",
        choices.epochs,
    )
    images, batch, count = map(whole, (choices.images, choices.batch_size, choices.epochs))
    return sentence.format(shape=_shape(choices), images=images, batch=batch, count=count)


def _shape(choices: Choices) -> str:
    return " → ".join(map(str, [784, *[choices.units] * choices.hidden_layers, 10]))
