"""Page: draw a digit, see the answer, every layer, and for any neuron what it added up; or solve a task."""

from html import escape

import streamlit as st

from views.draw.screen import screen
from views.parts.language.language import _
from views.parts.shared import needs_files, styles
from views.parts.words import PAGES
from views.tasks import solving
from views.tasks.task import DRAW
from views.tasks.task_panel import beside_network

st.html(f'<h1 class="ink-unseen-heading">{escape(_(PAGES["draw"]))}</h1>')
if (task := solving.task_on(DRAW)) is None:
    screen()
else:
    with needs_files():
        st.html(styles("tasks/task.css"))
    screen(task.starts["network"], beside_network, has_starters=False)
