"""Page: ten questions before the lesson and ten after it, and then what was right both times."""

import streamlit as st

from views.parts.language.language import _
from views.parts.words import PAGES
from views.questions.items import ABOUT
from views.questions.ten_questions import go_if_asked, ten_questions


@st.fragment
def asked() -> None:
    """Show the page; what is chosen stays in the browser, except in a class that is asked."""
    go_if_asked()
    st.title(_(PAGES["questions"]), anchor=False)
    st.markdown(_(ABOUT))
    ten_questions()


asked()
