"""Even with the largest network that can be uploaded, no run computes for long or needs much memory.

Work is measured in multiply-adds, summed over all images that pass through it in the page's own process.
"""

import tracemalloc
from types import SimpleNamespace

import numpy as np
import pytest

from model.attribution import attribute, attribution
from model.attribution.counterfactual import find_counterfactuals
from model.attribution.smallest_change import smallest_change_steps
from model.explain import probe, profile
from model.explain.wiring import Unit
from model.network import Network, forward_batches, load_network
from model.network import network as passes
from model.network.cost import BATCH_SIZE, MAX_AT_ONCE, OPERATIONS_PER_VALUE, batch_size, operations, windows
from model.network.layer import Layer
from model.preprocess.mnist import load_test_images
from model.steps import finish
from tests.apptest import BROKEN, DRAW, FOUR, NEURONS, card_parts, opened
from tests.samples import SAMPLES
from tests.strokes import sketch_of

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
    done, compute = [], passes.forward_batch

    def counting(network, images, *more):
        done.append(len(images) * (operations(network) + OPERATIONS_PER_VALUE * sum(windows(network))))
        return compute(network, images, *more)

    for module in (passes, attribution):
        monkeypatch.setattr(module, "forward_batch", counting)
    return done


def test_the_lesson_s_network_is_near_the_limit():
    assert 38_000_000 < LESSON.multiply_adds < 40_000_000
    assert 700_000 < WIDE.values < 1_000_000
    assert LARGE_WINDOWS.multiply_adds < 40_000_000


@pytest.mark.parametrize("place", [NEURONS, DRAW])
def test_a_page_does_a_slice_of_the_profile_in_each_run_and_shows_its_share(passed, canvas_stand_in, place):
    state = {"neuron_yours 1": Unit("conv3", (3, 3, 1))}
    app = opened(place, SAMPLES[4], network="yours", own_network=LESSON, **state)
    for _run in range(2):
        assert not app.exception and 0 < sum(passed) < PAGE / 2
        (shown,) = app.get("progress")
        assert 0 <= shown.value < 10
        if place == DRAW:
            assert card_parts(app)["likes"]["sentence"] == "Showing your network the test images …"
        passed.clear()
        app.run()


def test_damage_and_the_smallest_change_take_a_slice_of_each_run(passed, canvas_stand_in):
    app = opened(DRAW, FOUR, network="yours", own_network=LESSON, **BROKEN)
    next(each for each in app.button if each.label == "Search").click()
    for _run in range(2):
        passed.clear()
        app.run()
        assert not app.exception and len(app.get("progress")) == 2
        assert 0 < sum(passed) < PAGE / 2


def test_a_network_of_many_units_gets_fewer_images(monkeypatch):
    network = load_network("dense")  # of 266 units, and 1,050 values that have a probe
    assert profile.most_images(network) == 2000
    assert 4 * profile.MOST_VALUES <= PAGE_MEGABYTES * 1e6 >= 4 * probe.MOST_TOGETHER
    monkeypatch.setattr(profile, "MOST_VALUES", 2660)
    assert profile.most_images(network) == 10
    monkeypatch.setattr(probe, "MOST_TOGETHER", 42_000)
    given = []
    monkeypatch.setattr(probe, "forward_batches", lambda _, images: given.append(len(images)) or ())
    finish(probe.probe_steps(network, *load_test_images()))
    assert given == [40]


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
    assert 0 < 2 * sum(passed) < PAGE / 2  # forward and backward


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
    sizes, compute, network = [], passes.forward_batch, load_network("dense")
    monkeypatch.setattr(
        passes, "forward_batch", lambda *given: sizes.append(len(given[1])) or compute(*given)
    )
    if work == "smallest":
        finish(smallest_change_steps(network, load_test_images()[0][0].astype(np.float32) / 255))
    else:
        find_counterfactuals(network, load_network("dense"), sketch_of(SAMPLES[1]))
    assert sum(sizes) > 500 and max(sizes) == BATCH_SIZE
