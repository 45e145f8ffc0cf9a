"""A document to show, print and download: pages of Markdown and pictures."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from views.parts.asking.asking import plain
from views.parts.language.language import N_, _
from views.parts.pictures.pictures import Picture

LICENSE = N_("Inkling, CC BY 4.0. You can change and share this.")
# (path, query) -> the address of a page of this app, as this browser reaches it
Address = Callable[[str, str], str]


Part = str | Sequence[Picture]  # Markdown, or a row of pictures
Leaf = Sequence[Part]  # a page of paper


@dataclass(frozen=True)
class Document:
    """Pages under a title; `is_wide` prints them in landscape."""

    title: str
    leaves: Sequence[Leaf]
    is_wide: bool = False


def markdown(document: Document) -> str:
    """Return the document as one file, with lines between its pages and without links to the glossary."""
    title, *leaves = [f"# {document.title}", *("\n\n".join(map(_written, leaf)) for leaf in document.leaves)]
    return "\n\n---\n\n".join([f"{title}\n\n{leaves[0]}", *leaves[1:], _(LICENSE)]) + "\n"


def _written(part: Part) -> str:
    return plain(part) if isinstance(part, str) else " ".join(f"![{each.alt}]({each.src})" for each in part)
