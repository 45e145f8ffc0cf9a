"""Keras in a process of its own: to open an uploaded file, and to make one for download.

Takes bytes or a network, returns a network or bytes, or raises a sentence that says why not. Doesn't use
Keras itself, and knows nothing of pages. Such a process has limits: memory and processor time, which it sets
itself (child.py), and real time, which is checked here. An uploaded file's result is read as numbers and
text, no matter who wrote the file; whatever happens ends in a sentence, and the server's log has the details.
"""

from __future__ import annotations

import io
import json
import logging
import signal
import subprocess
import sys
import threading
import zipfile
from dataclasses import replace

import numpy as np

from model import PROJECT
from model.errors import NetworkError
from model.files import FILE_TOO_LARGE, is_too_large
from model.network import Network, forward
from model.network.message import decode, decode_network, encode_network
from model.network.notes import read_notes
from model.novelty import Detector, read_detector
from model.preprocess.mnist import IMAGE_SIZE, NUM_CLASSES
from model.sentence import Sentence, read_sentence

MEMORY = 1280  # MB, in addition to 220 for TensorFlow's own code: 1.5 GB
SECONDS = 20.0  # of processors for a file, once Keras has been imported; textbooks' files take 2
LONGEST_SECONDS = 120.0  # by the clock, for a turn and then for a file: far more than SECONDS, others compute
MAX_PROCESSES = 2  # at once; others wait
TIME_IS_UP = -getattr(signal, "SIGPROF", 27)  # exit code, see `limit_processor`
MAX_LOGGED = 10_000  # characters of an error, the last ones
OUT_OF_MEMORY = (  # how C++, Python, NumPy and TensorFlow say that memory ran out
    *("bad_alloc", "MemoryError", "Unable to allocate", "OOM when allocating", "RESOURCE_EXHAUSTED"),
)

TOO_LARGE = Sentence("Keras couldn't open this network with 1.5 GB of memory. Try a smaller one.")
NO_ROOM = Sentence("There is no room for this on the server right now. Try again later.")
KILLED = Sentence(
    "The server stopped Keras while it was opening this network, probably because there wasn't enough "
    "memory. Try again later."
)
FAILED = Sentence(
    "The server unexpectedly failed to open this file. Save the network again with `model.save`. If that "
    "doesn't help, build it from plain Dense, Conv2D and MaxPooling2D layers."
)
_log = logging.getLogger(__name__)
_slots = threading.BoundedSemaphore(MAX_PROCESSES)


def open_keras_file(contents: bytes, name: str) -> Network:
    """Return a dense or convolutional network that somebody else made, with its scales in its card.

    Args:
        contents: of a .keras file.
        name: by which the page distinguishes the network from others.

    Raises:
        NetworkError: it isn't a network, or can't be explained; the message is a sentence.
    """
    if is_too_large(contents):
        raise NetworkError(FILE_TOO_LARGE)
    try:
        command = [sys.executable, "-m", "model.learning.uploads.file", str(SECONDS), name]
        return _read_answer(_run(command, contents))
    except NetworkError:
        raise
    except Exception as error:  # anything, if the answer is invalid
        _log.exception("An uploaded file could not be opened")
        raise NetworkError(FAILED) from error


def make_keras_file(network: Network) -> bytes:
    """Return a network as the bytes of a plain .keras file; of signs, `classes.json` in it has their names.

    Raises:
        NetworkError: there was no memory or time for it; the message is a sentence.
    """
    command = [sys.executable, "-m", "model.learning.download", str(SECONDS)]
    file = io.BytesIO(_run(command, encode_network(network), killed=NO_ROOM, failed=NO_ROOM))
    if not network.reads_digits:
        with zipfile.ZipFile(file, "a") as contents:  # Keras doesn't read it
            contents.writestr("classes.json", json.dumps(network.classes))
    return file.getvalue()


def _run(command: list[str], contents: bytes, killed: Sentence = KILLED, failed: Sentence = FAILED) -> bytes:
    """Run a process on these bytes, when one of the few has ended, and return its answer.

    Raises:
        NetworkError: it answers nothing; the message is a sentence.
    """
    if not _slots.acquire(timeout=LONGEST_SECONDS):
        raise NetworkError(_busy())
    try:
        process = subprocess.run(
            command,
            input=contents,
            capture_output=True,
            cwd=PROJECT,
            timeout=LONGEST_SECONDS,
        )
    except subprocess.TimeoutExpired as error:
        raise NetworkError(_busy()) from error
    except OSError as error:
        raise NetworkError(NO_ROOM) from error
    finally:
        _slots.release()
    if process.returncode or not process.stdout:
        printed = process.stderr.decode(errors="replace")
        _log_details(f"exit code {process.returncode}\n{printed}")
        raise NetworkError(_why_it_ended(process.returncode, printed, killed, failed))
    return process.stdout


def _too_slow() -> Sentence:
    return Sentence(
        "Keras took more than {seconds} seconds for this network. Try a smaller one.", seconds=round(SECONDS)
    )


def _busy() -> Sentence:
    return Sentence(
        "The server is busy and couldn't do this within {seconds} seconds. Try again later.",
        seconds=round(LONGEST_SECONDS),
    )


def _why_it_ended(code: int, printed: str, killed: Sentence, failed: Sentence) -> Sentence:
    """Return a sentence about a process without an answer, from its exit code and its last output."""
    if any(word in printed for word in OUT_OF_MEMORY):
        return TOO_LARGE
    if code == TIME_IS_UP:
        return _too_slow()
    return killed if code == -getattr(signal, "SIGKILL", 9) else failed


def _read_answer(message: bytes) -> Network:
    """Read the network in a process's answer, which `learning/uploads/file.py` describes."""
    content = decode(message)
    if "problem" in content:
        if content.get("details"):
            _log_details(content["details"])
        raise NetworkError(read_sentence(content))
    network, _ = decode_network(message)
    if not all(np.isfinite(layer.parameters).all() for layer in network.layers):
        raise ValueError("a parameter is no finite number")  # JSON can't send it to a browser
    values = forward(network, np.zeros((IMAGE_SIZE, IMAGE_SIZE), np.float32))
    if any(values[layer.name].shape != layer.shape for layer in network.layers):
        raise ValueError("a layer's values have another shape than the answer says")
    if network.logits.shape != (NUM_CLASSES,) or set(network.card["scales"]) != {*values} - {"image"}:
        raise ValueError("this network lacks its outputs or its scales")
    return replace(network, card=_read_card(network))


def _read_card(network: Network) -> dict[str, object]:
    """Read its card, and check the detector in it against the network's shapes."""
    card = dict(network.card)
    card["notes"] = read_notes(card.get("notes", {}), network)
    if ("detector" in card) != ("refused" in card):
        raise ValueError("a detector comes with what share it refuses")
    if "detector" in card:
        card["detector"] = read_detector(dict(zip(Detector._fields, card["detector"])), network)
        if not 0 <= card["refused"] <= 1:
            raise ValueError("a share lies between 0 and 1")
    return card


def _log_details(details: str) -> None:
    """Log the end of a report, without a visitor's characters that move a cursor."""
    shown = "".join(sign if sign.isprintable() or sign == "\n" else " " for sign in details[-MAX_LOGGED:])
    _log.error("A Keras file could not be opened or made: %s", shown)
