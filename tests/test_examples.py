"""Tests what the shipped networks learn from, and the detector fitted afterwards, without training."""

import keras
import numpy as np
import pytest

from model.learning import detector, examples
from model.learning.architecture import IS_DIGIT, build_network, with_batch_norm
from model.learning.examples import Examples, Written
from model.network import load_network
from model.novelty import NOVELTY_NETWORKS, load_novelty_network
from model.preprocess.mnist import Mnist
from model.training.choices import Choices
from tests.keras_files import build_chosen

RNG = np.random.default_rng(3)


# Drawings


def test_each_kind_has_a_fixed_number_of_examples_per_mnist_image(monkeypatch):
    asked = []

    one = np.full((1, 28, 28), 0.5, np.float32)
    made = {examples.write_digits: (one, np.array([3])), examples.write_non_digits: one}
    monkeypatch.setattr(
        examples, "_side_by_side", lambda how, number, rng: asked.append((how, number)) or [made[how]] * 2
    )
    written = examples.write_examples(10_000, RNG)
    assert asked == [(examples.write_digits, 30_000), (examples.write_non_digits, 40_000)]
    assert written.digits.targets.tolist() == [[0, 0, 0, 1, 0, 0, 0, 0, 0, 0]] * 2
    assert (written.no_digits.targets == np.float32(0.1)).all() and written.no_digits.targets.shape == (2, 10)
    for part in written:
        assert part.images.dtype == np.uint8 and (part.images == 128).all()
        assert part.targets.dtype == np.float32
    asked.clear()
    examples.write_examples(1, RNG)
    assert [number for _, number in asked] == [2000, 2000]  # even if MNIST has few


def test_a_batch_has_fixed_shares_and_non_digits_are_all_negatives(monkeypatch):
    monkeypatch.setattr(examples, "augment", lambda images: images)
    digits = [examples.examples(np.full((n, 28, 28), n / 10, np.float32), np.arange(n) % 10) for n in (6, 4)]
    none = Examples(np.full((5, 28, 28), 255, np.uint8), np.full((5, 10), 0.1, np.float32))
    batches = iter(examples.make_batches([*digits, none], (3, 2, 4), seed=1))
    labels = []
    for _ in range(4):
        images, (targets, is_digit) = next(batches)
        images, targets, is_digit = images.numpy(), targets.numpy(), is_digit.numpy()
        assert images.dtype == np.float32
        np.testing.assert_allclose(images[:, 0, 0], [0.6] * 3 + [0.4] * 2 + [1] * 4, atol=1e-6)
        assert targets.sum(axis=1) == pytest.approx(np.ones(9))
        assert (is_digit[:5] == targets[:5]).all() and not is_digit[5:].any()
        labels += targets[:3].argmax(axis=1).tolist()
    assert sorted(labels[:6]) == sorted(labels[6:]) == list(range(6))  # each once before any repeats
    assert labels[:6] != list(range(6))


# Architectures

WEIGHTS = {"dense": 118_282, "novelty_dense": 118_282, "conv": 192_714, "novelty_conv": 47_530}


@pytest.mark.parametrize("name", WEIGHTS)
def test_the_shipped_networks_are_what_would_be_built_today(name):
    model = build_network(name)
    asks = {asked: each for each, asked in NOVELTY_NETWORKS.items()}
    network = load_novelty_network(asks[name]) if name in asks else load_network(name)
    assert model.count_params() == WEIGHTS[name] == sum(weights.size for weights in network.weights)
    assert [layer.name for layer in model.layers] == [layer.name for layer in network.layers[1:]]
    shapes = [tuple(layer.output.shape[1:]) for layer in model.layers]
    assert shapes == [layer.shape for layer in network.layers[1:]]
    with pytest.raises(ValueError, match="no network 'other'; there are dense, conv"):
        build_network("other")


@pytest.mark.parametrize(("name", "fused"), [("dense", 0), ("conv", 4)])
def test_functions_follow_normalization_and_dense_layers_follow_dropout(name, fused):
    for dropout in (0.0, 0.25):
        learner = with_batch_norm(build_network(name), dropout)
        layers = learner.layers
        functions = [i for i, layer in enumerate(layers) if isinstance(layer, keras.layers.ReLU)]
        norms = [layers[i - 1] for i in functions]
        assert all(isinstance(norm, keras.layers.BatchNormalization) for norm in norms)
        assert [norm.momentum for norm in norms] == [0.98] * len(functions)
        assert sum(type(norm).__name__ == "FusedBatchNorm" for norm in norms) == fused
        dropped = [layer for layer in layers if isinstance(layer, keras.layers.Dropout)]
        dense = {layer for layer in build_network(name).layers if isinstance(layer, keras.layers.Dense)}
        assert len(dropped) == (len(dense) if dropout else 0)
        assert {layer.rate for layer in dropped} <= {0.25}
        assert [tuple(output.shape) for output in learner.outputs] == [(None, 10)] * 2
        assert learner.get_layer(IS_DIGIT).input.shape == learner.get_layer("logits").input.shape


@pytest.mark.parametrize("activation", ["relu", "linear", "step"])
def test_a_network_is_built_as_chosen(activation):
    model = build_chosen(Choices(hidden_layers=2, units=6, activation=activation, seed=4))
    functions = [] if activation == "linear" else [activation]
    hidden = [[f"hidden{depth}", *(f"hidden{depth}_{each}" for each in functions)] for depth in (1, 2)]
    assert [layer.name for layer in model.layers] == ["flatten", *hidden[0], *hidden[1], "logits", "probs"]
    assert [weights.shape for weights in model.get_weights()] == [
        (784, 6),
        (6,),
        (6, 6),
        (6,),
        (6, 10),
        (10,),
    ]
    biases = [set(bias.tolist()) for bias in model.get_weights()[1::2]]
    assert biases == ([{1}, {1}, {0}] if activation == "step" else [{0}] * 3)
    for kernel in model.get_weights()[::2]:
        limit = np.sqrt(6 / sum(kernel.shape))  # from Glorot and Bengio
        assert 0.6 * limit < np.abs(kernel).max() <= limit
    again, other = (build_chosen(Choices(hidden_layers=2, units=6, seed=seed)) for seed in (4, 5))
    assert (again.get_weights()[0] == model.get_weights()[0]).all()
    assert (other.get_weights()[0] != model.get_weights()[0]).any()


# After it


def test_a_detector_is_fitted_to_both_kinds_and_calibrated_on_unseen_digits(monkeypatch):
    given = []
    monkeypatch.setattr(detector, "fit_detector", lambda *arguments: given.extend(arguments) or "detector")
    monkeypatch.setattr(detector, "_inputs_of_logits", lambda model, images: (model, images[:, 0, 0]))
    monkeypatch.setattr(detector, "_logits", lambda model, images: ("said by", model, images[:, 0, 0]))
    monkeypatch.setattr(detector, "unseen_digits", lambda seed: (np.full((2, 28, 28), seed / 10), None))
    for name, number in (("DETECTOR_IMAGES", 3), ("CALIBRATION_IMAGES", 2), ("NEIGHBORS", 1)):
        monkeypatch.setattr(detector, name, number)
    ramp = np.arange(5)[:, None, None] * np.ones((1, 28, 28))
    data = Mnist(ramp / 100, np.arange(5), ramp / 100 + 0.5, np.arange(5) + 4)
    digits = Examples(np.full((4, 28, 28), 255, np.uint8), np.eye(10)[[9, 8, 7, 6]])
    written = Written(digits, Examples(np.zeros((4, 28, 28), np.uint8), np.zeros((4, 10))))
    assert detector.fit_detector_to("model", "dense", "novelty", data, written, 7) == "detector"
    ((of, features), labels), (also, none), (same, held), neighbors, rate, added = given
    assert {of, also, same} == {"model"}
    assert features.tolist() == [0, 0.01, 0.02, 1, 1, 1] and labels.tolist() == [0, 1, 2, 9, 8, 7]
    assert none.tolist() == [0, 0, 0]
    assert held.tolist() == [0.7, 0.7, 0.03, 0.04]  # the last of MNIST
    assert (neighbors[0][1].tolist(), neighbors[1].tolist()) == ([0.5], [4])
    assert rate == detector.FALSE_REJECTION_RATES["dense"] == 0.0055
    assert added[:2] == ("said by", "novelty") and added[2].tolist() == held.tolist()


def test_the_novelty_network_has_half_precision_weights_and_the_fitted_logits(monkeypatch):
    model = build_network("dense")
    units = model.get_layer("logits").input.shape[1]
    fitted = [np.full((units, 10), 1 / 3), np.arange(10) / 7]
    monkeypatch.setattr(detector, "_to_fit", lambda *_: (("features", "labels"), "none"))
    monkeypatch.setattr(
        detector,
        "fit_neurons",
        lambda *arguments: fitted if arguments == ("features", "labels", "none") else None,
    )
    detector.ask_for_digits(model, None, None)
    for weights in model.get_weights():
        assert (weights == weights.astype(np.float16)).all()
    kernel, bias = model.get_layer("logits").get_weights()
    np.testing.assert_allclose(kernel, fitted[0], rtol=1e-3)
    np.testing.assert_allclose(bias, fitted[1], rtol=1e-3)


def test_calibration_digits_depend_on_the_seed_alone(monkeypatch):
    monkeypatch.setattr(detector, "CALIBRATION_IMAGES", 3)
    (one, labels), (same, _), (other, _) = (detector.unseen_digits(seed) for seed in (1, 1, 2))
    assert (one == same).all() and (one != other).any()
    assert one.shape == (3, 28, 28) and labels.shape == (3,)
