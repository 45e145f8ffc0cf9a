"""Explains words on a page.

A word with an explanation is a Markdown link to its entry, `[epochs](words#epoch)`. Streamlit shows it
directly, and a component uses `showMarked` of marked.js. When the word is hovered, tapped or focused, it
shows a tip (asking.js); the link itself leads to the glossary page. A widget's label can't have links, so its
help has the explanation. Words of another language link to that language, `[Deep Learning](lang#en)`; see
foreign.js.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from html import escape

import streamlit as st

from views.parts.asking.glossary import GLOSSARY
from views.parts.component import mount
from views.parts.language.language import _
from views.parts.looks.wording import ALL_WORDS

FOREIGN = re.compile(r"\[([^\]]+)\]\(lang#([\w-]+)\)")
LINK = re.compile(r"\[([^\]]+)\]\((?:words|lang)#[\w-]+\)")
_tips = mount(__file__, "asking")


def ask(key: str, words: str | None = None) -> str:
    """Return a word linked to its explanation in Markdown; by default it's the entry's own word."""
    return f"[{words or GLOSSARY[key].word}](words#{key})"


def plain(text: str) -> str:
    """Return the text without links, for places that can't have any."""
    return LINK.sub(r"\1", text)


def as_html(text: str) -> str:
    """Return a glossary text as HTML, with `lang` on words of another language."""
    return FOREIGN.sub(r'<span lang="\2">\1</span>', escape(text))


def marked(text: str, *keys: str) -> str:
    """Link the first occurrence of each of these words to its explanation."""
    for key in keys:
        text = GLOSSARY[key].pattern.sub(lambda found, key=key: ask(key, found[0]), text, count=1)
    return text


def mark_first(parts: Sequence[dict[str, object]], name: str, *keys: str) -> None:
    """Link each of these words in the first part whose text of that name contains it."""
    for key in keys:
        first = next((part for part in parts if GLOSSARY[key].pattern.search(part[name])), None)
        if first is not None:
            first[name] = marked(first[name], key)


def explained(*texts: str) -> str:
    """Return the meanings of the words in these texts, for a widget's help."""
    found = [each for each in GLOSSARY.values() if any(map(each.pattern.search, texts))]
    return "\n\n".join(f"**{each.title}**: {each.text}" for each in found)


def glossary() -> None:
    """Turn on the page's tips, and link to the glossary at the foot of the page."""
    # Without height until asking.css arrives, or what's below would move.
    with st.container(height=1, border=False, key="foot", horizontal=True, horizontal_alignment="right"):
        st.page_link("views/words/page.py", label=_(ALL_WORDS), icon=":material/menu_book:")
    data = {key: {"word": each.title, "text": each.text} for key, each in GLOSSARY.items()}
    _tips(key="glossary", height=1, data=data)
