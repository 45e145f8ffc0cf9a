"""Page: plans of lessons and papers for teachers, to read, to print and to change in an editor."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import streamlit as st

from model.reading import Reading
from views.lesson.steps.set_up import open_four
from views.parts.component import mount
from views.parts.language.documents import documents
from views.parts.language.language import _
from views.parts.pictures.pictures import pictures
from views.parts.shared import needs_files
from views.parts.words import PAGES
from views.session.activations import latest_drawing, reading_of
from views.teaching.downloads import downloads
from views.teaching.head import Address, head, page_address
from views.teaching.papers.asked import asked
from views.teaching.papers.codes import where_it_fits
from views.teaching.papers.keys import key
from views.teaching.papers.paper import LICENSE, Paper
from views.teaching.papers.plans import PLANS, place_of, plan_document
from views.teaching.papers.sheet import sheet
from views.teaching.papers.text import lesson_as_text
from views.teaching.papers.worksheets import build_sheet, hands_sheet, step_sheet

LIST = 280  # pixels: the list of papers
PICTURE = 136  # pixels per side
PAGE = documents("teaching")
PAPERS: Mapping[str, Callable[[Reading, Address], Paper]] = {
    "questions": lambda four, address: asked(address),
    "key": lambda four, address: key(four),
    "sheet": lambda four, address: sheet(_last_drawing(four)),
    "step": lambda four, address: step_sheet(four),
    "build": lambda four, address: build_sheet(),
    "whose": lambda four, address: hands_sheet(),
    "text": lambda four, address: lesson_as_text(four),
    "fits": lambda four, address: where_it_fits(address),
}
BY_PLAN = {plan.id: plan for plan in PLANS}

_print = mount(__file__, "plan_tools")


def _last_drawing(four: Reading) -> Reading:
    drawing = latest_drawing().current
    return four if drawing.png is None else reading_of(four.network, drawing)


def made(id: str, four: Reading, address: Address) -> Paper:
    """Make the plan or paper with that id; `four` is the lesson's network's reading of the ready-made 4."""
    return plan_document(BY_PLAN[id], address) if id in BY_PLAN else PAPERS[id](four, address)


def title_of(id: str) -> str:
    """Return the title of a plan or paper."""
    return BY_PLAN[id].title if id in BY_PLAN else PAGE[id].say("title")


def _steps_of(id: str) -> str:
    """Return what comes in a plan, or what a paper needs to be known."""
    if id in BY_PLAN:
        return " · ".join(place_of(each)[0] for each in BY_PLAN[id].stretches)
    return PAGE["teachers"].say("sheet") if id == "sheet" else ""


@st.fragment
def papers(four: Reading, address: Address) -> None:
    """Show the list, and beside it the chosen paper; `address(path, query)` is a page's address."""
    ids = [*BY_PLAN, *PAPERS]
    with st.container(horizontal=True, gap="medium", key="papers"):
        with st.container(width=LIST, key="paper_list"):
            chosen = st.radio(
                _("Plans and papers"),
                ids,
                format_func=title_of,
                captions=[_steps_of(id) for id in ids],
                key="paper_opened",
            )
        with st.container(width="stretch", key="paper_column"), needs_files():
            _show(made(chosen, four, address), chosen)


def _show(paper: Paper, id: str) -> None:
    with st.container(key="paper", border=True):
        for number, leaf in enumerate(paper.leaves):
            with st.container(key=f"leaf_{number}"):
                if number == 0:
                    st.header(paper.title, anchor=False)
                for place, part in enumerate(leaf):
                    if isinstance(part, str):
                        st.markdown(part)
                    else:
                        pictures(part, f"leaf_{number}_{place}", size=PICTURE, height=PICTURE)
                if number == len(paper.leaves) - 1:
                    st.caption(_(LICENSE))
        # Last, because it prints what is there and lets keys scroll it; teaching.css puts it first.
        with st.container(horizontal=True, vertical_alignment="center", gap="small", key="paper_tools"):
            _print(key="paper_print", height=40, data={"words": _("Print"), "id": id})
            downloads(paper, id)
            if id == "questions":
                st.page_link("views/questions/page.py", label=_(PAGES["questions"]))


network = head("plan")
if network is not None:
    st.markdown(PAGE["teachers"].say("about"))
    papers(reading_of(network, open_four()), page_address)
