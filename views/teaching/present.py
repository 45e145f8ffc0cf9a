"""Page: slides and the class's wall, and how to take the slides along."""

from dataclasses import replace

import streamlit as st

from views.classroom.classes import has_classes
from views.classroom.invitation import base
from views.classroom.joined import joined, store_in_browser
from views.lesson.steps.set_up import open_four
from views.parts.language.language import _
from views.session.activations import reading_of
from views.teaching.downloads import downloads
from views.teaching.head import head, page_address
from views.teaching.papers.slides import slides
from views.teaching.presenting import has_wall, presenting

network = head("present")
if has_classes() and not has_wall():
    store_in_browser()  # which may have the key
if network is not None:
    link = f"{base()}/?class={joined()}" if has_wall() else page_address("lesson", "step=draw")
    paper = slides(reading_of(network, open_four()), link)
    (says, code), *others = paper.leaves
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="slide_downloads"):
        downloads(replace(paper, leaves=[[code, says], *others]), "slides")
        if has_classes() and not has_wall():
            st.page_link("views/teaching/class_page.py", label=_("Start a class"), icon=":material/groups:")
    presenting(paper)
