"""News of a class: a browser polls for it, and makes Python run only if there is any.

A run of the page costs the server many times what such an answer does.
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
    """Run the surrounding fragment again as soon as there is news of a class.

    Args:
        code: of the class.
        of: the field of `News` that counts.
        seen: what the fragment shows.
        every: seconds between two polls.
    """
    address = f"{base()}/{PATH}?code={code}&proof={proof_of(code)}"
    data = {"address": address, "of": of, "seen": getattr(seen, of), "every": round(1000 * every)}
    _news(key="class_news", height=1, data=data, on_again_change=lambda: None)


def proof_of(code: str) -> str:
    """Return a proof, 32 hexadecimal digits, that a page of this process has shown that class."""
    return hmac.digest(_SECRET, code.encode(), "sha256").hex()[:32]
