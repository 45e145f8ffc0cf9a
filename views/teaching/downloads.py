"""Buttons that download a paper: for a word processor, and as Markdown."""

from __future__ import annotations

import streamlit as st

from views.parts.language.language import _
from views.teaching.papers.paper import Paper, markdown
from views.teaching.papers.word_file import MIME, word_file


def downloads(paper: Paper, id: str) -> None:
    """Show the buttons for a paper with this id."""
    files = {"docx": (word_file(paper), MIME), "md": (markdown(paper), "text/markdown")}
    label = _("Download")
    for kind, (data, mime) in files.items():
        st.download_button(
            f"{label} (.{kind})",
            data,
            file_name=f"inkling_{id}.{kind}",
            mime=mime,
            icon=":material/download:",
            on_click="ignore",
            key=f"paper_{kind}",
        )
