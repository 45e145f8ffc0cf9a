import json
from functools import cache
from pathlib import Path

import keras
import numpy as np
import pytest

from model.learning.architecture import build_network
from model.learning.keras_model import from_keras
from model.learning.recorder import HistoryRecorder, snapshot_steps
from model.network import TRAINED, forward, load_network
from model.preprocess.mnist import Mnist, load_test_images, load_training_images
from model.training.history import from_steps, load_history, save_history, to_steps


@cache
def data() -> Mnist:
    parts = [[each[:1000] for each in load()] for load in (load_training_images, load_test_images)]
    return Mnist(*(each for images, labels in parts for each in (images.astype(np.float32) / 255, labels)))


def save(model: keras.Model, directory: Path) -> None:
    """Save the network and a minimal card, as `train_model.py` does."""
    network = from_keras(model, "dense")
    scales = {layer.name: 1.0 for layer in network.layers[1:]}
    model.save(directory / "dense.keras")
    (directory / "dense.json").write_text(json.dumps({"fingerprint": network.fingerprint, "scales": scales}))


@pytest.fixture(scope="module")
def trained(tmp_path_factory):
    directory = tmp_path_factory.mktemp("trained")
    keras.utils.set_random_seed(1)
    model = build_network("dense")
    recorder = HistoryRecorder(data(), 20, 2)
    model.compile(keras.optimizers.Adam(2e-3), "sparse_categorical_crossentropy", metrics=["accuracy"])
    untrained = model.get_weights()
    model.fit(data().x_train, data().y_train, batch_size=50, epochs=2, verbose=0, callbacks=[recorder])
    save(model, directory)
    history = recorder.history(model)
    save_history(history, from_keras(model, "dense").fingerprint, directory / "history.npz")
    return model, untrained, history, directory


@pytest.mark.parametrize(
    "steps_per_epoch, epochs", [(469, 30), (469, 3), (469, 1), (20, 2), (1, 40), (4000, 200)]
)
def test_about_25_snapshots_go_from_step_0_to_the_last(steps_per_epoch, epochs):
    steps = snapshot_steps(steps_per_epoch, epochs)
    assert steps[0] == 0 and steps[-1] == steps_per_epoch * epochs
    assert steps == sorted(set(steps)) and len(steps) <= 27
    assert all(step % steps_per_epoch == 0 for step in steps if step > steps_per_epoch)
    if epochs <= 12:
        assert {steps_per_epoch * epoch for epoch in range(1, epochs + 1)} <= set(steps)


def test_the_usual_training_has_25_snapshots():
    assert len(snapshot_steps(469, 30)) == 25
    assert snapshot_steps(469, 30)[:10] == [0, 1, 2, 5, 10, 20, 50, 100, 200, 469]


def test_the_first_snapshot_is_the_untrained_network(trained):
    _, untrained, history, _ = trained
    for ours, theirs in zip(history.networks[0].weights, untrained):
        np.testing.assert_array_equal(ours, theirs)


def test_measures_are_what_keras_computes(trained):
    model, _, history, _ = trained
    last = history.points[-1]
    assert (last.loss, last.accuracy) == pytest.approx(
        model.evaluate(data().x_train, data().y_train, verbose=0)
    )
    test = model.evaluate(data().x_test, data().y_test, verbose=0)
    assert (last.test_loss, last.test_accuracy) == pytest.approx(test, rel=1e-4)


def test_predictions_have_the_accuracy_of_the_curve(trained):
    history = trained[2]
    for point, predicted in zip(history.points, history.predicted):
        assert (predicted == data().y_test).mean() == pytest.approx(point.test_accuracy)


def test_a_saved_history_comes_back(trained):
    _, _, history, directory = trained
    again = load_history(directory)
    np.testing.assert_allclose(again.points, history.points, rtol=1e-6)
    assert again.epochs == pytest.approx(history.epochs)
    np.testing.assert_array_equal(again.predicted, history.predicted)
    for ours, theirs in zip(again.networks, history.networks):
        for rounded, exact in zip(ours.weights, theirs.weights):
            assert (np.abs(rounded - exact) <= np.abs(exact).max(axis=0) / 253).all()


def assert_last_snapshot_is_shipped(directory):
    last, network = load_history(directory).networks[-1], load_network("dense", directory)
    for image in data().x_test[:20]:
        probs = forward(network, image)["probs"]
        np.testing.assert_allclose(forward(last, image)["probs"], probs, rtol=1e-3, atol=1e-6)
    for ours, theirs in zip(last.weights, network.weights):
        np.testing.assert_array_equal(ours, theirs)


def test_the_last_snapshot_equals_the_network_s_output(trained):
    assert_last_snapshot_is_shipped(trained[3])


@pytest.mark.skipif(not (TRAINED / "history.npz").exists(), reason="train_model.py has not made it")
def test_the_last_snapshot_equals_the_shipped_network_s_output():
    assert_last_snapshot_is_shipped(TRAINED)


@pytest.mark.skipif(not (TRAINED / "history.npz").exists(), reason="train_model.py has not made it")
def test_the_shipped_history_is_small_and_shows_learning():
    assert (TRAINED / "history.npz").stat().st_size < 3_000_000
    history = load_history()
    assert history.points[0].test_accuracy < 0.2
    assert history.points[-1].test_accuracy > 0.97


def test_kernels_come_back_within_half_a_level_of_the_largest_weight():
    rng = np.random.default_rng(1)
    kernels = rng.normal(size=(6, 30, 4)).astype(np.float32) * 10.0 ** rng.integers(-8, 5, (6, 1, 4))
    kernels[2, :, 1] = 0
    steps, largest = to_steps(kernels)
    assert steps.dtype == np.int8
    error = np.abs(from_steps(steps, largest) - kernels)
    assert (error <= (0.5 + 1e-3) / 127 * np.abs(kernels).max(axis=1, keepdims=True)).all()


@pytest.mark.parametrize(("steps", "epochs"), [(469, 30), (469, 60), (4000, 200), (1, 40), (20, 40)])
def test_epoch_ends_lie_farther_and_farther_apart_up_to_the_last(steps, epochs):
    ends = [step for step in snapshot_steps(steps, epochs) if step and step % steps == 0 and step >= steps]
    apart = np.diff(ends)
    assert ends[-1] == steps * epochs and (np.diff(apart) >= 0).all() and apart[-1] > 2 * apart[0]
