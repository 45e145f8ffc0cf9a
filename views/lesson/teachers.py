"""Page: for teachers. Plans of lessons, a link for each step, tasks, and a sheet to print."""

import streamlit as st

from views.address.course_form import course_form
from views.classroom.start import start_class
from views.lesson.own_task_form import own_task, task_links
from views.lesson.sheet import sheet
from views.lesson.step_links import open_if_asked, step_links
from views.lesson.steps.set_up import dense, open_four
from views.lesson.steps.steps import BY_ID, STEPS
from views.lesson.teaching.plan_cards import plan_cards
from views.parts.browsers import MINIMUM
from views.parts.language.documents import documents
from views.parts.language.language import _
from views.parts.words import FOR_A_COURSE, HIDEABLE
from views.session.activations import latest_drawing, reading_of

READ = 760  # pixels per line of text, about 90 characters
PAGE = documents("teaching")["teachers"]


def address(query: str) -> str:
    """Return the lesson's address as this browser reaches it, with that query."""
    here = (st.context.url or "").partition("?")[0]
    return f"{here.rpartition('/')[0]}/lesson?{query}"


def page_address(path: str, query: str) -> str:
    """Return another page's address with that query."""
    return address(query).replace("/lesson?", f"/{path}?")


def link(query: str) -> str:
    """Return a Markdown link to the lesson with that query, because a page link can't show its address."""
    return f"[{address(query)}]({address(query)})"


open_if_asked()
with st.container(key="teachers"):
    with st.container(width=READ):
        st.title(_("For teachers"), anchor=False)
        st.markdown(PAGE.say("it"))
        st.markdown(PAGE.say("about"))
        network = dense()
        if network is not None:
            plan_cards(reading_of(network, open_four()), page_address)
        st.header(_("One class, one wall"), anchor=False)
        start_class()
        st.header(_("Every step has a link"), anchor=False)
        st.markdown(PAGE.say("steps"))
        all_steps = {step.id: (_(step.title), address(f"step={step.id}")) for step in STEPS}
        step_links("links", all_steps, height=30 * len(STEPS))
        st.header(_(FOR_A_COURSE), anchor=False)
        st.markdown(PAGE.say("courses"))
        course_form(all_steps)

        st.header(_("Tasks to solve"), anchor=False)
        st.markdown(PAGE.say("tasks"))
        st.markdown(PAGE.say("first_tasks", step=_(BY_ID["neuron"].title)))
        task_links(page_address)
        st.header(_("Your own task"), anchor=False)
        own_task(page_address)

        st.header(_("Hide parts with a link"), anchor=False)
        parts = [f"- `{name}`: {_(what)}" for name, what in HIDEABLE.items()]
        example = link("step=draw&hide=training,conv")
        st.markdown("\n".join([PAGE.say("hide", link=example), *parts]))

        st.header(_("For your school's IT staff"), anchor=False)
        st.markdown(PAGE.say("schools", **MINIMUM))
        st.header(_("Licenses"), anchor=False)
        st.markdown(PAGE.say("licenses"))

    st.header(_("A sheet to print"), anchor=False)
    st.markdown(PAGE.say("sheet"))
    if network is not None:
        drawing = latest_drawing().current
        sheet(reading_of(network, open_four() if drawing.png is None else drawing))
