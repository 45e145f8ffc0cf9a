"""The page's own components: plain JavaScript and CSS in assets/, without a build step."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import streamlit as st

ASSETS = Path(__file__).parent.parent / "assets"


def mount(name: str, *parts: str) -> Callable:
    """Register the component whose code is assets/<name>.js and .css; gives its mounting command.

    The code of `parts`, further .js and .css files there, goes before it.
    Styles are not isolated: what is on screen stays plain, readable text of the page, for people's
    assistive software and for tests. Every class name starts with `ink-`.

    Streamlit sends the code along with every new value, so that a component takes no part it does
    not need, and whole lines of comments stay here.
    """
    files = [ASSETS / each for each in (*parts, name)]
    script = "".join(_read(each.with_suffix(".js")) for each in files)
    styles = "".join(_read(each.with_suffix(".css")) for each in files if each.with_suffix(".css").exists())
    return st.components.v2.component(
        f"inkling_{name}",
        html=f'<div class="ink-{name.replace("_", "-")}"></div>\n',
        js="".join(line for line in script.splitlines(True) if not line.lstrip().startswith("//")),
        css=styles,
        isolate_styles=False,
    )


def _read(path: Path) -> str:
    return path.read_text(encoding="utf-8")
