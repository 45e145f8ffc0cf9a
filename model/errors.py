"""What can go wrong with files and networks: each error is a sentence that says what to do."""

from __future__ import annotations

from model.sentence import Sentence


class Problem(Exception):
    """An error whose message is a sentence, in Markdown, for the person whose file or network it is about.

    Words from other people's files are `quoted` in it.

    Attributes:
        sentence: the message, which a page can translate.
    """

    def __init__(self, message: str, **parts: int | str) -> None:
        """Take a sentence, or a message with {names} and the values of these names."""
        self.sentence = message if isinstance(message, Sentence) else Sentence(message, **parts)
        super().__init__(self.sentence)


class DataError(Problem, ValueError):
    """A data file that can't be used; the message is one line that says what to do."""


class NetworkError(Problem, RuntimeError):
    """A network that can't be used; the message is a sentence, in Markdown, that says what to do."""
