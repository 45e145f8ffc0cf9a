"""The page's own components: plain JavaScript and CSS in assets/, without a build step."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import streamlit as st

ASSETS = Path(__file__).parent.parent / "assets"


def mount(name: str, shared: bool = True) -> Callable:
    """Register the component whose code is assets/<name>.js and .css; gives its mounting command.

    Styles are not isolated: what is on screen stays plain, readable text of the page, for people's
    assistive software and for tests. Every class name starts with `ink-`.

    Streamlit sends the code along with every new value. Where those come fast, the component does
    without what it would share, and whole lines of comments stay here in any case.
    """
    script, styles = _read(f"{name}.js"), _read(f"{name}.css")
    if shared:
        script, styles = _read("shared.js") + script, _read("shared.css") + styles
    return st.components.v2.component(
        f"inkling_{name}",
        html=f'<div class="ink-{name.replace("_", "-")}"></div>\n',
        js="".join(line for line in script.splitlines(True) if not line.lstrip().startswith("//")),
        css=styles,
        isolate_styles=False,
    )


def _read(name: str) -> str:
    return (ASSETS / name).read_text(encoding="utf-8")
