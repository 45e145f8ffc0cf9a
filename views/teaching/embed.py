"""Page: links for a class and for a course page, tasks, and what a link hides."""

import streamlit as st

from views.address.course_form import course_form
from views.lesson.steps.steps import BY_ID
from views.parts.language.documents import documents
from views.parts.language.language import _
from views.parts.words import FOR_A_COURSE, HIDEABLE
from views.teaching.head import address, head, page_address
from views.teaching.own_task_form import own_task, task_links
from views.teaching.step_links import open_if_asked, step_links

PAGE = documents("teaching")["teachers"]

open_if_asked()
head("embed")
with st.container(horizontal=True, gap="large", key="halves"):
    with st.container():
        st.header(_("Every step has a link"), anchor=False)
        st.markdown(PAGE.say("steps"))
        all_steps = {step.id: (_(step.title), address(f"step={step.id}")) for step in BY_ID.values()}
        step_links("links", all_steps, height=30 * len(BY_ID))
        st.header(_(FOR_A_COURSE), anchor=False)
        st.markdown(PAGE.say("courses"))
        course_form(all_steps)
        st.header(_("Hide parts with a link"), anchor=False)
        parts = [f"- `{name}`: {_(what)}" for name, what in HIDEABLE.items()]
        example = address("step=draw&hide=training,conv")
        st.markdown("\n".join([PAGE.say("hide", link=f"[{example}]({example})"), *parts]))
    with st.container():
        st.header(_("Your own task"), anchor=False)
        own_task(page_address)
        st.header(_("Tasks to solve"), anchor=False)
        st.markdown(PAGE.say("tasks"))
        st.markdown(PAGE.say("first_tasks", step=_(BY_ID["neuron"].title)))
        task_links(page_address)
