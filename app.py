"""Inkling: draw a digit and see what a neural network makes of it, neuron by neuron.

streamlit run app.py
"""

import streamlit as st

from views import warm

st.set_page_config(page_title="Inkling", page_icon="assets/icon.png", layout="wide")
st.logo("assets/logo.svg", size="large")

warm.begin()
st.navigation(
    [
        st.Page("views/draw.py", title="Draw", icon=":material/draw:", default=True),
        st.Page("views/neurons.py", title="Neurons", icon=":material/grain:"),
        st.Page("views/training.py", title="Training", icon=":material/model_training:"),
    ],
    position="top",
).run()
