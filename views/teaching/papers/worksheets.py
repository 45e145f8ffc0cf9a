"""Two worksheets with blanks, each with its solution on the next page: one step of learning, and a neuron."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

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

RATE = Decimal("0.1")
DIGIT = 4
DRAWN = "test.3780"  # a 4 to people, but nearly a 6 to the network
CENT = Decimal("0.01")
RESULTS = ("before", "error", "slope", "new", "after")  # of the questions, in order
SIDE = 7  # pixels per side of a coarse image
INK = 0.3  # a coarse pixel counts as ink from this value on
ONE_STEP, BUILD = (documents("teaching")[name] for name in ("step", "build"))


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
        slope = _rounded(self.a * error)
        new = _rounded(self.w - RATE * slope)
        before, after = _rounded(self.a * self.w), _rounded(self.a * new)
        return {"before": before, "error": error, "slope": slope, "new": new, "after": after}


def one_step(reading: Reading) -> OneStep:
    """Return the step of the weight into output `DIGIT` that affects the image's loss most."""
    network = reading.network
    slopes = network.logits_of(backpropagate(network, reading.image, DIGIT).kernels)[:, DIGIT]
    neuron = int(np.abs(slopes).argmax())
    a, w = reading.activations[network.logits.before.name][neuron], network.logits.kernel[neuron, DIGIT]
    return OneStep(neuron, *map(_rounded, (a, w, reading.probs[DIGIT])))


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


def _board(values: np.ndarray) -> str:
    rows = [[str(value).replace("-", "−") or " " for value in row] for row in values]
    return table([""] * (SIDE - 1), rows)


def _rounded(value: float | Decimal) -> Decimal:
    exact = value if isinstance(value, Decimal) else Decimal(float(value))
    return exact.quantize(CENT, ROUND_HALF_UP) + 0


def _written(value: Decimal) -> str:
    return figure(float(value))
