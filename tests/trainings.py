"""A stand-in for a training, in a given state."""

from __future__ import annotations

from dataclasses import replace
from types import SimpleNamespace

from model.network import load_network
from model.novelty.own_digits import taught_images
from model.training.choices import TEXTBOOK, Choices
from model.training.history import load_history
from model.training.live import QUEUED, Progress
from model.training.snapshot import FAILED, Snapshot
from tests.sevens import sevens

TAUGHT = Choices(images=5000, epochs=2, own_digits=3, own_times=50, start=load_network("dense").fingerprint)

SEVENS = tuple(sevens(3, seed=1))
HISTORY = load_history()


def training(state: str, choices: Choices = TEXTBOOK, **said: object) -> SimpleNamespace:
    """Return a stand-in for a training: it stays in the given state and does nothing."""
    usual = {"position": 0, "seconds_to_wait": 0.0, "seconds": 12.0, "seconds_left": 30.0, "problem": ""}
    snapshot = None
    if state not in (QUEUED, FAILED):
        points = HISTORY.points[:9]
        network = replace(HISTORY.networks[8], name="yours 1", card={})
        snapshot = Snapshot(network, points[-1], points[:-1], (0.1, 0.2, 0.3), (0, 5))
    known = usual | {"snapshot": snapshot, "test_accuracy": None, "detector": {}} | said
    return SimpleNamespace(
        choices=choices,
        progress=Progress(state=state, **known),
        own=None if not choices.own_digits else taught_images(SEVENS),
        begin_with=load_network("dense"),
        is_waited_for=False,
        **dict.fromkeys(("start", "pause", "resume", "stop"), print),
    )
