"""Lets the second lesson's networks learn in the browser, one after the other, and shows how far they are."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from views.lesson.middles.stage import lane_bar
from views.lesson.steps.hands_facts import NAMED
from views.lesson.steps.hands_found import NETWORKS, studio
from views.parts.component.following import following
from views.parts.language.language import _
from views.parts.shared import needs_files
from views.session.activations import drawing_image
from views.training.here.training_here import train_here
from views.training.live.architecture import looks_of
from views.training.live.live import HERE_WIDTH, new_training


def let_learn(names: Sequence[str], by_itself: bool = False) -> None:
    """Let these networks learn, at once or after a click, and show those that haven't."""
    at, lanes = studio(), list(NETWORKS)
    if by_itself and not any(name in at.trainings for name in names):
        at.learn(names)
    learns = at.go_on(new_training)
    missing = [name for name in names if not at.network(name)]
    if learns:
        training = at.trainings[learns]
        with needs_files(), st.container(width=HERE_WIDTH):
            looks = looks_of(training.choices)
            train_here(training, "", drawing_image(), looks, lanes.index(learns))
    elif missing or not by_itself:
        st.button(
            _("Learn"),
            key="hands_learn",
            type="primary",
            disabled=not missing,
            on_click=at.learn,
            args=(names,),
        )
    for name in missing:
        st.markdown(f"**{_(NAMED[name])}**")
        training = at.trainings.get(name)
        with following(training.run if name == learns else None):
            lane_bar(lanes.index(name), NETWORKS[name], training and training.progress)
