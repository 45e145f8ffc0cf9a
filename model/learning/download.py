"""A network made into a .keras file, in a process of its own, which limits its memory and processor time.

python -m model.learning.download SECONDS < MESSAGE > FILE.keras

Takes the message of a `Network`. The page's end of it is model/processes/keras_process.py.
"""

from __future__ import annotations

import sys

from model.network.message import decode_network
from model.processes.child import leave_out_pandas, limit_memory, limit_processor, take_output
from model.processes.keras_process import MEMORY


def main() -> None:
    """Read the network from standard input, write the file to standard output."""
    leave_out_pandas()
    limit_memory(MEMORY)
    with take_output() as output:
        network, _ = decode_network(sys.stdin.buffer.read())
        from model.learning.keras_model import keras_file_of  # which imports Keras

        limit_processor(float(sys.argv[1]))
        output.write(keras_file_of(network))


if __name__ == "__main__":
    main()
