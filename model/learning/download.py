"""A network as a plain .keras file, for somebody to take home.

python -m model.learning.download < MESSAGE > FILE.keras

Takes the message of a `Network`, gives the file that Keras makes of it. Knows nothing of pages.
"""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path

from model.learning.keras_model import save_model, to_keras
from model.message import decode_network


def main() -> None:
    """Read the message from standard input, write the file to standard output."""
    output = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())  # whatever is printed must not get between
    network, _ = decode_network(sys.stdin.buffer.read())
    with tempfile.TemporaryDirectory() as directory, output:
        path = Path(directory) / "network.keras"
        save_model(to_keras(network), path)
        output.write(path.read_bytes())


if __name__ == "__main__":
    main()
