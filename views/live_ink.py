"""The wire between pen and page: the network goes to where the pen is, and reads the ink while it is drawn.

Two components without a face. `live_ink` takes the network to the browser, once, watches the pen, and
hands what the network makes of the ink to the parts of the page that show it (assets/live_ink.js). `told`
brings what this side knows of the drawing: the finished one, prepared here, be it from the pen, a
sample, or undone. So a stroke costs one message each way, and no answer waits for it.

What Python has made of a drawing (a neuron's card) is made anew when `follow` finds that it has changed.
"""

from __future__ import annotations

import json
import struct
from collections.abc import Mapping, Sequence
from functools import lru_cache

import numpy as np

from model.network import NAMES, Network
from model.novelty import FEATURES, THRESHOLD, load_knowledge
from model.preprocess import Stages
from views.component import mount
from views.drawing import History

ALWAYS, NO_DIGIT, NEVER = "always", "no digit", "never"  # when `follow` follows

_live_ink = mount("live_ink", "unpack", "preprocess", "forward", "connections", "pen")
_told = mount("told", "unpack")
_follow = mount("follow", "listen")


def live_ink(network: Network | None) -> None:
    """Have the browser read whatever is drawn; without a network, as long as that is being loaded, wait."""
    _live_ink(key="live_ink", data=None if network is None else packed(network))


def told(history: History, stages: Stages | None, able: Mapping[str, bool]) -> None:
    """Tell the browser of the drawing.

    Args:
        history: whose newest drawing it is.
        stages: from that drawing to its image; None if blank.
        able: the keys of buttons, and whether there is anything that they could do.
    """
    header = {
        "change": history.change,
        "version": history.version,
        "received": history.received,  # so that the browser hears of every message's arrival
        "origin": history.current.origin,
        "able": able,
    }
    _told(key="told", data=encode(header, [] if stages is None else [stages.image]))


def follow(version: int, when: str, key: str) -> None:
    """Run this fragment again as soon as the finished drawing is another one.

    Args:
        version: of the drawing that the fragment has shown.
        when: ALWAYS, NEVER, or only for what is NO_DIGIT.
        key: of the component.
    """
    _follow(key=key, data={"version": version, "when": when}, on_again_change=lambda: None)


@lru_cache(maxsize=8)
def packed(network: Network) -> bytes:
    """All that the browser needs to redo the network: its layers, their weights, and what knows no digit."""
    layers, blocks, before = [], [], None
    for layer in network.layers:
        described = {"name": layer.name, "kind": layer.kind, "shape": layer.shape}
        if layer.window:
            described |= {"window": layer.window, "strides": layer.strides, "padding": layer.padding}
            described["reads"] = before.shape[:2]
        if layer.kernel is not None:
            described["kernel"] = layer.kernel.size
            blocks += [layer.kernel, layer.bias]
        layers.append(described)
        before = layer
    novelty = None
    if network.name in NAMES:  # only the shipped networks know what no digit looks like
        knowledge = load_knowledge(network.name)
        novelty = {"layer": FEATURES[network.name], "threshold": THRESHOLD, "kernel": knowledge.kernel.size}
        blocks += [knowledge.kernel, knowledge.bias]
    return encode({"network": network.name, "layers": layers, "novelty": novelty}, blocks)


def encode(header: Mapping[str, object], blocks: Sequence[np.ndarray]) -> bytes:
    """uint32 n (little-endian), n bytes of JSON, n a multiple of 4, then the arrays as float32."""
    encoded = json.dumps(header, separators=(",", ":")).encode()
    encoded += b" " * (-len(encoded) % 4)
    values = b"".join(np.ascontiguousarray(block, "<f4").tobytes() for block in blocks)
    return struct.pack("<I", len(encoded)) + encoded + values
