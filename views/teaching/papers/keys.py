"""The answer key to the lesson's guesses and to all tasks, made from the lesson and the tasks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from model.preprocess import stages_of_ink
from model.reading import Reading
from views.classroom.vote import QUESTIONS
from views.lesson.steps.known import Known
from views.lesson.steps.neurons import legible_neuron, loudest_neuron
from views.lesson.steps.ready_made import OPEN_FOUR
from views.lesson.steps.step import Step
from views.lesson.steps.steps import STEPS
from views.parts.asking.asking import plain
from views.parts.language.documents import documents
from views.parts.language.language import _
from views.session.drawing.drawing import drawing_of_strokes
from views.tasks.task_panel import text_of
from views.tasks.tasks import TASKS
from views.teaching.papers.paper import Paper

Strokes = Sequence[Sequence[tuple[int, int]]]  # in canvas pixels
CLOSED: Strokes = (*OPEN_FOUR, ((110, 70), (174, 66)))  # one stroke more
AN_A: Strokes = (((70, 230), (140, 50), (210, 230)), ((95, 165), (185, 165)))
PAGE = documents("teaching")["key"]


def key(four: Reading) -> Paper:
    """Make the answer key; `four` is the lesson's network's reading of the ready-made 4."""
    guesses = [_guess(step, four) for step in STEPS if step.guess]
    task_line = _(PAGE.fields["tasks"][1])
    tasks = [
        task_line.format(
            number=number,
            text=text_of(task),
            hint=_(task.hints[-1]).format(**task.figures),
            learned=_(task.learned),
        )
        for number, task in enumerate(TASKS, start=1)
    ]
    first = [PAGE.say("text"), "### " + PAGE.say("guesses"), "\n".join(guesses)]
    second = ["### " + PAGE.say("tasks"), "\n".join(map(plain, tasks))]
    return Paper(PAGE.say("title"), [["\n\n".join(first)], ["\n\n".join(second)]])


def _guess(step: Step, four: Reading) -> str:
    right = right_of(step, four)
    answer = PAGE.say("see") if right is None else plain(_(step.guess.options[right]))
    question = plain(_(step.guess.question))
    return _(PAGE.fields["guesses"][1]).format(title=plain(_(step.title)), question=question, answer=answer)


def right_of(step: Step, four: Reading) -> int | None:
    """Return which option is right for the ready-made 4, as the step uses it; None if chance decides."""
    return QUESTIONS[step.id].key if step.choices else step.guess.right(known_of(step.id, four))


def known_of(step: str, four: Reading) -> Known:
    """Return what that step knows of the ready-made 4, as the step uses it."""
    strokes = {"nine": CLOSED, "fool": AN_A}.get(step)
    reading = four if strokes is None else reading_of_strokes(four, strokes)
    neurons = {"neuron": loudest_neuron, "likes": legible_neuron}
    neuron = neurons[step](reading) if step in neurons else None
    return Known(four.network, reading, neuron)


def reading_of_strokes(like: Reading, strokes: Strokes) -> Reading:
    """Return the same network's reading of these strokes."""
    drawing = drawing_of_strokes(4, "", [list(stroke) for stroke in strokes])
    return replace(like, image=stages_of_ink(drawing.ink()).image)
