"""How large a file may be that somebody uploads: one limit for pictures and for networks.

The same is said in .streamlit/config.toml, for Streamlit to refuse more, and a little more is let through by
deploy/nginx.conf; tests hold them to it.
"""

from __future__ import annotations

MAX_MEGABYTES = 10
FILE_TOO_LARGE = f"This file is larger than {MAX_MEGABYTES} MB. Please choose a smaller one."


def is_too_large(contents: bytes) -> bool:
    """Whether a file has more than `MAX_MEGABYTES`."""
    return len(contents) > MAX_MEGABYTES * 1024**2
