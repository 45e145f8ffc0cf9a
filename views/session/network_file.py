"""A network as a file that browsers fetch: its layers, their weights and its detector, as one packed message.

A shipped one has an address of its own, by which browsers keep it: its name says what is in it. It is there
where `routes` are part of the app. One that somebody has trained or brought along is among Streamlit's files,
as long as its session is there.
"""

from __future__ import annotations

import gzip
from contextlib import suppress
from functools import lru_cache
from hashlib import sha256

import streamlit as st
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from streamlit.runtime import exists, get_instance

from model.files import DataError
from model.layer import NetworkError
from model.message import describe_network, encode
from model.network import NAMES, Network
from model.novelty import THRESHOLD, detector_of, novelty_network_of
from views.session.headers import FOREVER
from views.session.in_browser import IN_BROWSER, file_of_site
from views.session.shared import shipped_network

KIND = "application/gzip"

_is_routed = False


def routes() -> list[Route]:
    """Where the shipped ones are found; from now on browsers are sent there."""
    global _is_routed
    _is_routed = True
    return [Route(f"{_base()}/networks/{{name}}", _shipped_file)]


def address_of(network: Network, has_detector: bool) -> str | None:
    """Where this session's browser can fetch a network; None if there is no such place."""
    is_shipped = network.name in NAMES and network is shipped_network(network.name)
    if IN_BROWSER:
        return (
            file_of_site(f"networks/{network.name}.bin") if network.name == NAMES[0] and is_shipped else None
        )
    if _is_routed and is_shipped and has_detector:
        return f"{_base()}/networks/{_file_name(network)}"
    return published(zipped(network, has_detector))


def _shipped_file(request: Request) -> Response:
    """The file of this name, which browsers keep; 404 if there is none, or it has become another."""
    asked = request.path_params["name"]
    name = asked.partition("-")[0]
    with suppress(DataError, NetworkError):  # which the page says
        if name in NAMES and asked == _file_name(network := shipped_network(name)):
            headers = {"cache-control": FOREVER}
            return Response(zipped(network, True), headers=headers, media_type=KIND)
    return Response(status_code=404)


def _file_name(network: Network) -> str:
    return f"{network.name}-{_digest(network)}.bin"


@lru_cache(maxsize=len(NAMES))
def _digest(network: Network) -> str:
    return sha256(zipped(network, True)).hexdigest()[:16]


def _base() -> str:
    """What stands before every path of this server: "" or, as a setting has it, such as "/below"."""
    base = st.get_option("server.baseUrlPath").strip("/")
    return base and f"/{base}"


def published(file: bytes) -> str | None:
    """The address at which this session's browser can fetch a gzip file; None if there is no such place.

    Over HTTP, since Streamlit packs every message anew for every visitor: 30 ms of processor for a network,
    of 47 that opening the page took. Its media files are for pictures and sounds, and their manager is its
    own affair: where that has changed, the network goes as a message.
    """
    try:
        manager = get_instance().media_file_mgr if exists() else None
        address = manager and manager.add(file, KIND, coordinates="live_ink")
    except (AttributeError, TypeError):
        return None
    return f"{_base()}{address}" if address else address


@lru_cache(maxsize=8)
def packed(network: Network, has_detector: bool) -> bytes:
    """All that the browser needs to redo the network: its layers, their weights, and the novelty detector."""
    return encode(_with_novelty(network) if has_detector else describe_network(network) | {"novelty": None})


def _with_novelty(network: Network) -> dict[str, object]:
    """A network with its detector, and the novelty network that it asks."""
    detector, asked = detector_of(network), novelty_network_of(network)
    novelty = {"layer": network.last_hidden.name, "threshold": THRESHOLD}
    novelty |= {"kernel": detector.kernel, "bias": detector.bias}
    novelty |= {"network": asked and describe_network(asked) | {"logits": asked.logits.name}}
    return describe_network(network) | {"novelty": novelty}


@lru_cache(maxsize=8)
def zipped(network: Network, has_detector: bool) -> bytes:
    """The same as a gzip file, the same in every process."""
    return gzip.compress(
        packed(network, has_detector), compresslevel=1, mtime=0
    )  # hardly smaller at any level
