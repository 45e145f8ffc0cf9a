"""Write a network and an image as a Python file, or as a notebook, into the current folder.

python -m model.export dense                          the first test image, and the winning output
python -m model.export conv --neuron conv3.3.4.5      another neuron: its layer and its index there
python -m model.export own.keras --test-image 42      a network that was downloaded from the Training page
python -m model.export dense --notebook --page https://…    with the address of the page in it
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from model.errors import DataError, NetworkError
from model.export import to_notebook, to_python
from model.export.named import NETWORKS, network_named, test_image, unit_named
from model.export.program import example_of
from model.export.python_file import file_name


def main() -> None:
    """Write the file, and print its name."""
    parser = argparse.ArgumentParser(
        prog="python -m model.export",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("network", help=NETWORKS)
    parser.add_argument("--test-image", type=int, default=0, metavar="NUMBER", help="of MNIST's test images")
    parser.add_argument("--neuron", metavar="LAYER.INDEX", help="such as hidden1.66")
    parser.add_argument("--notebook", action="store_true", help="as a notebook")
    parser.add_argument("--page", default="", metavar="ADDRESS", help="to which the file leads back")
    arguments = parser.parse_args()
    try:
        network, image = network_named(arguments.network), test_image(arguments.test_image)
        neuron = unit_named(arguments.neuron)
        example = example_of(network, image, neuron)
        write, ending = (to_notebook, "ipynb") if arguments.notebook else (to_python, "py")
        text = write(network, image, neuron, page=arguments.page)
    except (DataError, NetworkError, OSError, ValueError, LookupError) as error:
        sys.exit(str(error))
    path = Path(file_name(example, ending))
    path.write_text(text, encoding="utf-8")
    print(path)


if __name__ == "__main__":
    main()
