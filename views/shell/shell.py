"""The shell, which is there before Streamlit: our own JavaScript, and the data that it needs from Python.

Takes the project's files and returns the parts of a page. Words, colors, layers and code are those of the
pages themselves. It doesn't know how it's served.
"""

from __future__ import annotations

import json
import re
from base64 import b64encode
from functools import lru_cache
from html import escape
from pathlib import Path

from model import PROJECT
from model.network import Network
from views.draw.answer.answer import answer_words
from views.draw.network.network_view import HEIGHT, describe
from views.neuron.card.head import invitation
from views.parts.asking.asking import plain
from views.parts.component import modules_of
from views.parts.component.stylesheet import ELEMENTS, read_stylesheet
from views.parts.language.language import _
from views.parts.words import TITLE

FOLDER = Path(__file__).parent
CONFIG = PROJECT / ".streamlit" / "config.toml"
_BOLD = re.compile(r"\*\*(.+?)\*\*")
COLORS = ("primary", "background", "secondaryBackground", "text", "border")
HEADER = "3.75rem"  # the height of Streamlit's header, below which the padding starts


def described(network: Network) -> dict[str, object]:
    """Return the data that shell.js reads as `window.inklingSite`: the texts and this network."""
    return {
        "data": {
            "answer": {"version": None, "nearest": [], "words": answer_words(), "caution": ""},
            "network": describe(network) | {"above": 0},
        },
    }


def in_script(value: object) -> str:
    """Return a plain value as JSON that is safe inside a script element."""
    return json.dumps(value, ensure_ascii=False).replace("<", "\\u003c")


def html() -> str:
    """Return the shell's elements."""
    page = (FOLDER / "shell.html").read_text(encoding="utf-8")
    page = page.replace("{logo}", logo())
    for name, text in texts().items():
        page = page.replace(f"{{{name}}}", escape(text))
    return page


def texts() -> dict[str, str]:
    """Return the texts that come from Python, by the ids of their elements."""
    title, sentence = invitation()
    return {"clear": _("Clear"), "invitation": title, "invited": plain(sentence)}


@lru_cache(maxsize=1)
def styles() -> str:
    """Return the styles of the shell and its parts, and the theme's colors and paddings as in Streamlit."""
    files = [path.with_suffix(".css") for path in modules_of(FOLDER / "shell.js")]
    parts = [read_stylesheet(path) for path in files if path.exists()]
    elements, layout = map(read_stylesheet, (ELEMENTS, FOLDER.parent / "draw" / "layout.css"))
    *others, own = parts  # shell.css, which comes last
    return "\n".join(
        [
            themed("#shell"),
            f"#shell {{ --network: {HEIGHT}px; }}",
            elements,
            *others,
            layout,
            own,
        ]
    )


def themed(place: str) -> str:
    """Return the theme for elements that come before Streamlit: colors, font, and the padding above them."""
    light, dark = (
        " ".join(f"{name}:{color};" for name, color in colors(mode).items()) for mode in ("light", "dark")
    )
    font = f"font-family:{_theme('theme')['font']};"
    above = f"--above: {paddings()['padding-top']};"
    return (
        f"body {{ margin: 0; }}\n{place} {{ {' '.join([light, font, above])} }}\n"
        f"@media (prefers-color-scheme:dark) {{ {place} {{ {dark} }} }}"
    )


def colors(mode: str) -> dict[str, str]:
    """Return the light or dark theme's colors by their names in CSS."""
    theme = _theme(f"theme.{mode}")
    return {f"--st-{_dashed(name)}-color": theme[f"{name}Color"] for name in COLORS}


def paddings() -> dict[str, str]:
    """Return the paddings above and below a page's content, by their names in CSS."""
    top, bottom = (_theme("theme")[f"padding{edge}"] for edge in ("Top", "Bottom"))
    return {"padding-top": f"calc({HEADER} + {top})", "padding-bottom": bottom}


def logo() -> str:
    """Return the header's logo as an image."""
    picture = b64encode((PROJECT / "assets" / "logo.svg").read_bytes()).decode()
    return f'<img src="data:image/svg+xml;base64,{picture}" alt="{TITLE}" />'


def as_html(text: str) -> str:
    """Return a page's text as HTML, without its links but with its bold words."""
    return _BOLD.sub(r"<strong>\1</strong>", escape(plain(text)))


def _theme(section: str) -> dict[str, str]:
    """Return a section's texts in Streamlit's settings, which it reads in the current folder only."""
    settings = CONFIG.read_text(encoding="utf-8").partition(f"[{section}]\n")[2]
    return dict(re.findall(r'^(\w+) = "(.*)"$', settings.partition("\n[")[0], re.MULTILINE))


def _dashed(name: str) -> str:
    return re.sub("[A-Z]", lambda found: f"-{found[0].lower()}", name)
