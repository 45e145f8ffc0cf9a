"""Reads the documents in content/: texts of the lesson, of tasks and of teachers' papers, and the glossary.

A document is Markdown that people can read and translate as a page. Its header, between two lines "---", has
settings, "name: value". "# …" is its title, and "## …" begins a field. Each paragraph is a message that `_`
translates, and so is each item after "* ". A list of "- " or "1. " is one message with a line for each item.
`<!-- Translators: … -->` is a note about the next message. This module doesn't know what the fields mean.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from model import PROJECT
from views.parts.language.language import _

CONTENT = PROJECT / "content"
TITLE, TEXT = "title", "text"  # the fields before the first "## …"
_HEADER = re.compile(r"---\n(.*?)^---\n", re.DOTALL | re.MULTILINE)
_BLOCK = re.compile(
    r"^<!-- Translators: (?P<note>.+) -->$"
    r"|^# (?P<title>.+)$"
    r"|^## (?P<field>.+)$"
    r"|^\* (?P<item>.+(?:\n  .+)*)"
    r"|^(?P<paragraph>\S.*(?:\n.+)*)",
    re.MULTILINE,
)
_LIST = re.compile(r"- |\d+\. ")


class Message(NamedTuple):
    """A message of a document: its field, its text, its note, and the range in the file that has the text."""

    field: str
    text: str
    note: str
    start: int
    end: int


@dataclass(frozen=True)
class Document:
    """A document.

    Attributes:
        id: its file's name, without the number that says where it comes in its folder.
        header: its settings.
        fields: the messages of each field, in English.
    """

    id: str
    header: Mapping[str, str]
    fields: Mapping[str, tuple[str, ...]]

    def english(self, field: str) -> str:
        """Return a field's first message, untranslated; "" if there is none."""
        return self.fields.get(field, ("",))[0]

    def say(self, field: str, **figures: object) -> str:
        """Return a field's first message in the session's language, with these figures filled in.

        Raises:
            KeyError: if the document doesn't have that field, or if a figure is missing.
        """
        return _(self.fields[field][0]).format(**figures)

    def names(self, setting: str) -> tuple[str, ...]:
        """Return a setting's values, which have commas between them."""
        return tuple(each.strip() for each in self.header.get(setting, "").split(",") if each.strip())


def messages_in(code: str) -> Iterator[Message]:
    """Yield all messages of a document, in order."""
    found, field, note = _HEADER.match(code), TEXT, ""
    for block in _BLOCK.finditer(code, found.end() if found else 0):
        kind = block.lastgroup
        if kind == "note":
            note = block[kind]
        elif kind == "field":
            field = block[kind]
        else:
            joined = r"\n +" if _LIST.match(block[kind]) else r"\n *"
            text = re.sub(joined, " ", block[kind])
            yield Message(TITLE if kind == TITLE else field, text, note, *block.span(kind))
            note = ""


def read_document(id: str, code: str) -> Document:
    """Return the document that a file contains.

    Raises:
        ValueError: if a line of its header is no setting.
    """
    found = _HEADER.match(code)
    header = dict(line.split(": ", 1) for line in found[1].splitlines()) if found else {}
    fields: dict[str, tuple[str, ...]] = {}
    for each in messages_in(code):
        fields[each.field] = (*fields.get(each.field, ()), each.text)
    return Document(id, header, fields)


@cache
def documents(folder: str) -> Mapping[str, Document]:
    """Return a folder's documents by their ids, in the order of their files."""
    paths = sorted((CONTENT / folder).glob("*.md"))
    read = (read_document(path.stem.lstrip("0123456789-"), path.read_text("utf-8")) for path in paths)
    return {each.id: each for each in read}
