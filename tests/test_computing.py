"""Long work is done slice by slice: one in each run, of one session at a time."""

import threading
import time
from contextlib import suppress
from types import SimpleNamespace

import pytest
import streamlit

from model.attribution.counterfactual import counterfactual_steps
from model.attribution.damage_curves import counting_steps
from model.attribution.smallest_change import smallest_change_steps
from model.explain.probe import probe_steps
from model.explain.profile import profile_steps
from model.network import load_network
from model.preprocess.mnist import load_test_images
from model.steps import Steps, finish
from tests.samples import SAMPLES
from tests.strokes import sketch_of
from views.session import computing
from views.session.computing import SLICE_SECONDS, Work, computed, progress

LONG = 4 * SLICE_SECONDS


def counting(number: int, seconds: float = 0.0) -> Steps[int]:
    """Count steps that each compute for this long."""
    for step in range(number):
        until = time.perf_counter() + seconds
        while time.perf_counter() < until:
            pass
        yield (step + 1) / number
    return number


class Rerun(Exception):
    """The page reruns."""


@pytest.fixture
def runs(monkeypatch) -> SimpleNamespace:
    """Return a stand-in for Streamlit whose `go_on` runs the fragment again; it notes what is shown."""
    page = SimpleNamespace(shown=[], go_on=None)

    def fragment(show, run_every):
        assert run_every >= 2 * SLICE_SECONDS  # the others have at least half of the processor

        def begin(*arguments: object) -> None:
            page.go_on = lambda: show(*arguments)
            page.go_on()

        return begin

    def rerun() -> None:
        raise Rerun

    page.fragment, page.rerun, page.progress = fragment, rerun, lambda *given: page.shown.append(given)
    monkeypatch.setattr(streamlit, "session_state", {})
    monkeypatch.setattr(computing, "st", page)
    return page


def begun(about: object, *arguments: object) -> Work:
    return computed("own_probes", (about,), counting, *arguments)


def test_short_work_is_done_at_once_and_only_once(runs):
    work = begun("a", 3)
    assert work.is_done and work.found == 3 and begun("a", 3) is work
    progress(work, "counting")
    assert not runs.shown and runs.go_on is None


def test_long_work_shows_its_progress_and_reruns_the_page_once_it_is_done(runs):
    done, work = [], begun("a", 12, SLICE_SECONDS / 2)
    assert not work.is_done and 0 < work.so_far < 1
    progress(work, "counting", lambda: done.append(work.found))
    with pytest.raises(Rerun):
        while not done:
            runs.go_on()
    shares = [share for share, _text in runs.shown]
    assert shares == sorted({*shares}) and len(shares) >= 2 and shares[-1] <= 1
    assert {text for _share, text in runs.shown} == {"counting"}
    assert work.found == 12 and done == [12] and begun("a") is work


def test_a_slice_ends_soon_after_its_time(runs):
    work = Work(counting(1000, SLICE_SECONDS / 8))
    for slices in (1, 2, 3):
        before = time.perf_counter()
        work.go_on()
        assert time.perf_counter() - before < LONG and work.slices == slices and not work.is_done
    assert 0.003 < work.so_far < 0.03  # about eight steps in each


def test_new_work_takes_the_place_of_work_about_something_else(runs):
    first = begun("a", 1000, SLICE_SECONDS)
    second = begun("b", 1)
    assert second is not first and begun("b") is second and begun("a", 2) is not first


def test_one_session_works_at_a_time_and_the_others_wait_as_long(runs):
    work = Work(counting(1))
    holding, letting_go = threading.Event(), threading.Event()

    def hold() -> Steps[None]:
        yield holding.set()
        letting_go.wait(20)

    other = threading.Thread(target=Work(hold()).go_on)
    other.start()
    assert holding.wait(20)
    before = time.perf_counter()
    work.go_on()
    assert time.perf_counter() - before >= SLICE_SECONDS and not work.is_done
    letting_go.set()
    other.join()
    work.go_on()
    assert work.is_done


def test_failed_work_is_not_stored_and_others_go_on(runs):
    def failing() -> Steps[None]:
        yield 0
        raise ValueError("too hard")

    with pytest.raises(ValueError, match="too hard"):
        computed("own_probes", ("a",), failing)
    assert not streamlit.session_state
    assert begun("a", 3).found == 3


@pytest.mark.parametrize("name", ["dense", "conv"])
def test_every_step_is_short(name):
    """Of a processor; the longest but one, because another process can get in the way."""
    network, (images, labels) = load_network(name), load_test_images()
    other = load_network("conv" if name == "dense" else "dense")
    for steps in (
        counterfactual_steps(network, other, sketch_of(SAMPLES[1]), 7),
        smallest_change_steps(network, images[0] / 255),
        profile_steps(network, images[:500], labels[:500]),
        probe_steps(network, images[:1500], labels[:1500]),
        counting_steps(network, images[:100], labels[:100], "thinned"),
    ):
        took = []
        with suppress(StopIteration):
            while True:
                before = time.thread_time()
                next(steps)
                took.append(time.thread_time() - before)
        assert sorted(took)[-2] < 0.15, steps


def test_steps_in_slices_find_what_they_find_in_one_go(runs):
    arguments = load_network("dense"), load_test_images()[0][0] / 255
    work = Work(smallest_change_steps(*arguments))
    while not work.is_done:
        work.go_on()
    assert (work.found.image == finish(smallest_change_steps(*arguments)).image).all()
