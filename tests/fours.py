"""4s as people draw them, and the lesson done with one, without a page: what each step asks for."""

import numpy as np

from model.network.neuron import Neuron
from tests.samples import A, scaled
from views.lesson.steps import set_up
from views.lesson.steps.came_true import FARTHEST
from views.lesson.steps.known import known
from views.lesson.steps.neurons import SECOND
from views.lesson.steps.step import Step
from views.lesson.steps.steps import STEPS
from views.session import lesson, state
from views.session.activations import latest_drawing, reading_of
from views.session.drawing.drawing import drawing_of_strokes
from views.session.selection import scale, select_neuron

OPEN = [[(100, 60), (88, 150), (190, 150)], [(182, 60), (178, 230)]]
CROSSED = [[(90, 60), (70, 150), (225, 150)], [(170, 60), (165, 235)]]  # its crossbar sticks out
FOURS = {  # canvas pixels
    "open": OPEN,
    "crossbar far past the stem": CROSSED,
    "plus": [[(110, 70), (95, 160), (230, 160)], [(175, 110), (172, 230)]],
    "closed": [[(165, 50), (75, 165), (215, 165)], [(165, 50), (165, 235)]],
    "round": [[(95, 60), (85, 110), (100, 145), (140, 150), (185, 135)], [(188, 60), (182, 225)]],
    "narrow": [[(125, 60), (115, 150), (175, 150)], [(160, 60), (158, 235)]],
    "wide": [[(70, 80), (60, 150), (230, 150)], [(180, 70), (178, 215)]],
    "slanted": [[(130, 60), (85, 150), (190, 145)], [(205, 55), (150, 235)]],
    "low bar": [[(95, 55), (85, 180), (210, 180)], [(175, 60), (172, 235)]],
    "one stroke": [[(150, 50), (70, 170), (200, 170), (170, 170), (170, 90), (168, 235)]],
    "tiny": scaled(OPEN, 0.35),
    "large": scaled(CROSSED, 1.1),
}
MOST_OFF = 128  # neurons: as many as there are


def draw(strokes: list) -> None:
    """Replace what is drawn."""
    latest_drawing().add(drawing_of_strokes(0, "own", strokes))


def top_closed(strokes: list) -> list:
    """Add a stroke from the first one's highest point to the highest point to the right of it."""
    points = [point for stroke in strokes for point in stroke]
    left = min(strokes[0], key=lambda point: point[1])
    right = min(
        (point for point in points if point[0] > left[0] + 20), key=lambda point: point[1], default=left
    )
    return [*strokes, [left, right]]


def switch_off(strokes: list) -> None:
    """Switch off the neurons that push most for the answer, until it changes."""
    network = set_up.dense()
    for _ in range(MOST_OFF):
        reading = reading_of(network, latest_drawing().current)
        if reading.probs.argmax() != reading.unchanged.probs.argmax():
            return
        kernel = network.logits.kernel
        pushes = reading.activations[f"{SECOND}_relu"] * kernel[:, reading.probs.argmax()]
        scale(network, Neuron(network.layer(SECOND), (int(np.argmax(pushes)),)).channel, 0.0)


DOES = {  # what each step asks for, with the drawn 4
    "draw": draw,
    "neuron": lambda strokes: lesson.note("built"),
    "step": lambda strokes: [lesson.note(name) for name in ("step", "relu")],
    "onward": lambda strokes: select_neuron(set_up.dense(), Neuron(set_up.dense().layer(SECOND), (3,))),
    "share": lambda strokes: draw(A),
    "nine": lambda strokes: draw(top_closed(strokes)),
    "off": switch_off,
    "slid": lambda strokes: state.put("lesson_slid", FARTHEST),
    "fool": lambda strokes: draw(A),
}


def do(step: Step, strokes: list) -> bool:
    """Go to a step and do what it asks for; return whether it's done now and wasn't before."""
    network = set_up.dense()
    set_up.set_up(step)
    was_done = step.is_done(known(network, step.id))
    if step.guess:
        lesson.guess(step.id, step.guess.options[0])
    DOES.get(step.id, lambda strokes: None)(strokes)
    at = known(network, step.id)
    return not was_done and step.is_done(at) and bool(step.says(at))


def stopped_at(strokes: list) -> str | None:
    """Return the first step that can't be done with this 4, if any; of those that depend on the drawing."""
    return next((step.id for step in STEPS[:11] if not do(step, strokes)), None)
