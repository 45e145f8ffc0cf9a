"""Signs of one's own: variants, learning the outputs or everything, and refusing what is none of them."""

from itertools import pairwise

import numpy as np
import pytest

from model.backprop import backpropagate
from model.network import dense_network, forward, load_network
from model.novelty.own_detector import load_drawings
from model.preprocess.mnist import load_test_images
from model.reading import Reading
from model.signs import learn_signs, network_for_signs, variants_of
from model.signs.learn import _from_nothing, _gradients
from model.signs.network import number_of_weights
from model.signs.regression import DECAY, fit_outputs
from model.signs.variants import SLIDE, TURN, mapping

NAMES = ("seven", "one", "☂")
KINDS = (7, 1, 4)  # the digits that stand for these signs


@pytest.fixture(scope="module")
def drawings() -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """Images and labels to learn from, 8 of a sign, and 20 others of each."""
    images, labels = load_test_images()
    chosen = [np.flatnonzero(labels == kind)[:28] for kind in KINDS]
    images = images.astype(np.float32) / 255
    learned, others = (np.concatenate([each[part] for each in chosen]) for part in (slice(8), slice(8, 28)))
    return images[learned], np.repeat([0, 1, 2], 8), images[others], np.repeat([0, 1, 2], 20)


@pytest.fixture(scope="module", params=["conv", "dense", None])
def base(request):
    return request.param and load_network(request.param)


@pytest.fixture(scope="module")
def network(base, drawings):
    return learn_signs(*drawings[:2], NAMES, base)


def share_right(network, images, labels) -> float:
    return float(np.mean([Reading(network, image).digit == label for image, label in zip(images, labels)]))


def test_a_network_learns_signs_and_bears_their_names(network, drawings):
    assert network.classes == NAMES
    assert network.logits.shape == (3,)
    assert share_right(network, *drawings[:2]) == 1
    assert share_right(network, *drawings[2:]) >= 0.85


def test_on_a_base_only_the_outputs_are_new(network, base):
    if base is None:
        assert [each.shape for each in network.weights] == [(784, 64), (64,), (64, 3), (3,)]
        return
    for new, old in zip(network.weights[:-2], base.weights):
        np.testing.assert_array_equal(new, old)
    assert network.last_hidden.kind in ("MaxPooling2D", "ReLU")
    assert all(one.after is other for one, other in pairwise(base.layers))  # the base stays as it was


def test_the_order_of_the_signs_makes_no_difference(drawings):
    images, labels, *_ = drawings
    base, turned = load_network("conv"), np.array([2, 0, 1])
    one = learn_signs(images, labels, NAMES, base, variants=2)
    other = learn_signs(images, turned[labels], [NAMES[i] for i in np.argsort(turned)], base, variants=2)
    shares = Reading(one, images[0]).probs, Reading(other, images[0]).probs
    np.testing.assert_allclose(shares[1][turned], shares[0], atol=1e-4)


def test_the_same_seed_gives_the_same_weights(drawings):
    images, labels, *_ = drawings
    one, same, other = (learn_signs(images, labels, NAMES, variants=1, seed=seed) for seed in (3, 3, 4))
    assert one.fingerprint == same.fingerprint != other.fingerprint


def test_own_drawings_are_known_and_strangers_mostly_not(network, base, drawings):
    assert np.mean([Reading(network, image).is_known for image in drawings[0]]) >= 0.9
    assert np.mean([Reading(network, image).is_known for image in drawings[2]]) >= 0.8
    strangers = load_drawings().no_digits[500:560].astype(np.float32) / 255
    assert np.mean([Reading(network, each).is_known for each in strangers]) <= 0.4
    if base:
        assert not Reading(network, np.eye(28, dtype=np.float32)[::-1] * np.eye(28)).is_known
        assert Reading(base, drawings[0][0]).is_known == Reading(base, drawings[0][0]).is_digit


def test_a_drawing_is_at_no_distance_from_itself_at_any_strength(network, drawings):
    known = network.card["known"]
    found = np.array([forward(network, image)[known.layer].ravel() for image in drawings[0]])
    np.testing.assert_allclose(known.distances(found), 0, atol=1e-5)
    np.testing.assert_allclose(known.distances(3 * found), 0, atol=1e-5)
    assert (known.spread > 0).all()
    assert np.mean(known.spread > network.card["threshold"]) <= 0.05


@pytest.mark.parametrize(
    "wrong",
    [
        {"names": ("one",)},
        {"names": ("one", "one", "two")},
        {"names": ("one", "two", "")},
        {"names": ("one", "two", 13 * "x")},
        {"names": tuple("abcdefghijk")},
        {"labels": np.zeros(24, int)},
        {"labels": np.repeat([0, 1, 3], 8)},
        {"images": np.zeros((24, 28, 27), np.float32)},
        {"images": np.full((24, 28, 28), np.nan, np.float32)},
    ],
    ids=["one-name", "same", "empty", "long", "eleven", "no-drawing", "unknown-sign", "size", "nan"],
)
def test_what_can_t_be_learned_is_refused(drawings, wrong):
    given = {"images": drawings[0], "labels": drawings[1], "names": NAMES} | wrong
    with pytest.raises(ValueError):
        learn_signs(**given)


def test_weights_and_a_threshold_from_elsewhere_are_bounded(drawings):
    images, labels, *_ = drawings
    count = number_of_weights(len(NAMES), None)
    right = np.full(count, 1e6, np.float32)
    assert network_for_signs(images, labels, NAMES, right, None, 10).classes == tuple(NAMES)
    unlike = [np.full(count, value, np.float32) for value in (1.1e6, -1.1e6, np.nan, np.inf)]
    for weights, threshold in (*((each, 1) for each in unlike), (right[1:], 1), (right, 10.1), (right, -0.1)):
        with pytest.raises(ValueError):
            network_for_signs(images, labels, NAMES, weights, None, threshold)


def test_the_outputs_minimize_the_loss_whatever_the_features_unit_or_zero():
    rng = np.random.default_rng(5)
    features, labels = rng.normal(size=(90, 6)).astype(np.float32), np.repeat([0, 1, 2], 30)
    features[:, 0] += labels
    kernel, bias = fit_outputs(features, labels, 3)
    for changed, factor in ((7 * features, 1 / 7), (features + 100, 1)):
        other, _ = fit_outputs(changed, labels, 3)
        np.testing.assert_allclose(other, factor * kernel, atol=2e-3)
    scale = np.sqrt(np.linalg.eigvalsh(np.cov(features.T, ddof=0))[-1])

    def loss(kernel, bias):
        sums = features @ kernel + bias
        own = sums[np.arange(90), labels]
        return np.mean(np.log(np.exp(sums).sum(axis=1)) - own) + DECAY / 2 * np.square(kernel * scale).sum()

    least = loss(kernel, bias)
    for _ in range(20):
        step = 0.05 * rng.normal(size=kernel.shape), 0.05 * rng.normal(size=3)
        assert loss(kernel + step[0], bias + step[1]) > least
    for factor in (0.97, 1.03):
        assert loss(factor * kernel, bias) > least


def test_gradients_from_nothing_are_those_of_backpropagation(drawings):
    images, labels, *_ = drawings
    weights = _from_nothing(images, labels, 3, 1)
    pixels, wanted, kept = (
        images[:5].reshape(5, 784),
        np.eye(3, dtype=np.float32)[labels[:5]],
        np.ones((5, 64)),
    )
    found = _gradients(weights, pixels, wanted, kept)
    network = dense_network(weights)
    each = [backpropagate(network, image, int(label)) for image, label in zip(images[:5], labels)]
    for name, place in (("hidden1", 0), ("logits", 2)):
        for found_one, part in zip(found[place:], ("kernels", "biases")):
            mean = np.mean([getattr(one, part)[name] for one in each], axis=0)
            np.testing.assert_allclose(found_one, mean, atol=1e-6)
    kept[:, 7] = 0  # a neuron that is dropped for all of them learns nothing, and nobody learns from it
    kernel, bias, outputs, _ = _gradients(weights, pixels, wanted, kept)
    assert not kernel[:, 7].any() and not bias[7] and not outputs[7].any() and kernel.any()


def test_variants_are_small_turns_shears_sizes_and_slides(drawings):
    image = drawings[0][0]
    made = variants_of(image[None], 20)[0]
    np.testing.assert_array_equal(made[0], image)
    np.testing.assert_array_equal(variants_of(image[None], 5)[0], made[:6])
    assert len({each.tobytes() for each in made}) == 21
    assert ((made >= 0) & (made <= 1 + 1e-6)).all()
    assert (abs(made.sum(axis=(1, 2)) / image.sum() - 1) < 0.4).all()
    # the first of the sequence: halves, thirds, fifths, …
    changed = mapping(1)
    np.testing.assert_allclose(changed[:, 2], [SLIDE * (2 / 11 - 1), SLIDE * (2 / 13 - 1)])
    np.testing.assert_allclose(changed[0, :2], [1 + 0.15 * (2 / 5 - 1), 0], atol=1e-12)
    turns = [np.degrees(np.arctan2(-mapping(n)[0, 1], mapping(n)[1, 1])) for n in range(1, 200)]
    assert abs(np.mean(turns)) < TURN / 10


def test_a_variant_shows_the_place_that_it_maps_to():
    number, image = 7, np.zeros((28, 28), np.float32)
    changed = mapping(number)
    row, col = changed[:, :2] @ [4.5, -3.5] + changed[:, 2] + 13.5
    image += np.arange(28)[:, None] * 0.01 + np.arange(28) * 0.02  # a plane: resampling is exact
    found = variants_of(image[None], number)[0, number, 18, 10]
    assert found == pytest.approx(0.01 * row + 0.02 * col, abs=1e-6)
