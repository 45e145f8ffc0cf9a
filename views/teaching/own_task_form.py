"""A form in which teachers create a task about a painted neuron or a drawing, as a link and a QR code."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from model.network import NAMES
from model.network.neuron import Neuron
from model.perceptron.goals import GOALS
from model.perceptron.perceptron import PIXELS
from model.preprocess.mnist import NUM_CLASSES
from views.parts.language.language import N_, _
from views.parts.looks.encode import as_url, qr_code
from views.parts.looks.wording import of_100, whole
from views.parts.pictures.pictures import Picture, pictures
from views.parts.words import NETWORKS
from views.session import state
from views.session.activations import code_of_drawn, latest_drawing
from views.session.one_of import one_of
from views.session.selection import selected_neuron
from views.tasks.drawing_tasks import TOOLS
from views.tasks.drawn import NOT_DRAWN, network_of
from views.tasks.goals import Goal, firing
from views.tasks.own_task import (
    LEAST_SHARE,
    LONGEST_DRAWING,
    MOST_SHARE,
    MOST_TEXT,
    written,
    written_drawing,
)
from views.tasks.task import BUILD, DRAW, PATHS
from views.tasks.task_panel import text_of
from views.tasks.tasks import TASKS, titled

CODE = 160  # pixels per side of the QR code
DRAWING = 84  # pixels per side of the drawing
PERCENTS = tuple(range(LEAST_SHARE, MOST_SHARE + 1, 5))
NUMBERS = (8, 16, 32, 64, PIXELS)  # how many pixels can be painted
INKS = (0, 2, 4, 6, 8, 10, 15, 20, 30, 50, 100)  # pixels of ink, or neurons; 0: any number

ABOUT_WHAT = {"drawing": N_("Drawing and network"), "neuron": N_("A painted neuron")}
TASK_TOOLS = {"pen": N_("The drawing"), "off": N_("Which neurons are on")}

Address = Callable[[str, str], str]


@st.fragment
def own_task(address: Address) -> None:
    """Show the form and the resulting task; `address(path, query)` returns a page's address."""
    about = one_of(
        _("What the task is about"),
        [*ABOUT_WHAT],
        format_func=lambda name: _(ABOUT_WHAT[name]),
        default="drawing",
        key="own_task_about",
    )
    link = _about_drawing(address) if about == "drawing" else address(PATHS[BUILD], f"task={_about_neuron()}")
    if link is None:
        return
    st.code(link, language=None, wrap_lines=True)
    pictures([Picture(qr_code(link) or "", _("The task as a QR code"))], "own_task_code", size=CODE)


def task_links(address: Address) -> None:
    """List a link to each of our own tasks."""
    lines = [
        f"- [{titled(task)}]({address(PATHS[task.page], f'task={task.id}')}): {text_of(task)}"
        for task in TASKS
    ]
    st.markdown("\n".join(lines))


def _about_drawing(address: Address) -> str | None:
    """Return a link to a task about the drawing and its network; None if that can't be a task."""
    name = state.get("network", NAMES[0])
    name = name if name in NAMES else NAMES[0]
    network, drawing = network_of(name), latest_drawing().current
    if network is None:
        return None
    is_blank = drawing.png is None
    if is_blank:
        st.caption(_("The task begins with blank paper, because the Draw page is blank now."))
    else:
        sentence = _("The task begins with what is on the Draw page now.")
        pictures([Picture(as_url(drawing.png), sentence)], "own_task_drawing", size=DRAWING)
        st.caption(sentence)
    st.caption(
        _("The task uses the network chosen on the Draw page: {network}.").format(network=_(NETWORKS[name]))
    )
    code = NOT_DRAWN if is_blank else code_of_drawn(drawing)
    if not code or len(code) > LONGEST_DRAWING:
        st.warning(_("This drawing is too large for a link. Draw one with fewer strokes."))
        return None
    goals = {goal.written: goal for goal in _goals(selected_neuron(network), is_blank)}
    if state.get("own_task_wanted") not in goals:
        state.take("own_task_wanted")
    goal = st.selectbox(
        _("Goal"),
        [*goals],
        format_func=lambda name: goals[name].in_words(),
        key="own_task_wanted",
        width=320,
    )
    tool = one_of(
        _("What pupils can change"),
        TOOLS[: 1 if is_blank else None],
        format_func=lambda tool: _(TASK_TOOLS[tool]),
        default=TOOLS[0],
        key="own_task_way",
    )
    most = st.select_slider(
        _("Limit (pixels of ink, or neurons)"),
        INKS,
        format_func=lambda most: whole(most) if most else _("no limit"),
        key="own_task_most",
        width=320,
    )
    return address(PATHS[DRAW], f"task={written_drawing(name, goal, tool, most, _own_text(), code)}")


def _goals(neuron: Neuron | None, is_blank: bool) -> list[Goal]:
    """Return the possible goals, including those for the neuron whose card is open."""
    is_hidden = neuron is not None and not neuron.layer.is_output and not neuron.is_pixel
    of_neuron = [firing(neuron, True), firing(neuron, False)] if is_hidden else []
    others = [] if is_blank else [Goal("another")]
    return [*of_neuron, *others, *(Goal(f"says-{digit}") for digit in range(NUM_CLASSES)), Goal("sure")]


def _about_neuron() -> str:
    """Ask for a task about a painted neuron; return it as encoded in a link."""
    goal = st.selectbox(
        _("What the neuron has to do"),
        [name for name in GOALS if GOALS[name].digit is not None],
        format_func=_goal,
        key="own_task_goal",
        width=320,
    )
    percent = st.select_slider(
        _("How many images it must get right"),
        PERCENTS,
        value=85,
        format_func=lambda share: of_100(share / 100, 0),
        key="own_task_share",
        width=320,
    )
    pixels = st.select_slider(
        _("How many pixels pupils can paint"),
        NUMBERS,
        value=PIXELS,
        format_func=whole,
        key="own_task_pixels",
        width=320,
    )
    may_learn = st.toggle(_("The neuron can learn by itself"), key="own_task_learns")
    return written(goal, percent, pixels, may_learn, _own_text())


def _own_text() -> str:
    """Ask for the teacher's own text; return it without unprintable characters."""
    text = st.text_input(_("Your own text"), max_chars=MOST_TEXT, key="own_task_text")
    return "".join(each for each in text if each.isprintable())


def _goal(name: str) -> str:
    goal = GOALS[name]
    sentence = (
        _("fires for {digit}, and for no other digit")
        if goal.other is None
        else _("fires for {digit}, not for {other}")
    )
    return sentence.format(digit=goal.digit, other=goal.other)
