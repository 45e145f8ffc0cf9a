"""What a browser too old for the page shows: a sentence that names those that are not, in place of nothing.

And what one shows that runs no JavaScript: another sentence, in place of Streamlit's, which tells programs of
something that is closed here.

Streamlit's own code needs browsers as new as `MINIMUM`, and shows a blank page in others. The sentence is in
the HTML, and hidden by a style that only newer ones know: it needs no script, which others may fail to read.
"""

from __future__ import annotations

import re
from html import escape
from pathlib import Path

from views.language.language import _, cached_by_language
from views.parts.browsers import MINIMUM
from views.parts.words import NO_SCRIPT, TOO_OLD

STYLES = Path(__file__).with_suffix(".css")
_NO_SCRIPT = re.compile(r"<noscript>.*?</noscript>\s*", re.DOTALL)


@cached_by_language(maxsize=16)
def notices() -> str:
    """Both sentences with their style, as HTML for the beginning of the body."""
    return (
        f"<style>{STYLES.read_text()}</style>\n"
        f'<p class="ink-notice ink-too-old">{escape(_(TOO_OLD).format(**MINIMUM))}</p>\n'
        f'<noscript><p class="ink-notice">{escape(_(NO_SCRIPT))}</p></noscript>\n'
    )


def with_notices(html: str) -> str:
    """A page that begins with them; as it was, if it has no body."""
    return re.sub(r"<body[^>]*>", lambda body: f"{body[0]}\n{notices()}", _NO_SCRIPT.sub("", html), count=1)
