"""The page's own components: plain JavaScript and CSS in assets/, without a build step."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import streamlit as st

ASSETS = Path(__file__).parent.parent / "assets"


def mount(name: str) -> Callable:
    """Register the component whose code is assets/<name>.js and .css; gives its mounting command.

    Styles are not isolated: what is on screen stays plain, readable text of the page, for people's
    assistive software and for tests. Every class name starts with `ink-`.
    """
    return st.components.v2.component(
        f"inkling_{name}",
        html=f'<div class="ink-{name.replace("_", "-")}"></div>\n',
        js=_without_comments((ASSETS / f"{name}.js").read_text(encoding="utf-8")),
        css=(ASSETS / f"{name}.css").read_text(encoding="utf-8"),
        isolate_styles=False,
    )


def _without_comments(javascript: str) -> str:
    """Streamlit sends the code with every new value; whole lines of comments need not go along."""
    return "".join(line for line in javascript.splitlines(True) if not line.lstrip().startswith("//"))
