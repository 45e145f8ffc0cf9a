"""Cards of plans and buttons of sheets for teachers; the opened document appears below."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import streamlit as st

from model.reading import Reading
from views.lesson.teaching.codes import where_it_fits
from views.lesson.teaching.keys import key
from views.lesson.teaching.paper import Address, Paper, download, show_paper
from views.lesson.teaching.plans import PLANS, Plan, code_of, plan_document
from views.lesson.teaching.slides import slides
from views.lesson.teaching.ticket import ticket
from views.lesson.teaching.worksheets import build_sheet, step_sheet
from views.parts.language.documents import documents
from views.parts.language.language import N_, _
from views.parts.pictures.pictures import pictures
from views.serving.shared import needs_files
from views.session import state

WIDTH = 366  # pixels of a card: two fit side by side in a line of text
CODE = 112  # pixels per side of the QR code
ABOUT = N_("More to print or edit:")
PAPERS: Mapping[str, Callable[[Reading, Address], Paper]] = {
    "ticket": lambda four, address: ticket(),
    "key": lambda four, address: key(four),
    "step": lambda four, address: step_sheet(four),
    "build": lambda four, address: build_sheet(),
    "slides": lambda four, address: slides(four),
    "fits": lambda four, address: where_it_fits(address),
}


@st.fragment
def plan_cards(four: Reading, address: Address) -> None:
    """Show the cards and buttons.

    Args:
        four: the lesson's network's reading of the ready-made 4.
        address: takes a page's path and a query, and returns its address.
    """
    with st.container(horizontal=True, gap="small", key="plan_cards"):
        for plan in PLANS:
            with st.container(border=True, width=WIDTH, key=f"plan_{plan.id}", gap="small"):
                _card(plan, address)
    st.markdown(_(ABOUT))
    with st.container(horizontal=True, gap="small", key="papers"):
        for id in PAPERS:
            st.button(
                documents("teaching")[id].say("title"), key=f"paper_open_{id}", on_click=_open, args=(id,)
            )
    with needs_files():
        opened = _opened(four, address)
        if opened is not None:
            show_paper(opened, state.get("paper_opened"), state.get("paper_printed", 0))


def _opened(four: Reading, address: Address) -> Paper | None:
    id = state.get("paper_opened")
    if id in PAPERS:
        return PAPERS[id](four, address)
    return next((plan_document(plan, address) for plan in PLANS if plan.id == id), None)


def _card(plan: Plan, address: Address) -> None:
    with st.container(horizontal=True, horizontal_alignment="distribute"):
        with st.container(width=WIDTH - CODE - 80):
            st.header(plan.title, anchor=False)
        with st.container(width=CODE + 16):
            pictures([code_of(plan, address)], f"plan_code_{plan.id}", size=CODE)
    st.markdown("\n".join(f"- {_(each.english('goal'))}" for each in plan.stretches))
    with st.container(horizontal=True, gap="small"):
        st.button(_("Open"), key=f"plan_open_{plan.id}", on_click=_open, args=(plan.id,))
        st.button(_("Print"), key=f"plan_print_{plan.id}", on_click=_open, args=(plan.id, True))
        download(plan_document(plan, address), plan.id, f"plan_download_{plan.id}")


def _open(id: str, is_printed: bool = False) -> None:
    state.put("paper_opened", id)
    state.put("paper_printed", state.get("paper_printed", 0) + is_printed)
