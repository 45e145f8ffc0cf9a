"""Whether there is news of a class: a browser asks for it, and has Python run only where there is.

A run of the page costs the server many times what an answer does.
"""

from __future__ import annotations

import hmac
import secrets

from views.classroom.classes import News
from views.parts.component import mount
from views.serving.network_file import base

PATH = "classes/news"

_SECRET = secrets.token_bytes(16)  # of this process
_news = mount(__file__, "news", is_seen=False)


def run_with_news(code: str, of: str, seen: News, every: float) -> None:
    """Have the fragment in which this stands run again as soon as there is news of a class.

    Args:
        code: of the class.
        of: which of the fields of `News` it is about.
        seen: what the fragment shows.
        every: seconds between two looks.
    """
    address = f"{base()}/{PATH}?code={code}&proof={proof_of(code)}"
    data = {"address": address, "of": of, "seen": getattr(seen, of), "every": round(1000 * every)}
    _news(key="class_news", height=1, data=data, on_again_change=lambda: None)


def proof_of(code: str) -> str:
    """What only those know to whom a page of this process has shown that class: 32 hexadecimal digits."""
    return hmac.digest(_SECRET, code.encode(), "sha256").hex()[:32]
