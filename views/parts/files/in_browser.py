"""Workarounds for what a browser's Python lacks, applied before a page is made: see deploy/site/.

There is one thread and one process there, and stlite's version of Streamlit. Elsewhere this does nothing.
"""

from __future__ import annotations

import gzip
import io
import os
from contextlib import suppress
from importlib import import_module, invalidate_caches
from importlib.util import find_spec

from model import PROJECT
from model.errors import DataError
from model.processes import CAN_START

IN_BROWSER = not CAN_START


def file_of_site(name: str) -> str | None:
    """Return the address of a file next to the page; None if there is a server."""
    return f"{os.environ['INKLING_SITE']}{name}" if IN_BROWSER else None


def configure_in_browser() -> None:
    """Apply the workarounds once; later calls have no effect."""
    if not IN_BROWSER:
        return
    add_weights()
    have_a_runtime()


def add_weights() -> None:
    """Load the networks that the browser has used so far into Python, from the same file."""
    from model.network import NAMES, TRAINED
    from model.network.keras_file import add_plain_weights  # only after NumPy's settings are made
    from model.network.message import decode, together
    from model.novelty import NOVELTY_NETWORKS

    file = PROJECT / "networks" / f"{NAMES[0]}.bin"
    if file.exists():
        message = decode(together(gzip.decompress(file.read_bytes())))
        novelty_network = NOVELTY_NETWORKS[NAMES[0]]
        for name, network in ((NAMES[0], message), (novelty_network, message["novelty"]["network"])):
            layers = [each for each in network["layers"] if "kernel" in each]
            weights = {each["name"]: (each["kernel"], each["bias"]) for each in layers}
            add_plain_weights(TRAINED / f"{name}.keras", weights)
        file.unlink()


def have_a_runtime() -> None:
    """Let components be registered: they need the runtime in a place where this Streamlit lacks it."""
    runtime = import_module("streamlit.runtime")
    if not hasattr(runtime.Runtime, "exists"):
        runtime.Runtime.exists = staticmethod(runtime.exists)
        runtime.Runtime.instance = staticmethod(runtime.get_instance)


def bring_package(name: str) -> None:
    """Fetch a package that few visitors need, with what it imports, unless it's there.

    Raises:
        DataError: the browser can't fetch it.
    """
    if not IN_BROWSER or find_spec(name):
        return
    import tarfile
    from site import getsitepackages

    from js import XMLHttpRequest, location  # Pyodide's, as the next one
    from pyodide.ffi import JsException

    request = XMLHttpRequest.new()
    request.open("GET", f"{location.origin}{file_of_site(f'python/{name}.tar.gz')}", False)
    request.responseType = "arraybuffer"
    with suppress(JsException):  # without a connection: the status is 0
        request.send()
    if request.status != 200:
        raise DataError(
            "We couldn't fetch what makes this file. Check your internet connection, and try again."
        )
    with tarfile.open(fileobj=io.BytesIO(request.response.to_bytes())) as archive:
        archive.extractall(getsitepackages()[0], filter="data")
    invalidate_caches()
