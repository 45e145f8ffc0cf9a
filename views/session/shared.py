"""What all sessions share: loaded once a process, when it is first needed, and changed by nobody."""

from __future__ import annotations

import json
from pathlib import Path

from model.history import load_history
from model.load_once import load_once
from model.mnist import load_test_images
from model.network import load_network
from model.profile import load_profile
from views.session.drawing import Drawing, drawing_of_strokes

ASSETS = Path(__file__).parent.parent.parent / "assets"

shipped_network = load_once(load_network)
shipped_profiles = load_once(load_profile)
shipped_history = load_once(load_history)
test_images = load_once(load_test_images)


@load_once
def samples() -> list[Drawing]:
    """The ready-made drawings."""
    return [drawing_of_strokes(**sample) for sample in json.loads((ASSETS / "samples.json").read_text())]
