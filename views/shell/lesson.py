"""What the lesson has before Streamlit's page besides a canvas: its first step's words, and the gray 4.

Gives HTML and styles for the shell. It knows nothing of how that is served.
"""

from __future__ import annotations

from html import escape
from pathlib import Path

from views.language.language import _
from views.lesson.ghost import gray_four
from views.lesson.steps.steps import STEPS
from views.parts.component.stylesheet import read_stylesheet
from views.shell.shell import as_html

STYLES = Path(__file__).with_suffix(".css")
_END = "</main>"


def with_first_step(html: str) -> str:
    """The shell's elements, with the step's beside them."""
    step = STEPS[0]
    words = [
        f"<h3>{escape(_(step.title))}</h3>",
        *(f"<p>{as_html(_(text))}</p>" for text in (step.text, step.task)),
    ]
    panel = f'<aside class="panel">{"".join(words)}</aside>'
    return html.replace(_END, f"{panel}{_END}", 1).replace('id="shell"', 'id="shell" class="lesson"', 1)


def styles() -> str:
    """Of both; the canvas shows the 4 until something is drawn."""
    properties = "".join(f'--ghost-{name}:url("{picture}");' for name, picture in gray_four().items())
    return f"#surface{{{properties}}}\n{read_stylesheet(STYLES)}"
