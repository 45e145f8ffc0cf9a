"""Page: watch a network learn, the shipped one in a replay or your own live; or take a single step."""

import streamlit as st

from views.parts.language.language import _
from views.parts.shared import needs_files, styles
from views.session.one_of import one_of
from views.tasks import solving
from views.tasks.task import TRAINING
from views.tasks.task_panel import task_panel
from views.training import words
from views.training.live.live import live
from views.training.one_step.one_step import one_step
from views.training.replay.replay import replay

PARTS = dict(zip(words.PARTS, (replay, live, one_step)))

with needs_files():
    st.html(styles("training/training.css"))
if solving.task_on(TRAINING) is not None:
    task_panel(TRAINING)
with st.container(horizontal=True, vertical_alignment="center", gap="medium"):
    part = one_of(
        _("Part"),
        PARTS,
        format_func=_,
        default=next(iter(PARTS)),
        key="training_part",
        persist_state="session",
        label_visibility="collapsed",
        width=288,
    )
    st.markdown(_(words.PARTS[part]))
PARTS[part]()
