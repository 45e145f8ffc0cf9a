"""Both lessons as text: their sentences about a ready-made 4, without the live page, for a control group."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from model.reading import Reading
from views.lesson.steps.step import Step
from views.lesson.steps.steps import BY_ID
from views.parts.asking.asking import plain
from views.parts.language.documents import documents
from views.parts.language.language import _
from views.teaching.papers.keys import known_of, right_of
from views.teaching.papers.paper import Paper

OF_DEEDS = {"deep", "off"}  # steps whose sentence is about what was done on the live page
TRAINED = {"fair", "more", "writers", "mine", "missing"}  # steps whose answer a training on the page gives
MEASURED = {"adults": 1}  # a step -> its right option, whatever training measures it
PAGE = documents("teaching")["text"]


def lesson_as_text(four: Reading) -> Paper:
    """Make a leaf for each part of the lesson; `four` is its network's reading of the ready-made 4."""
    leaves = [[PAGE.say("text")]]
    for before, step in pairwise((None, *BY_ID.values())):
        if before is not None and before.part != step.part and step.part:
            leaves.append([])
        leaves[-1].append("\n\n".join(_said(step, four)))
    return Paper(PAGE.say("title"), leaves)


def _said(step: Step, four: Reading) -> Iterator[str]:
    yield f"### {plain(_(step.title))}"
    yield plain(_(step.text))
    live = {*TRAINED, *MEASURED}
    if step.guess:
        yield plain(_(step.guess.question))
        right = MEASURED.get(step.id) if step.id in live else right_of(step, four)
        if right is not None:
            yield f"**{plain(_(step.guess.options[right]))}**"
    if step.id not in OF_DEEDS | live and step.says and (fact := step.says(known_of(step.id, four))):
        yield plain(fact)
