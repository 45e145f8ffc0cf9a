"""What .streamlit/config.toml says of the theme, for a page that is there before Streamlit is."""

from __future__ import annotations

import re

from model import PROJECT

CONFIG = PROJECT / ".streamlit" / "config.toml"
HEADER = "3.75rem"  # of Streamlit's own, below which the other padding begins


def settings(section: str) -> dict[str, str]:
    """The texts of a section of Streamlit's settings."""
    found, current = {}, ""
    for line in CONFIG.read_text(encoding="utf-8").splitlines():
        if header := re.match(r"\[(.+)\]", line):
            current = header[1]
        elif (text := re.match(r'(\w+) = "(.*)"$', line)) and current == section:
            found[text[1]] = text[2]
    return found


def paddings() -> dict[str, str]:
    """Above and below a page's content, by their names in CSS."""
    top, bottom = (settings("theme")[f"padding{edge}"] for edge in ("Top", "Bottom"))
    return {"padding-top": f"calc({HEADER} + {top})", "padding-bottom": bottom}
