"""What a browser too old for the page shows: a sentence that names those that are not, in place of nothing.

Streamlit's own code needs browsers as new as `MINIMUM`, and shows a blank page in others. The sentence is in
the HTML, and hidden by a style that only newer ones know: it needs no script, which others may fail to read.
"""

from __future__ import annotations

import re
from functools import lru_cache
from html import escape
from pathlib import Path

from views.session.words import TOO_OLD

MINIMUM = {"Safari": "16.4", "Chrome": "111", "Firefox": "121"}  # iOS has Safari's, Edge has Chrome's
STYLES = Path(__file__).with_suffix(".css")


@lru_cache(maxsize=1)
def notice() -> str:
    """The sentence with its style, as HTML for the beginning of the body."""
    said = escape(TOO_OLD.format(**MINIMUM))
    return f'<style>{STYLES.read_text()}</style>\n<p class="ink-notice ink-too-old">{said}</p>\n'


def with_notice(html: str) -> str:
    """A page that begins with it; as it was, if it has no body."""
    return re.sub(r"<body[^>]*>", lambda body: f"{body[0]}\n{notice()}", html, count=1)
