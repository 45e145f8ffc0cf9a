"""A network as a file that browsers fetch: its layers, weights and detector, as one packed message.

A shipped one has its own address, so browsers can cache it. A trained or uploaded one is among Streamlit's
files while its session exists.
"""

from __future__ import annotations

import gzip
from functools import lru_cache
from hashlib import sha256

import streamlit as st
from streamlit.runtime import exists, get_instance

from model.network import NAMES, Network
from model.network.message import apart, describe_network, encode
from model.novelty import THRESHOLD, can_tell, detector_of, novelty_network_of
from views.parts.files.in_browser import IN_BROWSER, file_of_site
from views.parts.looks.wording import sign
from views.parts.shared import shipped_network

KIND = "application/gzip"


def address_of(network: Network) -> str | None:
    """Return the address where this session's browser can fetch a network; None if there is none."""
    is_shipped = network.name in NAMES and network is shipped_network(network.name)
    if IN_BROWSER:
        is_there = is_shipped and network.name == NAMES[0]
        return file_of_site(f"networks/{network.name}.bin") if is_there else None
    if is_shipped and can_tell(network):
        return f"{base()}/networks/{file_name(network.name)}"
    return published(zipped(network))


@lru_cache(maxsize=len(NAMES))
def file_name(name: str) -> str:
    """Return a shipped network's file name, with a hash of its content."""
    return f"{name}-{sha256(zipped(shipped_network(name))).hexdigest()[:16]}.bin"


def base() -> str:
    """Return the prefix of every path on this server: "", or for example "/below" if it is configured."""
    path = st.get_option("server.baseUrlPath").strip("/")
    return path and f"/{path}"


def published(file: bytes) -> str | None:
    """Return the address where this session's browser can fetch a gzip file; None if there is none.

    We use HTTP because Streamlit packs every message again for every visitor: 30 ms of processor time for a
    network, out of 47 for opening the page. Streamlit keeps only the newest of files with the same
    coordinates, so each gets its own. Its media files are meant for pictures and sounds, and their manager
    isn't a public interface: if that has changed, the network is sent as a message.
    """
    try:
        manager = get_instance().media_file_mgr if exists() else None
        address = manager and manager.add(file, KIND, coordinates=f"network {sha256(file).hexdigest()}")
    except (AttributeError, TypeError):
        return None
    return f"{base()}{address}" if address else address


def packed(network: Network) -> bytes:
    """Pack everything that the browser needs to run the network: weights, names, detector."""
    return _packed(network, can_tell(network))


@lru_cache(maxsize=8)  # `has_detector` is part of the key, because a lost file may come back
def _packed(network: Network, has_detector: bool) -> bytes:
    novelty = None
    if has_detector:
        detector, novelty_network = detector_of(network), novelty_network_of(network)
        novelty = {
            "layer": network.last_hidden.name,
            "threshold": THRESHOLD,
            "kernel": detector.kernel,
            "bias": detector.bias,
            "network": novelty_network
            and describe_network(novelty_network) | {"logits": novelty_network.logits.name},
        }
    known = network.card.get("known")
    about = {
        "classes": [sign(network.classes, number) for number in range(len(network.classes))],
        "novelty": novelty,
        "known": known and {**known._asdict(), "threshold": network.card["threshold"]},
    }
    return encode(describe_network(network) | about)


def zipped(network: Network) -> bytes:
    """Return the packed network as a gzip file of its bytes `apart`, the same in every process."""
    return _zipped(packed(network))


@lru_cache(maxsize=8)
def _zipped(file: bytes) -> bytes:
    return gzip.compress(apart(file), compresslevel=1, mtime=0)  # higher levels hardly make it smaller
