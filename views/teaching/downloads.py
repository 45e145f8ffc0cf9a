"""Buttons that make a paper's file and download it: for a word processor, and as Markdown."""

from __future__ import annotations

from functools import partial

from views.parts.files.in_browser import bring_package
from views.parts.language.language import _
from views.session.downloads.download import download
from views.teaching.papers.paper import Paper, markdown

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def downloads(paper: Paper, id: str) -> None:
    """Show the buttons for a paper with this id."""
    label = _("Download")
    for kind, make, mime in (("docx", _word_file, DOCX), ("md", markdown, "text/markdown")):
        name = f"inkling_{id}.{kind}"
        download(f"{label} (.{kind})", partial(make, paper), name, mime, key=f"paper_{kind}")


def _word_file(paper: Paper) -> bytes:
    bring_package("docx")
    from views.teaching.papers.word_file import word_file

    return word_file(paper)
