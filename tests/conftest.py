"""Fixtures and settings that many tests share."""

import contextlib
import gc
import os
from collections.abc import Iterator
from functools import cache
from pathlib import Path

os.environ.setdefault(
    "OPENBLAS_NUM_THREADS", "1"
)  # as the page sets it, also for processes that are started here

import pytest
from hypothesis import HealthCheck, settings

from model.network import Network, load_network
from model.preprocess.mnist import load_test_images
from tests.apptest import VIEWS, forget_views, stand_in
from tests.browser.server import App, serve
from tests.classes import Clock
from tests.damaged import copy_of_files
from tests.quick import has_quick, is_quick

# Settings for Hypothesis. The suite tries few examples, and always the same, so that no run fails by chance;
# `make fuzz` tries many, and others each time. A test that needs more or fewer scales that with `examples`.
_SLOW = {"deadline": None, "suppress_health_check": list(HealthCheck)}  # machines are busy
settings.register_profile("suite", max_examples=100, derandomize=True, database=None, **_SLOW)
settings.register_profile("fuzz", max_examples=1000, print_blob=True, **_SLOW)
settings.load_profile("suite")  # --hypothesis-profile=fuzz replaces it

# The files that take longest, in processor time; a free worker begins the next of them, so that
# neither worker is left with one while the other has nothing to do.
LONGEST = (
    *("test_javascript.py", "test_plans.py", "browser/test_wall.py"),
    *("browser/test_accessibility.py", "browser/test_training_page.py", "browser/test_lesson.py"),
    *("test_train_model.py", "browser/test_live_ink.py", "browser/test_neuron_card.py"),
    *("browser/test_my_digits.py", "browser/test_draw_page.py", "browser/test_one_screen.py"),
    *("test_keras_process.py", "browser/test_training_here.py"),
    *("browser/test_layout_shift.py", "browser/test_links.py", "browser/test_lines.py"),
    *("browser/test_map.py", "test_photo.py", "browser/test_counterfactuals.py"),
)


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    """Leave out files without a quick test for `make test`."""
    is_left_out = config.option.markexpr == "quick" and collection_path.name.startswith("test_")
    return True if is_left_out and not has_quick(collection_path) else None


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Run the longest files first, leave the others in order, and mark the quick tests for `make test`."""
    places = {Path(__file__).parent / name: place for place, name in enumerate(LONGEST)}
    items.sort(key=lambda item: places.get(item.path, len(places)))
    for item in filter(is_quick, items):
        item.add_marker("quick")


@pytest.fixture
def clock() -> Clock:
    """A clock that a class's store and its watch share, and that only moves when the test says so."""
    return Clock()


@pytest.fixture
def session(monkeypatch) -> dict[str, object]:
    """Replace Streamlit's session state, so that no page is needed."""
    import streamlit

    found: dict[str, object] = {}
    monkeypatch.setattr(streamlit, "session_state", found)
    return found


@pytest.fixture
def store(tmp_path, clock, monkeypatch) -> Iterator[object]:
    """A class's store in a file, which all pages use in a session of their own; time is `clock`'s."""
    import streamlit

    from model.classes.store import Store
    from views.classroom import beginning, class_signs, classes, news, send, start, vote
    from views.classroom.swap import device, part, repair
    from views.wall import downloads, wall

    opened = Store(f"sqlite:///{tmp_path / 'classes.sqlite'}", clock)
    shared = {"classes": lambda: opened, "watch": classes.Watch(lambda: opened, clock)}
    monkeypatch.setattr(streamlit, "session_state", {})
    pages = (beginning, class_signs, classes, news, send, start, downloads, vote, wall)
    for module in (*pages, device, part, repair):
        for name in shared.keys() & vars(module).keys():
            monkeypatch.setattr(module, name, shared[name])
    yield opened
    opened.close()


@pytest.fixture(scope="session")
def test_images():
    """MNIST's test images, uint8 (10000, 28, 28)."""
    return load_test_images()[0]


@pytest.fixture(scope="session", params=["dense", "conv"])
def network(request) -> Network:
    """Return each of the shipped networks."""
    return load_network(request.param)


@pytest.fixture(scope="module", autouse=True)
def _frozen() -> None:
    """Exempt everything that outlives a file's tests from garbage collection.

    Streamlit has Keras collect garbage after every run of a page, which takes a fifth of a second when
    TensorFlow and all tests are in memory: most of the time of an `AppTest`.
    """
    gc.collect()
    gc.freeze()


@pytest.fixture(scope="session", autouse=True)
def _examples_always_the_same() -> Iterator[None]:
    """Keep Hypothesis's examples the same, though it takes some from imported modules' constants."""
    with pytest.MonkeyPatch.context() as patch:
        with contextlib.suppress(ImportError, AttributeError):  # another version may differ
            from hypothesis.internal.conjecture import providers

            nothing = providers.Constants()
            if settings.default.derandomize:
                patch.setattr(providers, "_get_local_constants", lambda: nothing)
        yield


@pytest.fixture(scope="session", autouse=True)
def _components_found_once() -> Iterator[None]:
    """Look for installed components only once, because they stay the same.

    Streamlit would look through all packages for every `AppTest`, which is a server of its own: most of the
    time that one takes to begin.
    """
    with pytest.MonkeyPatch.context() as patch:
        with contextlib.suppress(ImportError, AttributeError):  # another version is only slower
            from streamlit.components.v2 import manifest_scanner as scanner

            patch.setattr(scanner, "scan_component_manifests", cache(scanner.scan_component_manifests))
        yield


@pytest.fixture(scope="session", autouse=True)
def _runs_awaited() -> Iterator[None]:
    """Have an `AppTest` wait for its page's thread, instead of checking every millisecond.

    Each check takes the interpreter from the page: a tenth of what a run costs.
    """
    with pytest.MonkeyPatch.context() as patch:
        with contextlib.suppress(ImportError, AttributeError):  # another version is only slower
            from streamlit.testing.v1 import local_script_runner as module

            usual = module.require_widgets_deltas

            def wait(runner: module.LocalScriptRunner, timeout: float) -> None:
                runner._script_thread.join(timeout)
                usual(runner, 1.0)  # it has ended, or the test says that it hasn't

            patch.setattr(module, "require_widgets_deltas", wait)
        yield


@pytest.fixture
def canvas_stand_in(monkeypatch) -> Iterator[None]:
    """Replace the canvas, for pages without a browser."""
    with stand_in(monkeypatch):
        yield


@pytest.fixture
def views_of_its_own(canvas_stand_in, monkeypatch) -> None:
    """Give each page its own views, because a test changes them, or what they import or have loaded."""
    monkeypatch.setattr(VIEWS, "serve", lambda app: forget_views())


@pytest.fixture
def project(views_of_its_own, tmp_path: Path) -> Iterator[Path]:
    """Give the page a copy of the project's files to read."""
    with copy_of_files(tmp_path):
        yield tmp_path


@pytest.fixture(scope="session")
def log(tmp_path_factory) -> Path:
    """Return the file of the app server's log."""
    return tmp_path_factory.mktemp("server") / "log"


@pytest.fixture(scope="session")
def app(log, tmp_path_factory) -> Iterator[App]:
    """Serve the app once for all tests that don't end or measure its server."""
    from views.classroom.classes import URL

    os.environ[URL] = f"sqlite:///{tmp_path_factory.mktemp('classes')}/classes.sqlite"
    with serve(log=log) as app:
        yield app


@pytest.fixture(scope="session")
def browser_type_launch_args() -> dict:
    """Return the arguments that every Chromium is started with."""
    from tests.browser.chromium import ARGUMENTS, find_chromium  # few tests need it

    return {"executable_path": find_chromium(), "args": ARGUMENTS}
