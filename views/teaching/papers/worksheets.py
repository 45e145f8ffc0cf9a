"""Worksheets with blanks, each with its solution: one step of learning, a neuron, and whose hand is in it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

import numpy as np

from model.backprop import backpropagate, loss_of, take_step
from model.network import forward
from model.preprocess.mnist import IMAGE_SIZE
from model.reading import Reading
from views.lesson.steps.neurons import mean_digits
from views.parts.language.documents import documents
from views.parts.language.language import _
from views.parts.looks.encode import png_url
from views.parts.looks.wording import a_digit, figure
from views.parts.pictures.pictures import Picture
from views.tasks.drawn import reading_at_start
from views.teaching.papers.paper import BLANK, NAME, SOLUTION, Paper, table
from views.teaching.papers.sheet import rounded

RATE = Decimal("0.1")
DIGIT = 4
DRAWN = "test.3780"  # a 4 to people, but nearly a 6 to the network
RESULTS = ("before", "error", "slope", "new", "after")  # of the questions, in order
SIDE = 7  # pixels per side of a coarse image
INK = 0.3  # a coarse pixel counts as ink from this value on
ONE_STEP, BUILD, WHOSE = (documents("teaching")[name] for name in ("step", "build", "whose"))
MEASURED = (  # lowest and highest of adults' digits, of students', and of the gap, as in docs/measured.md
    ((92.9, 94.0), (82.2, 84.2), (9.6, 11.1)),
    ((88.5, 91.0), (88.9, 89.8), (-0.5, 1.7)),
    ((92.9, 94.2), (87.4, 89.6), (4.3, 6.5)),
)  # in percent and points, of ten trainings each with images by adults, students and both


@dataclass(frozen=True)
class OneStep:
    """One weight's step, in which each figure follows from those written before it.

    a × w = before, p − 1 = error, a × error = slope, w − RATE × slope = new, a × new = after.
    """

    neuron: int
    a: Decimal
    w: Decimal
    p: Decimal

    @property
    def results(self) -> Mapping[str, Decimal]:
        """The results to work out."""
        error = self.p - 1
        slope = rounded(self.a * error)
        new = rounded(self.w - RATE * slope)
        before, after = rounded(self.a * self.w), rounded(self.a * new)
        return {"before": before, "error": error, "slope": slope, "new": new, "after": after}


def one_step(reading: Reading) -> OneStep:
    """Return the step of the weight into output `DIGIT` that affects the image's loss most."""
    network = reading.network
    slopes = network.logits_of(backpropagate(network, reading.image, DIGIT).kernels)[:, DIGIT]
    neuron = int(np.abs(slopes).argmax())
    a, w = reading.activations[network.logits.before.name][neuron], network.logits.kernel[neuron, DIGIT]
    return OneStep(neuron, *map(rounded, (a, w, reading.probs[DIGIT])))


def losses(reading: Reading) -> tuple[float, float]:
    """Return the image's loss before and after all weights have taken such a step."""
    network, image = reading.network, reading.image
    stepped = take_step(network, backpropagate(network, image, DIGIT), float(RATE))
    return tuple(loss_of(each.logits_of(forward(each, image)), DIGIT) for each in (network, stepped))


def step_sheet(four: Reading) -> Paper:
    """Make the worksheet "One step of learning" for the network that has read `four`."""
    reading = reading_at_start(four.network.name, DRAWN)
    step = one_step(reading)
    first, last = losses(reading)
    values = {
        **{name: _written(getattr(step, name)) for name in ("a", "w", "p")},
        **{"rate": figure(float(RATE), 1), "digit": DIGIT, "a_digit": a_digit(DIGIT), "neuron": step.neuron},
        **{"first": figure(first), "last": figure(last)},
    }
    picture = Picture(png_url(reading.image), _("The drawing"))
    asked = [_(text) for text in ONE_STEP.fields["questions"]]
    questions = [f"{text} {BLANK}" for text in (*asked, _(ONE_STEP.english("why")))]
    results = (_written(step.results[name]) for name in RESULTS)
    solved = [f"{text} **{result}**" for text, result in zip(asked, results)] + [
        _(ONE_STEP.english("because"))
    ]
    about = [_(NAME).format(blank=BLANK), ONE_STEP.say("text", **values), [picture]]
    return Paper(
        ONE_STEP.say("title"),
        [[*about, _numbered(questions, values)], [f"### {_(SOLUTION)}", _numbered(solved, values)]],
    )


def _numbered(lines: Sequence[str], values: Mapping[str, object]) -> str:
    return "\n\n".join(f"{number}. {line.format(**values)}" for number, line in enumerate(lines, start=1))


def coarse(digit: int) -> np.ndarray:
    """Return MNIST's mean image of a digit, int (7, 7): 1 for ink, 0 for paper."""
    size = IMAGE_SIZE // SIDE
    mean = mean_digits()[digit].reshape(SIDE, size, SIDE, size).mean(axis=(1, 3)) / 255
    return (mean > INK).astype(int)


def build_sheet() -> Paper:
    """Make the worksheet "Build a neuron"."""
    zero, one = coarse(0), coarse(1)
    weights = one - zero
    sums = {"zero": int((weights * zero).sum()), "one": int((weights * one).sum())}
    questions = [
        *(_(NAME).format(blank=BLANK), BUILD.say("text"), _board(zero), _board(one)),
        *(f"**{BUILD.say('yours')}**", _board(np.full((SIDE, SIDE), "")), BUILD.say("check")),
        BUILD.say("sums", zero=BLANK, one=BLANK),
    ]
    written = {name: f"**{figure(value, 0)}**." for name, value in sums.items()}
    solved = [f"### {_(SOLUTION)}", BUILD.say("solution"), _board(weights), BUILD.say("sums", **written)]
    return Paper(BUILD.say("title"), [questions, solved])


def hands_sheet() -> Paper:
    """Make the worksheet "Whose hand is in it?"."""
    asked = [_(text) for text in WHOSE.fields["questions"]]
    answers = [f"{text} **{_(answer)}**" for text, answer in zip(asked, WHOSE.fields["answers"])]
    blank = [_(NAME).format(blank=BLANK), WHOSE.say("text"), _shares([[" "] * 3] * len(MEASURED))]
    found = [
        [_("{low} to {high}").format(low=figure(low, 1), high=figure(high, 1)) for low, high in row]
        for row in MEASURED
    ]
    solved = [f"### {_(SOLUTION)}", _shares(found), WHOSE.say("solved"), _numbered(answers, {})]
    return Paper(WHOSE.say("title"), [[*blank, _numbered([f"{each} {BLANK}" for each in asked], {})], solved])


def _shares(rows: Sequence[Sequence[str]]) -> str:
    corner, *heads = (_(text) for text in WHOSE.fields["heads"])
    return table(heads, ([_(name), *row] for name, row in zip(WHOSE.fields["rows"], rows)), corner)


def claims() -> Sequence[str]:
    """Return what may be said of these data and what may not, as parts of a paper."""
    spread = max(high - low for row in MEASURED for low, high in row[:2])
    lines = [f"- {_(text).format(spread=figure(spread, 1))}" for text in WHOSE.fields["claims"]]
    return ["### " + WHOSE.say("shows"), "\n\n".join(lines)]


def _board(values: np.ndarray) -> str:
    rows = [[str(value).replace("-", "−") or " " for value in row] for row in values]
    return table([""] * (SIDE - 1), rows)


def _written(value: Decimal) -> str:
    return figure(float(value))
