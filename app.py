"""Inkling: draw a digit and see what a neural network makes of it, neuron by neuron.

streamlit run app.py
"""

from views.session import process  # isort: skip  # before NumPy is imported

import streamlit as st

from views.session.opening import lay_out_first
from views.session.shared import logo, needs_files, styles

process.settle()
st.set_page_config(page_title="Inkling", page_icon="assets/icon.png", layout="wide")
with needs_files():
    st.logo(logo(), size="large")
with needs_files():
    for path in styles():
        st.html(path)
lay_out_first()

pages = [
    st.Page("views/draw/page.py", title="Draw", icon=":material/draw:", default=True),
    st.Page("views/neuron/page.py", title="Neurons", icon=":material/grain:", url_path="neurons"),
    st.Page(
        "views/training/page.py", title="Training", icon=":material/model_training:", url_path="training"
    ),
]
st.navigation(pages, position="top").run()
# On a phone only, as theme.css has it; before that is there, nothing is seen of it.
with st.container(horizontal=True, horizontal_alignment="distribute", height=1, border=False, key="pages"):
    for page in pages:
        st.page_link(page)
