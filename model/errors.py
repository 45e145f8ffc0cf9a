"""What can go wrong with files and networks: each error is a sentence that says what to do."""

from __future__ import annotations


class DataError(ValueError):
    """A data file that can't be used; the message is one line saying what to do."""


class NetworkError(RuntimeError):
    """A network that can't be had; the message is a sentence, in Markdown, that says what to do.

    Words out of somebody else's file stand in it as `quoted` gives them.
    """
