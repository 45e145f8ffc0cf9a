"""The lesson's additions to the shell: the words of its first step, and the gray 4.

Returns HTML and styles for the shell. It doesn't know how they're served.
"""

from __future__ import annotations

from html import escape
from pathlib import Path

from views.lesson.ghost import gray_four
from views.lesson.steps.steps import STEPS
from views.parts.component.stylesheet import read_stylesheet
from views.parts.language.language import _
from views.shell.shell import as_html

STYLES = Path(__file__).with_suffix(".css")
_END = "</main>"


def with_first_step(html: str) -> str:
    """Return the shell's elements, with the first step's next to them."""
    step = STEPS[0]
    words = [
        f"<h3>{escape(_(step.title))}</h3>",
        *(f"<p>{as_html(_(text))}</p>" for text in (step.text, step.task)),
    ]
    panel = f'<aside class="panel">{"".join(words)}</aside>'
    return html.replace(_END, f"{panel}{_END}", 1).replace('id="shell"', 'id="shell" class="lesson"', 1)


def styles() -> str:
    """Return the styles of both; the canvas shows the 4 until something is drawn."""
    properties = "".join(f'--ghost-{name}:url("{picture}");' for name, picture in gray_four().items())
    return f"#surface{{{properties}}}\n{read_stylesheet(STYLES)}"
