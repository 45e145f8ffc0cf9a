"""The map of a network for signs: the drawings that it learned from, and the drawing among them.

Python sends their pictures and sums once. The browser places the drawing while it's drawn (signs_map.js).
"""

from __future__ import annotations

from base64 import b64encode
from functools import lru_cache
from typing import NamedTuple

from model.network import Network
from model.network.message import encode
from model.network.network import logits_of
from views.draw.map.map_view import HEIGHT, show_map
from views.parts.component import mount

_component = mount(__file__, "signs_map")


class SignsMap(NamedTuple):
    """The map of a network for signs."""

    network: Network

    def show(self) -> None:
        """Show it."""
        _component(
            key="signs_map",
            height=HEIGHT,
            data=_described(self),
            on_left_change=lambda: show_map(False),
        )


@lru_cache(maxsize=4)
def _described(signs: SignsMap) -> bytes:
    """Return the data for signs_map.js."""
    network = signs.network
    images, labels = network.card["taught"]
    about = {"network": network.name, "names": network.classes, "labels": labels}
    pictures = b64encode(images.tobytes()).decode()
    return encode({**about, "images": pictures, "sums": logits_of(network, images)})
