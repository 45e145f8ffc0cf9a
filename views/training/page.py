"""Page: watch a network learn, the shipped one in replay or one's own, live."""

import streamlit as st

from views.training.live import live
from views.training.replay import replay

PARTS = {"Replay": replay, "Live": live}

with st.container(horizontal=True, vertical_alignment="center", gap="medium"):
    part = st.segmented_control(
        "Part",
        PARTS,
        default="Replay",
        required=True,
        key="training_part",
        persist_state="session",
        label_visibility="collapsed",
        width=160,
    )
    st.markdown(
        {
            "Replay": "How the dense network was learned, from random weights to the ones it answers with.",
            "Live": "Build a network of your own, and train it here and now.",
        }[part]
    )
PARTS[part]()
