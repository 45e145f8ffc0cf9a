"""Notes for translators about bare labels, one or two words without a context: what they are, and where.

It reads locale/notes.txt, where a line "# What it is" is above its labels, one a line.
"""

from babel.messages.catalog import Message

from views.parts.language.catalogs import LOCALE

PATH = LOCALE / "notes.txt"
MOST_WORDS = 2


def notes() -> dict[str, str]:
    """Return each label's note, or both notes of a label with two."""
    found: dict[str, list[str]] = {}
    note = ""
    for line in PATH.read_text(encoding="utf-8").splitlines():
        if line.startswith("# "):
            note = line.removeprefix("# ")
        elif line:
            found.setdefault(line, []).append(note)
    return {label: "; ".join(each) for label, each in found.items()}


def is_bare(message: Message) -> bool:
    """Return whether a message is only a word or two without a context."""
    is_short = isinstance(message.id, str) and 0 < len(message.id.split()) <= MOST_WORDS
    return is_short and not message.context
