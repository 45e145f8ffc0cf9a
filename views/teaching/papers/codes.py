"""Where the lesson fits: curriculum codes, the steps that cover each one, and where and when we read it.

Codes whose text we couldn't open are left out. In the document, a code's heading has its name, as it's cited,
the ids of the steps and the address. What the code asks follows. If languages write the name in their own
way, it's a message before that.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from views.lesson.steps.steps import BY_ID
from views.parts.language.documents import documents
from views.parts.language.language import _
from views.teaching.papers.paper import Address, Paper

READ = "2026-12-01"  # the day on which we read the last of them
PAGE = documents("teaching")["fits"]


class Code(NamedTuple):
    """One requirement of a curriculum, in a few words."""

    name: str
    asks: str
    steps: Sequence[str]
    source: str


def _codes() -> Iterator[Code]:
    for head, texts in PAGE.fields.items():
        if " | " in head:
            name, steps, source = head.split("| ")
            yield Code(
                texts[0] if len(texts) > 1 else name.strip(), texts[-1], steps.strip().split(", "), source
            )


CODES = tuple(_codes())


def where_it_fits(address: Address) -> Paper:
    """Make the paper that lists all codes."""
    lines = [
        PAGE.say(
            "line",
            code=_(code.name),
            asks=_(code.asks),
            source=code.source,
            steps=", ".join(
                f"[{_(BY_ID[id].title)}]({address('lesson', f'step={id}')})" for id in code.steps
            ),
        )
        for code in CODES
    ]
    return Paper(PAGE.say("title"), [[PAGE.say("text", day=READ), "\n".join(lines)]])
