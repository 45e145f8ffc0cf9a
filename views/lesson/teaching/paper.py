"""A paper for teachers: pages of Markdown and pictures, shown with buttons that print and download it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import streamlit as st

from views.parts.asking.asking import plain
from views.parts.component import mount
from views.parts.language.language import N_, _
from views.parts.pictures.pictures import Picture, pictures

PICTURE = 136  # pixels per side
LICENSE = N_("Inkling, CC BY 4.0. You can change and share this.")
BLANK = "……………………………………"
NAME, SOLUTION = N_("Name: {blank}"), N_("Solution")
# (path, query) -> the address of a page of this app, as this browser reaches it
Address = Callable[[str, str], str]
Part = str | Sequence[Picture]  # Markdown, or a row of pictures
Leaf = Sequence[Part]  # a page of paper

_print = mount(__file__, "paper")


@dataclass(frozen=True)
class Paper:
    """Pages under a title; `is_wide` prints them in landscape."""

    title: str
    leaves: Sequence[Leaf]
    is_wide: bool = False


def markdown(paper: Paper) -> str:
    """Return the paper as one file, with lines between its pages and without links to the glossary."""
    title, *leaves = [f"# {paper.title}", *("\n\n".join(map(_written, leaf)) for leaf in paper.leaves)]
    return "\n\n---\n\n".join([f"{title}\n\n{leaves[0]}", *leaves[1:], _(LICENSE)]) + "\n"


def _written(part: Part) -> str:
    return plain(part) if isinstance(part, str) else " ".join(f"![{each.alt}]({each.src})" for each in part)


def show_paper(paper: Paper, id: str, printed: int = 0) -> None:
    """Show the paper; print it at once if `printed` has grown."""
    with st.container(key="paper", border=True):
        for number, leaf in enumerate(paper.leaves):
            with st.container(key=f"leaf_{number}"):
                if number == 0:
                    st.header(paper.title, anchor=False)
                for place, part in enumerate(leaf):
                    if isinstance(part, str):
                        st.markdown(part)
                    else:
                        pictures(part, f"leaf_{number}_{place}", size=PICTURE)
                if number == len(paper.leaves) - 1:
                    st.caption(_(LICENSE))
        with st.container(horizontal=True, vertical_alignment="center", gap="small", key="paper_tools"):
            data = {"words": _("Print"), "print": printed, "wide": paper.is_wide, "id": id}
            _print(key="paper_print", height=40, data=data)  # after the part that it prints
            download(paper, id, "paper_download")


def download(paper: Paper, id: str, key: str) -> None:
    """Show the button that downloads the paper."""
    st.download_button(
        _("Download"),
        markdown(paper),
        file_name=f"inkling_{id}.md",
        mime="text/markdown",
        icon=":material/download:",
        on_click="ignore",
        key=key,
    )
