"""How a word on a page is asked what it means.

A word that can be asked is a Markdown link to its entry, `[epochs](words#epoch)`. Streamlit shows it as it
is, a component by `showMarked` of marked.js. Hovered, tapped or focused, it shows a tip (asking.js); the link
itself leads to the page of all words. Where no link can be, in the label of a widget, its help says the same.

Words of another language than the text's are a link to that, `[Deep Learning](lang#en)`: see foreign.js.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from html import escape

import streamlit as st

from views.language.language import _
from views.parts.asking.glossary import GLOSSARY
from views.parts.component import mount
from views.parts.looks.wording import ALL_WORDS

FOREIGN = re.compile(r"\[([^\]]+)\]\(lang#([\w-]+)\)")
LINK = re.compile(r"\[([^\]]+)\]\((?:words|lang)#[\w-]+\)")
_tips = mount(__file__, "asking")


def ask(key: str, words: str | None = None) -> str:
    """A word that can be asked: Markdown, of the entry's own word unless it is written otherwise."""
    return f"[{words or GLOSSARY[key].word}](words#{key})"


def plain(text: str) -> str:
    """The text as it is read, without its links: for what can hold none."""
    return LINK.sub(r"\1", text)


def as_html(text: str) -> str:
    """A text of the glossary as HTML, in which words of another language say which."""
    return FOREIGN.sub(r'<span lang="\2">\1</span>', escape(text))


def marked(text: str, *keys: str) -> str:
    """A text in which the first of each of these words can be asked, if it occurs."""
    for key in keys:
        text = GLOSSARY[key].pattern.sub(lambda found, key=key: ask(key, found[0]), text, count=1)
    return text


def mark_first(parts: Sequence[dict[str, object]], name: str, *keys: str) -> None:
    """Let each of these words be asked in the first part whose text of that name has it."""
    for key in keys:
        first = next((part for part in parts if GLOSSARY[key].pattern.search(part[name])), None)
        if first is not None:
            first[name] = marked(first[name], key)


def explained(*texts: str) -> str:
    """What the words in these texts mean, for the help of a widget."""
    found = [each for each in GLOSSARY.values() if any(map(each.pattern.search, texts))]
    return "\n\n".join(f"**{each.title}**: {each.text}" for each in found)


def glossary() -> None:
    """Have the words on the page show their tips and, at the page's foot, lead to all of them."""
    # Of no height before asking.css is there: what stands below it by then would move.
    with st.container(height=1, border=False, key="foot", horizontal=True, horizontal_alignment="right"):
        st.page_link("views/words/page.py", label=_(ALL_WORDS), icon=":material/menu_book:")
    data = {key: {"word": each.title, "text": each.text} for key, each in GLOSSARY.items()}
    _tips(key="glossary", height=1, data=data)
