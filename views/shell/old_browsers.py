"""The notices of a page that can't start: for a browser that is too old, has no JavaScript, or gets an error.

Streamlit's own code needs browsers at least as new as `MINIMUM`, and shows a blank page in others; our notice
names the ones that work. It's in the HTML and hidden by a style that only newer browsers know, so it needs no
script, which others may fail to read. Without JavaScript, another notice replaces Streamlit's, which tells
programs about something that is closed here. If the page doesn't start, until_there.js shows a third one.
"""

from __future__ import annotations

import re
from html import escape
from pathlib import Path

from views.parts.browsers import MINIMUM
from views.parts.language.language import _, cached_by_language
from views.parts.words import NO_SCRIPT, NOT_STARTED, TOO_OLD

STYLES = Path(__file__).with_suffix(".css")
SCRIPT = Path(__file__).with_name("until_there.js")
START_SECONDS = 60  # longer than the slowest start, 25 s at 1 Mbit/s; after that, something is wrong
_NO_SCRIPT = re.compile(r"<noscript>.*?</noscript>\s*", re.DOTALL)


@cached_by_language(maxsize=16)
def notices(start_seconds: int | None = START_SECONDS) -> str:
    """Return the notices with their style and script, as HTML for the start of the body.

    Args:
        start_seconds: after which a page that hasn't appeared has failed; None if only an error shows that,
            as on the static site, which loads Python first.
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
    """Return a page that starts with all notices; unchanged if it has no body."""
    return re.sub(r"<body[^>]*>", lambda body: f"{body[0]}\n{notices()}", _NO_SCRIPT.sub("", html), count=1)
