"""For teachers: a step of the lesson for a course page, as a frame, a link and a package."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from views.address.course import course_of
from views.parts import words
from views.parts.language.language import _


@st.fragment
def course_form(steps: Mapping[str, tuple[str, str]]) -> None:
    """Let the teacher choose a step; `steps` are ids, each with a title and an address."""
    step = st.selectbox(
        _("Which step"), [*steps], format_func=lambda step: steps[step][0], key="course_step", width=420
    )
    title, link = steps[step]
    course = course_of(link, title)
    with st.container(horizontal=True, gap="small"):
        st.link_button(_(words.TO_CLASSROOM), course.classroom, icon=":material/school:")
        st.download_button(
            _(words.TO_PLATFORM),
            course.package,
            file_name=course.file,
            mime="application/zip",
            icon=":material/download:",
            on_click="ignore",
            key="course_package",
        )
    st.code(course.frame, language=None, wrap_lines=True)
