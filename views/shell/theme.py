"""The theme in .streamlit/config.toml, for a page that loads before Streamlit."""

from __future__ import annotations

import re

from model import PROJECT

CONFIG = PROJECT / ".streamlit" / "config.toml"
HEADER = "3.75rem"  # the height of Streamlit's header, below which the padding starts


def settings(section: str) -> dict[str, str]:
    """Return the text settings in a section of Streamlit's configuration."""
    found, current = {}, ""
    for line in CONFIG.read_text(encoding="utf-8").splitlines():
        if header := re.match(r"\[(.+)\]", line):
            current = header[1]
        elif (text := re.match(r'(\w+) = "(.*)"$', line)) and current == section:
            found[text[1]] = text[2]
    return found


def paddings() -> dict[str, str]:
    """Return the paddings above and below a page's content, by their CSS names."""
    top, bottom = (settings("theme")[f"padding{edge}"] for edge in ("Top", "Bottom"))
    return {"padding-top": f"calc({HEADER} + {top})", "padding-bottom": bottom}
