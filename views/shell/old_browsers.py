"""What a browser too old for the page shows: a sentence that names those that are not, in place of nothing.

And what one shows that runs no JavaScript: another sentence, in place of Streamlit's, which tells programs of
something that is closed here. And what any browser shows where the page has not started: see until_there.js.

Streamlit's own code needs browsers as new as `MINIMUM`, and shows a blank page in others. The sentence is in
the HTML, and hidden by a style that only newer ones know: it needs no script, which others may fail to read.
"""

from __future__ import annotations

import re
from html import escape
from pathlib import Path

from views.language.language import _, cached_by_language
from views.parts.browsers import MINIMUM
from views.parts.words import NO_SCRIPT, NOT_STARTED, TOO_OLD

STYLES = Path(__file__).with_suffix(".css")
SCRIPT = Path(__file__).with_name("until_there.js")
START_SECONDS = 60  # more than the slowest start, 25 s at 1 Mbit/s: then the page has not started
_NO_SCRIPT = re.compile(r"<noscript>.*?</noscript>\s*", re.DOTALL)


@cached_by_language(maxsize=16)
def notices(start_seconds: int | None = START_SECONDS) -> str:
    """The sentences with their style and script, as HTML for the beginning of the body.

    Args:
        start_seconds: after which a page that is not there has not started; None if only an error says so,
            as on the site, which fetches Python.
    """
    after = f' data-after="{start_seconds}"' if start_seconds else ""
    not_started = f'<p class="ink-notice ink-not-started" id="not-started" role="alert" hidden{after}>'
    return (
        f"<style>{STYLES.read_text()}</style>\n"
        f'<p class="ink-notice ink-too-old">{escape(_(TOO_OLD).format(**MINIMUM))}</p>\n'
        f'<noscript><p class="ink-notice">{escape(_(NO_SCRIPT))}</p></noscript>\n'
        f"{not_started}{escape(_(NOT_STARTED))}</p>\n"
        f"<script>{SCRIPT.read_text(encoding='utf-8')}</script>\n"
    )


def with_notices(html: str) -> str:
    """A page that begins with all of them; as it was, if it has no body."""
    return re.sub(r"<body[^>]*>", lambda body: f"{body[0]}\n{notices()}", _NO_SCRIPT.sub("", html), count=1)
