"""What can go wrong with files and networks: each error is a sentence that says what to do."""

from __future__ import annotations

from model.sentence import Sentence


class Problem(Exception):
    """An error whose message is a sentence, in Markdown, for the person who brought what it is about.

    Words out of somebody else's file stand in it as `quoted` gives them.

    Attributes:
        sentence: it, so that a page can say it in its language.
    """

    def __init__(self, message: str, **parts: int | str) -> None:
        """With a sentence, or its message with {names} and what these stand for."""
        self.sentence = message if isinstance(message, Sentence) else Sentence(message, **parts)
        super().__init__(self.sentence)


class DataError(Problem, ValueError):
    """A data file that can't be used; the message is one line saying what to do."""


class NetworkError(Problem, RuntimeError):
    """A network that can't be had; the message is a sentence, in Markdown, that says what to do."""
