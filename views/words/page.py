"""Page: every technical word of the pages, what it means, and where it's used."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape
from itertools import groupby

import streamlit as st

from model.version import VERSION
from views.parts.asking.asking import as_html
from views.parts.asking.glossary import GLOSSARY, Entry, in_order
from views.parts.language.language import _
from views.parts.shared import needs_files, styles
from views.parts.words import TITLE
from views.words.find import find_field


def listed(glossary: Mapping[str, Entry]) -> str:
    """Return the entries by letter as HTML; each has its key as id, which its links lead to."""
    order = {key: in_order(entry.word) for key, entry in glossary.items()}
    keys = sorted(glossary, key=order.__getitem__)
    letters = [(letter, list(of_it)) for letter, of_it in groupby(keys, lambda key: order[key][0][0].upper())]
    links = "".join(f'<a href="#letter-{letter.lower()}">{letter}</a>' for letter, _of_it in letters)
    sections = (
        f'<section><h2 id="letter-{letter.lower()}">{letter}</h2>'
        f"<dl>{''.join(_as_html(key, glossary[key]) for key in of_it)}</dl></section>"
        for letter, of_it in letters
    )
    label = escape(_("Go to words that begin with"))
    return f'<div class="ink-words"><nav aria-label="{label}">{links}</nav>{"".join(sections)}</div>'


def _as_html(key: str, entry: Entry) -> str:
    where = _("Seen on: {pages}").format(pages=", ".join(entry.where))
    return (
        f'<div id="{key}"><dt>{escape(entry.title)}</dt>'
        f"<dd>{as_html(entry.text)}<small>{escape(where)}</small></dd></div>"
    )


with needs_files():
    st.html(styles("words/words.css"))
# Translators: the title of the page with the glossary
st.title(_("Glossary"), anchor=False)
st.markdown(
    _(
        "This page explains the technical words. On every page, words with a dotted underline show their "
        "meaning right there. Point to one, tap it, or go to it with the Tab key."
    )
)
find_field(len(GLOSSARY))
st.html(listed(GLOSSARY))
st.caption(f"{TITLE} {VERSION}")
