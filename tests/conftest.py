"""What many tests share."""

from __future__ import annotations

import contextlib
import gc
import os
from collections.abc import Iterator
from functools import cache
from pathlib import Path

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # as the page sets it, for what is started here, too

import pytest
from hypothesis import HealthCheck, settings

from model.network import Network, load_network
from model.preprocess.mnist import load_test_images
from tests.apptest import VIEWS, forget_views, stand_in
from tests.browser.server import App, serve
from tests.damaged import copy_of_files
from tests.quick import is_quick

# What Hypothesis tries. In the suite few examples, and always the same, so that no run of it fails by chance;
# `make fuzz` tries many, and others every time. A test that needs more or fewer takes a share: `examples`.
_SLOW = {"deadline": None, "suppress_health_check": list(HealthCheck)}  # machines are busy
settings.register_profile("suite", max_examples=100, derandomize=True, database=None, **_SLOW)
settings.register_profile("fuzz", max_examples=1000, print_blob=True, **_SLOW)
settings.load_profile("suite")  # --hypothesis-profile=fuzz takes its place

# Files that take longest, in processor time; whichever of two workers is free begins with the next of them,
# and neither is left with one while the other has nothing to do.
LONGEST = (
    *("browser/test_accessibility.py", "browser/test_training_page.py", "browser/test_lesson.py"),
    *("test_training.py", "test_train_model.py", "browser/test_live_ink.py", "browser/test_neuron_card.py"),
    *("browser/test_my_digits.py", "browser/test_draw_page.py", "browser/test_one_screen.py"),
    *("test_keras_process.py", "test_javascript.py", "browser/test_training_here.py"),
    *("browser/test_layout_shift.py", "browser/test_links.py", "browser/test_lines.py"),
    *("browser/test_map.py", "test_photo.py", "browser/test_counterfactuals.py"),
)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The longest files first; all others as they were. What is quick is marked so, for `make test`."""
    places = {Path(__file__).parent / name: place for place, name in enumerate(LONGEST)}
    items.sort(key=lambda item: places.get(item.path, len(places)))
    for item in filter(is_quick, items):
        item.add_marker("quick")


@pytest.fixture(scope="session")
def test_images():
    """MNIST's test images, uint8 (10000, 28, 28)."""
    return load_test_images()[0]


@pytest.fixture(scope="session", params=["dense", "conv"])
def network(request) -> Network:
    """Each of the shipped networks."""
    return load_network(request.param)


@pytest.fixture(scope="module", autouse=True)
def _frozen() -> None:
    """Nothing that lives through a file's tests is searched for garbage.

    Streamlit has Keras collect it after every run of a page, which takes a fifth of a second where TensorFlow
    and all tests are in the memory: most of the time of an `AppTest`.
    """
    gc.collect()
    gc.freeze()


@pytest.fixture(scope="session", autouse=True)
def _examples_always_the_same() -> Iterator[None]:
    """Whatever a worker has imported: Hypothesis takes some from the constants of all modules there."""
    with pytest.MonkeyPatch.context() as patch:
        with contextlib.suppress(ImportError, AttributeError):  # another version may not do so
            from hypothesis.internal.conjecture import providers

            nothing = providers.Constants()
            if settings.default.derandomize:
                patch.setattr(providers, "_get_local_constants", lambda: nothing)
        yield


@pytest.fixture(scope="session", autouse=True)
def _components_found_once() -> Iterator[None]:
    """What is installed stays the same: Streamlit looks through all of it for components once.

    It would for every `AppTest`, which is a server of its own: most of the time that one takes to begin.
    """
    with pytest.MonkeyPatch.context() as patch:
        with contextlib.suppress(ImportError, AttributeError):  # another version just takes its time
            from streamlit.components.v2 import manifest_scanner as scanner

            patch.setattr(scanner, "scan_component_manifests", cache(scanner.scan_component_manifests))
        yield


@pytest.fixture(scope="session", autouse=True)
def _runs_awaited() -> Iterator[None]:
    """An `AppTest` waits for its page's thread, in place of looking every millisecond whether that has ended.

    To look takes the interpreter from the page each time: a tenth of what a run costs.
    """
    with pytest.MonkeyPatch.context() as patch:
        with contextlib.suppress(ImportError, AttributeError):  # another version just takes its time
            from streamlit.testing.v1 import local_script_runner as module

            usual = module.require_widgets_deltas

            def wait(runner: module.LocalScriptRunner, timeout: float) -> None:
                runner._script_thread.join(timeout)
                usual(runner, 1.0)  # which has ended, or is said to have not

            patch.setattr(module, "require_widgets_deltas", wait)
        yield


@pytest.fixture
def canvas_stand_in(monkeypatch) -> Iterator[None]:
    """In place of the canvas, for pages without a browser."""
    with stand_in(monkeypatch):
        yield


@pytest.fixture
def views_of_its_own(canvas_stand_in, monkeypatch) -> None:
    """Each page has views that no other has: a test changes them, or what they import or have loaded."""
    monkeypatch.setattr(VIEWS, "serve", lambda app: forget_views())


@pytest.fixture
def project(views_of_its_own, tmp_path: Path) -> Iterator[Path]:
    """A copy of the project's files, which the page reads in their place."""
    with copy_of_files(tmp_path):
        yield tmp_path


@pytest.fixture(scope="session")
def log(tmp_path_factory) -> Path:
    """What the app's server says."""
    return tmp_path_factory.mktemp("server") / "log"


@pytest.fixture(scope="session")
def app(log, tmp_path_factory) -> Iterator[App]:
    """The app, served once to all tests that don't end its server or measure it."""
    from views.classroom.classes import URL

    os.environ[URL] = f"sqlite:///{tmp_path_factory.mktemp('classes')}/classes.sqlite"
    with serve(log=log) as app:
        yield app


@pytest.fixture(scope="session")
def browser_type_launch_args() -> dict:
    """What a Chromium is started with, wherever one is."""
    from tests.browser.chromium import ARGUMENTS, find_chromium  # which few tests need

    return {"executable_path": find_chromium(), "args": ARGUMENTS}
