"""Shows a document, with buttons that print and download it."""

from __future__ import annotations

import streamlit as st

from views.lesson.teaching.document import LICENSE, Document, markdown
from views.parts.component import mount
from views.parts.language.language import _
from views.parts.pictures.pictures import pictures

PICTURE = 136  # pixels per side
_print = mount(__file__, "paper")


def paper(document: Document, id: str, printed: int = 0) -> None:
    """Show the document; print it at once if `printed` has grown."""
    with st.container(key="paper", border=True):
        for number, leaf in enumerate(document.leaves):
            with st.container(key=f"leaf_{number}"):
                if number == 0:
                    st.header(document.title, anchor=False)
                for place, part in enumerate(leaf):
                    if isinstance(part, str):
                        st.markdown(part)
                    else:
                        pictures(part, f"leaf_{number}_{place}", size=PICTURE)
                if number == len(document.leaves) - 1:
                    st.caption(_(LICENSE))
        with st.container(horizontal=True, vertical_alignment="center", gap="small", key="paper_tools"):
            data = {"words": _("Print"), "print": printed, "wide": document.is_wide, "id": id}
            _print(key="paper_print", height=40, data=data)  # after the part that it prints
            download(document, id, "paper_download")


def download(document: Document, id: str, key: str) -> None:
    """Show the button that downloads the document."""
    st.download_button(
        _("Download"),
        markdown(document),
        file_name=f"inkling_{id}.md",
        mime="text/markdown",
        icon=":material/download:",
        on_click="ignore",
        key=key,
    )
