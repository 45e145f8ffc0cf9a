"""A card for each plan: its goals, the code that leads a class to its first step; below, what is opened."""

from __future__ import annotations

import streamlit as st

from views.language.language import _
from views.lesson.teaching.document import Address
from views.lesson.teaching.paper import download, paper
from views.lesson.teaching.plans import PLANS, Plan, code_of, plan_document
from views.parts.pictures.pictures import pictures
from views.session import state

WIDTH = 366  # pixels of a card: two stand beside each other in a line that is read
CODE = 112  # pixels a side, of its QR code


@st.fragment
def plan_cards(address: Address) -> None:
    """Show them; `address` gives that of a page, by its path, with a query."""
    with st.container(horizontal=True, gap="small", key="plan_cards"):
        for plan in PLANS:
            with st.container(border=True, width=WIDTH, key=f"plan_{plan.id}", gap="small"):
                _card(plan, address)
    opened = state.get("paper_opened")
    for plan in PLANS:
        if plan.id == opened:
            paper(plan_document(plan, address), plan.id, state.get("paper_printed", 0))


def _card(plan: Plan, address: Address) -> None:
    with st.container(horizontal=True, horizontal_alignment="distribute"):
        st.subheader(plan.title, anchor=False, width="content")
        with st.container(width=CODE + 16):
            pictures([code_of(plan, address)], f"plan_code_{plan.id}", size=CODE)
    st.markdown("\n".join(f"- {_(each.goal)}" for each in plan.stretches))
    with st.container(horizontal=True, gap="small"):
        st.button(_("Open"), key=f"plan_open_{plan.id}", on_click=_open, args=(plan.id,))
        st.button(_("Print"), key=f"plan_print_{plan.id}", on_click=_open, args=(plan.id, True))
        download(plan_document(plan, address), plan.id, f"plan_download_{plan.id}")


def _open(id: str, is_printed: bool = False) -> None:
    state.put("paper_opened", id)
    state.put("paper_printed", state.get("paper_printed", 0) + is_printed)
