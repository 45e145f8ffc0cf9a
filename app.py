"""Inkling: draw a digit and see what a neural network makes of it, neuron by neuron.

streamlit run app.py
"""

from views import process  # isort: skip  # before NumPy is imported

import streamlit as st

process.settle()
st.set_page_config(page_title="Inkling", page_icon="assets/icon.png", layout="wide")
st.logo("assets/logo.svg", size="large")

st.navigation(
    [
        st.Page("views/draw.py", title="Draw", icon=":material/draw:", default=True),
        st.Page("views/neurons.py", title="Neurons", icon=":material/grain:"),
        st.Page("views/training.py", title="Training", icon=":material/model_training:"),
    ],
    position="top",
).run()
