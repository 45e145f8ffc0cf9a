"""Buttons to download a network and a drawing as Python code that links back to the page, or its weights."""

from __future__ import annotations

from functools import partial
from urllib.parse import urlencode

import streamlit as st

from model.export import to_notebook, to_npz, to_python
from model.network.neuron import Neuron
from model.processes import CAN_START
from model.processes.keras_process import make_keras_file
from model.reading import Reading
from views.parts.asking.asking import explained
from views.parts.language.language import _
from views.session.downloads.download import download
from views.session.store import values_for_others


def python_buttons(reading: Reading, neuron: Neuron | None = None) -> None:
    """Show the buttons in the current row.

    Args:
        reading: what the files compute, including its network's weights.
        neuron: the neuron whose sum they show; by default, the winning output.
    """
    given = {
        **{"network": reading.network, "image": reading.image, "factors": reading.factors},
        **{"neuron": neuron, "page": _page()},
    }
    for key, label, make, ending, mime, about in (
        (
            *("as_python", _("Download as Python"), to_python, "py", "text/x-python"),
            _(
                "This one file includes the weights. It needs only NumPy and prints the same numbers as this "
                "page."
            ),
        ),
        (
            *("as_notebook", _("Download as a notebook"), to_notebook, "ipynb", "application/x-ipynb+json"),
            _("This is the same code in cells, with two exercises, for Jupyter, Colab and others."),
        ),
    ):
        name = f"inkling_{reading.digit}.{ending}"
        download(label, partial(make, **given), name, mime, key=key, help=about)


def file_button(reading: Reading) -> None:
    """Show a button to download its network as a file of its weights: Keras's, or NumPy's without Keras."""
    network = reading.network
    label, make, ending, about = (
        (_("Download as .keras"), make_keras_file, "keras", explained(_("Keras")))
        if CAN_START
        else (
            *(_("Download the weights"), to_npz, "npz"),
            _(
                "You get a NumPy file (.npz), because the browser doesn't have Keras, which writes .keras "
                "files."
            ),
        )
    )
    name = f"inkling-{'dense' if network.reads_digits else 'signs'}.{ending}"
    download(label, partial(make, network), name, "application/octet-stream", key="download_it", help=about)


def _page() -> str:
    """Return the address of what is shown, without a network that nobody else has; "" if there is none."""
    here = (st.context.url or "").partition("?")[0]
    values = values_for_others()
    return f"{here}?{urlencode(values)}" if here and values else here
