"""Page: the lesson, a panel that accompanies the live page."""

import streamlit as st

from views.draw.screen import RIGHT, screen
from views.lesson.middles.middles import MIDDLES
from views.lesson.panel import panel
from views.lesson.steps.set_up import dense, set_up
from views.lesson.steps.step import NETWORK
from views.lesson.steps.steps import BY_ID, LESSONS
from views.parts.language.language import _
from views.parts.shared import needs_files, styles
from views.session import state
from views.session.hidden import hidden
from views.session.lesson import LESSON_NETWORK, asked_step, current_step, guess_of, name_step

POLL_SECONDS = 1.0  # between two checks whether the middle has changed

with needs_files():
    st.html(styles("lesson/lesson.css"))
if asked_step() in BY_ID:
    state.put("lesson", next(name for name, each in LESSONS.items() if BY_ID[asked_step()] in each))
lesson = "" if "training" in hidden() else state.get("lesson", "")  # the other one trains in each step
steps = [step for step in LESSONS[lesson] if not (step.trains and "training" in hidden())]
chosen, _is_lost = current_step([step.id for step in steps])
step, asked = next(each for each in steps if each.id == chosen), asked_step()
name_step(_(step.title))
network = dense()
if network is not None:
    set_up(step)


def beside_network() -> None:
    """Show the panel beside the network, where the drawing or the neuron can change."""
    panel(steps, step, asked)


if step.middle == NETWORK:
    screen(LESSON_NETWORK, beside_network, has_starters=step.waits_for_drawing)
elif network is not None:
    with st.container(horizontal=True, gap="medium", key="lesson_screen"):
        with st.container(width="stretch", key="lesson_middle"):
            MIDDLES[step.middle](step)
        with st.container(width=RIGHT, key="card_column"):
            st.fragment(panel, run_every=POLL_SECONDS)(steps, step, asked, guess_of(step.id))
