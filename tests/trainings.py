"""A stand-in for a training, in a given state."""

from dataclasses import replace

from model.network import load_network
from model.novelty.own_digits import taught_images
from model.training.choices import NEW, TEXTBOOK, Choices
from model.training.history import load_history
from model.training.snapshot import DONE, FAILED, RUNNING, Snapshot
from model.training.training import Training
from tests.sevens import sevens

TAUGHT = Choices(own_digits=3, own_times=50, start=load_network("dense").fingerprint)

SEVENS = tuple(sevens(3, seed=1))
HISTORY = load_history()


def snapshot() -> Snapshot:
    """Return a snapshot of the shipped training, under way."""
    points = HISTORY.points[:9]
    network = replace(HISTORY.networks[8], name="yours 1", card={})
    return Snapshot(network, points, (0.1, 0.2, 0.3), (0, 5))


def training(state: str, choices: Choices = TEXTBOOK, **said: object) -> Training:
    """Return a training in the given state, about which no browser reports anything more."""
    own = taught_images(SEVENS) if choices.own_digits else None
    begin_with = load_network("dense") if choices.start != NEW else None
    if state == DONE:
        said = {"read": ((4646, 4999), (4134, 5001))} | said
    given = {"run": "0123456789abcdef", "state": state}
    if state != RUNNING:
        given |= {"snapshot": None if state == FAILED else snapshot(), "seconds": 12.0} | said
    return Training(choices, own, begin_with, **given)


def stored(choices: Choices) -> Training:
    """Return an earlier training as a run to compare, of the same choices but for one epoch."""
    figures = Snapshot(None, HISTORY.points[:6], (), ())
    choices = replace(choices, epochs=1)
    return Training(choices, state=DONE, snapshot=figures, seconds=20.0, test_accuracy=0.96)
