"""All steps of both lessons, in order, from the documents in content/lesson/ and content/hands/.

A header names functions from the tables below, some with arguments: "done: happened step relu". The field
"guess" has the question and then the options. Neither title nor text gives the guess away. No term is used
before the step that explains it, and "step" always means the function.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from views.lesson.steps import came_true, conditions, facts, hands_facts, learning_facts, neurons
from views.lesson.steps.step import NETWORK, Guess, Step, anything, is_digit, is_four
from views.parts.language.documents import Document, documents
from views.parts.language.language import N_, _

PARTS = {  # the steps' subjects, in order
    # Translators: parts of the lesson: how a network reads a drawing
    "read": N_("Read"),
    "neuron": N_("Neuron"),
    "answer": N_("Answer"),
    # Translators: a part of the lesson: how a network learns
    "learn": N_("Learn"),
    # Translators: parts of the lesson about those who wrote the digits
    "groups": N_("Groups"),
    "people": N_("People"),
    "limits": N_("Limits"),
}


def _by_name(*functions: Callable) -> Mapping[str, Callable]:
    return {each.__name__: each for each in functions}


FACTS = _by_name(
    *(facts.what_was_drawn, facts.how_many_numbers, facts.sum_of_neuron, facts.crossed_so_far),
    *(facts.step_and_relu, facts.favorite, facts.what_it_passes_on, facts.shares, facts.closed_top),
    *(facts.switched_off, facts.slid_aside, facts.fooled_or_not),
    *(learning_facts.from_noise, learning_facts.who_won, learning_facts.overfitted, learning_facts.gradients),
    learning_facts.weights_as_tensor,
)
SAYINGS = _by_name(*hands_facts.SAYINGS)  # their sentences are in the step's document
FUNCTIONS: Mapping[str, Mapping[str, Callable]] = {  # by the setting that names them
    "done": _by_name(
        *(conditions.is_drawn, conditions.guessed, conditions.happened, conditions.looks_at),
        *(conditions.says_something_else, conditions.drew_again, conditions.slid_far_enough),
        *(conditions.saw_it_learn, conditions.trained, conditions.raced, conditions.nothing_to_do),
        *hands_facts.CONDITIONS,
    ),
    "right": _by_name(
        *(came_true.how_many, came_true.sign_of_sum, came_true.favorite_digit, came_true.how_far),
        *(came_true.digit_or_none, came_true.four_nine_or_none, came_true.how_many_unseen),
        *(came_true.which_layers_learned, came_true.best_racer, came_true.always),
        *hands_facts.RIGHT,
    ),
    "says": {**FACTS, **SAYINGS},
    "now": {**FACTS, **SAYINGS},
    "neuron": _by_name(
        *(neurons.firing_neuron, neurons.loudest_neuron, neurons.legible_neuron, neurons.pushing_neuron),
        neurons.nine,
    ),
    "needs": _by_name(is_digit, is_four),
}
PLACES = ("lights", "card", "covers", "hides", "waits")


def _filled(sentences: Sequence[str], numbers: Sequence[int], figures: Mapping[str, object]) -> str:
    """Return these sentences in the session's language, with figures filled in."""
    return " ".join(_(sentences[number]) for number in numbers).format(**figures)


def read_step(page: Document) -> Step:
    """Return the step that a document describes."""

    def function(setting: str, otherwise: Callable | None = None) -> Callable | None:
        name, *arguments = page.header.get(setting, "").split() or [""]
        found = FUNCTIONS[setting][name] if name else otherwise
        if found in SAYINGS.values():
            return lambda known: _filled(page.fields["says"], *found(known))
        return found(*arguments) if arguments else found

    question, *options = page.fields.get("guess", ("",))
    return Step(
        id=page.id,
        part=PARTS.get(page.header.get("part"), ""),
        title=page.english("title"),
        text=page.english("text"),
        task=page.english("task"),
        guess=Guess(question, options, function("right")) if question else None,
        done=function("done"),
        now=function("now"),
        says=function("says", lambda known: ""),
        neuron=function("neuron", lambda reading: None),
        needs=function("needs", anything),
        middle=page.header.get("middle", NETWORK),
        choices=conditions.CHOICES.get(page.header.get("choices")),
        why=page.header.get("why", ""),
        leads_to_task=page.header.get("leads_to_task", ""),
        **{name: page.names(name) for name in PLACES},
        **dict.fromkeys(page.names("flags"), True),
    )


STEPS: Sequence[Step] = tuple(map(read_step, documents("lesson").values()))
HANDS: Sequence[Step] = tuple(map(read_step, documents("hands").values()))
LESSONS: Mapping[str, Sequence[Step]] = {"": STEPS, "hands": HANDS}  # by what the address calls them
# No two steps have the same id, so a step's id says which lesson it's in.
BY_ID: Mapping[str, Step] = {step.id: step for steps in LESSONS.values() for step in steps}
