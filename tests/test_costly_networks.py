"""Even with the largest network that can be uploaded, no page computes for long or needs much memory.

Work is measured in multiply-adds, summed over all images that pass through it in the page's own process.
"""

from __future__ import annotations

import tracemalloc
from dataclasses import replace
from types import SimpleNamespace

import numpy as np
import pytest

from model.attribution import attribute
from model.attribution.counterfactual import find_counterfactuals
from model.attribution.smallest_change import smallest_change_steps
from model.explain.profile import compute_profile
from model.explain.wiring import Unit
from model.network import Network, forward_batches, load_network
from model.network import network as passes
from model.network.cost import (
    BATCH_SIZE,
    MAX_AT_ONCE,
    OPERATIONS_PER_VALUE,
    batch_size,
    operations,
    windows,
)
from model.network.layer import Layer
from model.preprocess.mnist import load_test_images
from model.processes import computations
from model.processes.computations import Computation, Job
from model.steps import finish
from tests.apptest import DRAW, NEURONS, card_parts, opened
from tests.samples import SAMPLES
from tests.strokes import sketch_of

BREAKING = "views/breaking/page.py"
PAGE = 4e10  # multiply-adds: about a second, and a page has at most two
PAGE_MEGABYTES = 100


def made_of(convolutions: list[tuple[int, int]], pool: int) -> Network:
    """Return a network of convolutions with these channels and rows, pooled after each, then ten outputs."""
    rng, size, channels = np.random.default_rng(0), 28, 1
    layers = [Layer("image", "InputLayer", (28, 28)), Layer("pixels", "Reshape", (28, 28, 1))]
    for number, (filters, rows) in enumerate(convolutions, start=1):
        kernel = rng.normal(0, np.sqrt(2 / (rows**2 * channels)), (rows, rows, channels, filters))
        shape, before = (size, size, filters), ((rows - 1) // 2,) * 2
        bias = np.zeros(filters, np.float32)
        layers += [
            Layer(
                f"conv{number}",
                "Conv2D",
                shape,
                kernel.astype(np.float32),
                bias,
                (rows, rows),
                (1, 1),
                before,
            ),
            Layer(f"conv{number}_relu", "ReLU", shape),
        ]
        channels = filters
        if number % pool == 0:
            size //= 2
            shape = (size, size, channels)
            layers.append(
                Layer(f"pool{number}", "MaxPooling2D", shape, window=(2, 2), strides=(2, 2), padding=(0, 0))
            )
    inputs = size**2 * channels
    kernel = rng.normal(0, np.sqrt(1 / inputs), (inputs, 10)).astype(np.float32)
    layers += [
        Layer("flatten", "Flatten", (inputs,)),
        Layer("logits", "Dense", (10,), kernel, np.zeros(10, np.float32)),
        Layer("probs", "Softmax", (10,)),
    ]
    return Network("yours 1", tuple(layers), {"scales": {layer.name: 1.0 for layer in layers[1:]}})


LESSON = made_of([(43, 3), (43, 3), (86, 3), (86, 3), (172, 3)], pool=2)  # a VGG as in a lesson
WIDE = made_of([(500, 1), (2, 3)], pool=9)  # a million values an image
LARGE_WINDOWS = made_of([(24, 1), (2, 28)], pool=9)  # 15 million values that a convolution reads
ALL = {"lesson": LESSON, "wide": WIDE, "large windows": LARGE_WINDOWS}


@pytest.fixture
def passed(monkeypatch) -> list[float]:
    """Collect the multiply-adds of every pass, including the time it takes to read its windows."""
    done, compute = [], passes._pass

    def counting(network, images, *more):
        done.append(len(images) * (operations(network) + OPERATIONS_PER_VALUE * sum(windows(network))))
        return compute(network, images, *more)

    monkeypatch.setattr(passes, "_pass", counting)
    return done


class Elsewhere:
    """A stand-in that collects computations and runs none."""

    def __init__(self) -> None:
        self.started: list[Computation] = []

    def start(self, work, *arguments, is_wanted) -> Computation:
        self.started.append(Computation(Job(work, arguments, 1.0, 1.0), is_wanted))
        return self.started[-1]


@pytest.fixture
def elsewhere(views_of_its_own, monkeypatch) -> Elsewhere:
    place = Elsewhere()
    monkeypatch.setattr(computations, "computations", lambda: place)
    return place


def test_the_lesson_s_network_is_near_the_limit():
    assert 38_000_000 < LESSON.multiply_adds < 40_000_000
    assert 700_000 < WIDE.values < 1_000_000
    assert LARGE_WINDOWS.multiply_adds < 40_000_000


def test_pages_hand_over_long_work_and_show_its_progress(passed, elsewhere):
    app = opened(NEURONS, network="yours", own_network=LESSON)
    assert not app.exception and len(elsewhere.started) == 1
    elsewhere.started[0].so_far = 0.25
    assert app.run().get("progress")[0].value == 25
    assert len(elsewhere.started) == 1
    images, labels = load_test_images()
    elsewhere.started[0].end(compute_profile(LESSON, images[:20], labels[:20]))
    assert not app.run().get("progress")
    app = opened(BREAKING, network="yours", own_network=LESSON)
    assert not app.exception
    next(each for each in app.button if each.label == "Search").click()
    app.run()
    assert len(elsewhere.started) == 3 and not app.exception
    assert [each.value for each in app.get("progress")] == [0, 0]
    assert sum(passed) < PAGE


def test_a_card_says_that_its_profile_is_pending_or_failed(passed, elsewhere):
    app = opened(
        DRAW, SAMPLES[4], network="yours", own_network=LESSON, **{"neuron_yours 1": Unit("conv3", (3, 3, 1))}
    )
    assert "0%" in card_parts(app)["likes"]["sentence"] and not app.exception
    elsewhere.started[0].end(problem="too long")
    assert "too large" in card_parts(app.run())["likes"]["sentence"]
    assert len(elsewhere.started) == 1 and sum(passed) < PAGE


def test_work_for_a_network_no_longer_shown_is_cancelled(elsewhere):
    app = opened(NEURONS, network="yours", own_network=LESSON)
    app.session_state["own_network"] = replace(LESSON, name="yours 2")
    app.run()
    assert [each.cancelled() for each in elsewhere.started] == [True, False]


def test_failed_work_is_explained_and_restarts_only_on_request(elsewhere):
    app = opened(NEURONS, network="yours", own_network=LESSON)
    elsewhere.started[0].end(problem="it took too long")
    app.run().run()
    assert len(elsewhere.started) == 1 and "too long" in " ".join(each.value for each in app.caption)
    next(each for each in app.button if each.label == "Again").click()
    app.run()
    assert len(elsewhere.started) == 2


@pytest.mark.parametrize("title", ALL)
def test_pixel_shares_take_a_second_and_little_memory(title, passed):
    image = load_test_images()[0][0].astype(np.float32) / 255
    tracemalloc.start()
    try:
        attribute(ALL[title], image, 3, 7)
        peak = tracemalloc.get_traced_memory()[1] / 1024**2
    finally:
        tracemalloc.stop()
    assert peak < PAGE_MEGABYTES, peak
    assert 2 * sum(passed) < PAGE / 2  # forward and backward


@pytest.mark.parametrize("title", ALL)
def test_many_images_are_passed_a_few_at_a_time(title):
    network = ALL[title]
    assert 1 <= batch_size(network) <= BATCH_SIZE
    tracemalloc.start()
    try:
        for _ in forward_batches(network, load_test_images()[0][:25]):
            pass
        peak = tracemalloc.get_traced_memory()[1] / 4
    finally:
        tracemalloc.stop()
    assert peak < 3 * MAX_AT_ONCE + 20_000_000


def test_the_cost_of_a_pass_can_be_checked_by_hand():
    dense = load_network("dense")
    assert dense.multiply_adds == 784 * 128 + 128 * 128 + 128 * 10
    assert dense.values == 2 * 784 + 4 * 128 + 2 * 10  # flattening and each function count too
    assert operations(dense) == dense.multiply_adds + 40 * dense.values
    assert windows(dense) == (784, 128, 128)
    assert windows(made_of([(4, 3), (6, 5)], 1))[:2] == (28 * 28 * 9 * 1, 14 * 14 * 25 * 4)


@pytest.mark.parametrize(
    ("values", "size"), [(10**9, 1), (10**7, 1), (5 * 10**6, 1), (10**6, 9), (480_000, 20), (1000, 20)]
)
def test_a_batch_has_at_most_ten_million_values(values, size):
    """They include what a layer reads: here 3 × 3 × 2 at 100 places."""
    layers = [
        Layer("conv", "Conv2D", (10, 10, 4), np.zeros((3, 3, 2, 4)), np.zeros(4), (3, 3), (1, 1), (1, 1)),
        Layer("logits", "Dense", (10,), np.zeros((400, 10)), np.zeros(10)),
    ]
    assert batch_size(SimpleNamespace(weighted=layers, values=values)) == size


@pytest.mark.parametrize("work", ["smallest", "search"])
def test_searches_pass_at_most_a_batch_at_once(work, monkeypatch):
    """A network like the lesson's would take gigabytes for all images at once."""
    sizes, compute, network = [], passes._pass, load_network("dense")
    monkeypatch.setattr(passes, "_pass", lambda *given: sizes.append(len(given[1])) or compute(*given))
    if work == "smallest":
        finish(smallest_change_steps(network, load_test_images()[0][0].astype(np.float32) / 255))
    else:
        find_counterfactuals(network, load_network("dense"), sketch_of(SAMPLES[1]))
    assert sum(sizes) > 500 and max(sizes) == BATCH_SIZE
