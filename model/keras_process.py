"""Keras in a process of its own: for opening a stranger's file, and for making one to download.

Takes bytes or a network, gives a network or bytes, or says in a sentence why not. Knows nothing of Keras
itself, or of pages. Such a process has bounds: of memory, which it sets itself (learning/limits.py), and of
time, which is kept here. What comes back of a stranger's file is read as numbers and text, whoever wrote it.
"""

from __future__ import annotations

import subprocess
import sys
import threading
from pathlib import Path

from model.layer import NetworkError
from model.message import decode, decode_network
from model.network import Network
from model.worker import WorkerError, Workers

MAX_BYTES = 10 * 1024**2  # of a file
MEMORY = 1280  # MB, besides the 220 of TensorFlow's own code: 1.5 GB
SECONDS = 20.0  # for a file, of which importing TensorFlow takes 3 to 5 on two cores
AT_ONCE = 2  # such processes; who asks meanwhile waits

TOO_SLOW = f"Keras took more than {SECONDS:.0f} seconds over this network."
NO_ROOM = "There is no room for another process on this server just now. Try again later."
PROJECT = Path(__file__).parent.parent
_turns = threading.BoundedSemaphore(AT_ONCE)


def open_keras_file(contents: bytes, name: str) -> Network:
    """A dense or convolutional network that somebody else made, with its scales in its card.

    Args:
        contents: of a .keras file.
        name: by which the page tells the network from others.

    Raises:
        NetworkError: it isn't one, or not one that can be explained; the message is a sentence.
    """
    if len(contents) > MAX_BYTES:
        raise NetworkError(f"This file is larger than {MAX_BYTES // 1024**2} MB.")
    message = _run([sys.executable, "-m", "model.learning.strangers_file", name], contents)
    content = decode(message)
    if "problem" in content:
        raise NetworkError(content["problem"])
    return decode_network(message)[0]


def make_keras_file(network: Network, workers: Workers) -> bytes:
    """A network as the bytes of a plain .keras file.

    Raises:
        NetworkError: there was no memory or time for it; the message is a sentence.
    """
    with _turns:
        try:
            worker = workers.take()
        except OSError as error:
            raise NetworkError(NO_ROOM) from error
        try:
            worker.send(network)
            made = worker.receive(SECONDS)
        except WorkerError as error:
            raise NetworkError(str(error)) from error
        finally:
            worker.end()
    if not isinstance(made, bytes):
        raise NetworkError(TOO_SLOW if made is None else f"Keras can't make this file: {made.problem}.")
    return made


def _run(command: list[str], given: bytes) -> bytes:
    try:
        with _turns:
            ended = subprocess.run(
                command,
                input=given,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                cwd=PROJECT,
                timeout=SECONDS,
            )
    except subprocess.TimeoutExpired as error:
        raise NetworkError(TOO_SLOW) from error
    except OSError as error:
        raise NetworkError(NO_ROOM) from error
    if ended.returncode or not ended.stdout:
        raise NetworkError("Keras couldn't open this network with 1.5 GB of memory.")
    return ended.stdout
