"""Page: every technical word of the pages, what it means, and where it is seen."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape

import streamlit as st

from views.parts.about import which_version
from views.parts.asking.glossary import GLOSSARY, Entry
from views.words import words


def listed(glossary: Mapping[str, Entry]) -> str:
    """The entries in the alphabet's order as HTML; each has its key as id, to which its links lead."""
    keys = sorted(glossary, key=lambda key: glossary[key].word.lower())
    return f'<dl class="ink-words">{"".join(_as_html(key, glossary[key]) for key in keys)}</dl>'


def _as_html(key: str, entry: Entry) -> str:
    where = words.SEEN_ON.format(pages=", ".join(entry.where))
    return (
        f'<div id="{key}"><dt>{escape(entry.title)}</dt>'
        f"<dd>{escape(entry.text)}<small>{escape(where)}</small></dd></div>"
    )


st.title(words.TITLE, anchor=False)
st.markdown(words.ABOUT)
st.html(listed(GLOSSARY))
st.caption(which_version())
