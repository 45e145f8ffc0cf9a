"""A paper for teachers: pages of Markdown and pictures."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from views.parts.asking.asking import plain
from views.parts.language.language import N_, _
from views.parts.pictures.pictures import Picture

LICENSE = N_("Inkling, CC BY 4.0. You can change and share this.")
BLANK = "……………………………………"
NAME, SOLUTION = N_("Name: {blank}"), N_("Solution")
# (path, query) -> the address of a page of this app, as this browser reaches it
Address = Callable[[str, str], str]
Part = str | Sequence[Picture]  # Markdown, or a row of pictures
Leaf = Sequence[Part]  # a page of paper


@dataclass(frozen=True)
class Paper:
    """Pages under a title; `is_wide` prints them in landscape."""

    title: str
    leaves: Sequence[Leaf]
    is_wide: bool = False


def table(heads: Sequence[object], rows: Iterable[Sequence[object]], corner: object = "") -> str:
    """Return a table in Markdown; `corner` heads the first column, which has each row's name."""
    lines = [[corner, *heads], [":-:"] * (len(heads) + 1), *rows]
    return "\n".join(f"| {' | '.join(map(str, line))} |" for line in lines)


def markdown(paper: Paper) -> str:
    """Return the paper as one file, with lines between its pages and without links to the glossary.

    Its pictures are their descriptions, because no editor shows a picture that is part of the text.
    """
    title, *leaves = [f"# {paper.title}", *("\n\n".join(map(_written, leaf)) for leaf in paper.leaves)]
    return "\n\n---\n\n".join([f"{title}\n\n{leaves[0]}", *leaves[1:], _(LICENSE)]) + "\n"


def _written(part: Part) -> str:
    return plain(part) if isinstance(part, str) else "\n".join(f"*[{each.alt}]*" for each in part)
