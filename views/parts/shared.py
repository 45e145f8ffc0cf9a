"""What all sessions share: loaded once per process when first needed, and never changed.

Use it inside `needs_files`, so that a page with a missing file says so and shows the rest.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from xml.etree import ElementTree

import streamlit as st

from model import PROJECT
from model.errors import DataError, NetworkError
from model.explain.probe import load_probes
from model.explain.profile import load_profile
from model.files import lost
from model.load_once import load_once
from model.network import load_network
from model.preprocess.mnist import load_test_images
from model.training.history import load_history
from views.parts.component.stylesheet import read_stylesheet
from views.parts.looks.translated import translated

ASSETS = PROJECT / "assets"

shipped_network = load_once(load_network)
shipped_profiles = load_once(load_profile)
shipped_history = load_once(load_history)
shipped_probes = load_once(load_probes)
test_images = load_once(load_test_images)


@contextmanager
def needs_files() -> Iterator[None]:
    """Show what to do if a file can't be used; as a context or decorator for a part of a page.

    The part ends where it needed the file; the rest of the page goes on.
    """
    try:
        yield
    except (DataError, NetworkError) as error:
        st.error(translated(error), icon=":material/build:")


@load_once
def logo() -> str:
    """Return the logo's path.

    Raises:
        DataError: the file is missing or damaged.
    """
    path = ASSETS / "logo.svg"
    try:
        ElementTree.parse(path)
    except (OSError, ElementTree.ParseError) as error:
        raise lost(path) from error
    return str(path)


def styles(name: str) -> str:
    """Return a stylesheet such as "draw/layout.css" as HTML, to be sent before the elements that it styles.

    Each page has its own styles, because the browser evaluates every `:has` again after every change of the
    page: the lesson's took 27 ms of a neuron's card.

    Raises:
        DataError: the file is missing.
    """
    path = Path(__file__).parent.parent / name
    try:
        return f"<style>{read_stylesheet(path)}</style>"
    except OSError as error:
        raise lost(path) from error
