"""The training script as people run it, and the project's networks compared with their cards."""

import contextlib
import json
import math
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import keras
import numpy as np
import pytest
import tensorflow as tf

import train_model
from model import PROJECT
from model.evaluation import model_card
from model.evaluation.drawings import Drawings, mnist_test
from model.evaluation.model_card import digits_row
from model.evaluation.recognition import Answers, answer
from model.learning import detector, examples
from model.network import NAMES, forward, forward_batch, forward_batches, load_network
from model.novelty import NOVELTY_NETWORKS, THRESHOLD, load_detector, typicality
from model.preprocess import to_mnist
from model.preprocess.mnist import PATH, load_mnist, load_test_images
from model.preprocess.pen import write_digits

SCRIPT = Path(train_model.__file__)
FEW = 150  # images to learn from, and drawings of each other kind
FILES = ("keras", "npz", "json", "md", "probes.npz", "profile.npz")
NOVELTY_FILES = {f"{NOVELTY_NETWORKS['dense']}.{suffix}" for suffix in ("keras", "json")}


@pytest.fixture(scope="module")
def data():
    return load_mnist()


@pytest.fixture(scope="module")
def tiny(data, tmp_path_factory) -> Path:
    """A data set in MNIST's layout that trains in seconds."""
    path = tmp_path_factory.mktemp("data") / "tiny.npz"
    np.savez(
        path,
        x_train=np.uint8(data.x_train[:FEW] * 255),
        y_train=data.y_train[:FEW],
        x_test=np.uint8(data.x_test[:100] * 255),
        y_test=data.y_test[:100],
    )
    return path


ONLY = {"MIN_WRITTEN": FEW, "WRITTEN_PER_IMAGE": 1, "NO_DIGITS_PER_IMAGE": 1}
WITH_FEW = f"""import runpy, sys
from model.learning import examples
vars(examples).update({ONLY})
sys.argv.pop(0)
runpy.run_path(sys.argv[0], run_name="__main__")"""


def start(*arguments: object) -> subprocess.Popen:
    """Run the script, with few drawings besides, as below."""
    return subprocess.Popen(
        [sys.executable, "-c", WITH_FEW, str(SCRIPT), *map(str, arguments)],
        cwd=PROJECT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=os.environ | {"TF_CPP_MIN_LOG_LEVEL": "3", "PYTHONUNBUFFERED": "1"},
        preexec_fn=lambda: signal.signal(
            signal.SIGINT, signal.SIG_DFL
        ),  # a shell's background job ignores it
    )


@contextlib.contextmanager
def step_by_step() -> Iterator[None]:
    """Keep TensorFlow from compiling anything but what makes the data."""
    tf.config.run_functions_eagerly(True)
    try:
        yield
    finally:
        tf.config.run_functions_eagerly(False)


def run(*arguments: object) -> str | None:
    """Train in this process, with few drawings besides, because their number doesn't change the files.

    Keras takes the few steps one by one, because compiling them would take longer.
    """
    with pytest.MonkeyPatch.context() as patch, step_by_step():
        for number, value in ONLY.items():
            patch.setattr(examples, number, value)
        patch.setattr(detector, "CALIBRATION_IMAGES", FEW)
        return train_model.main([str(argument) for argument in arguments])


# The command line


def as_line(row: list[str]) -> str:
    return f"| {' | '.join(row)} |"


@pytest.fixture(scope="module")
def trained(tiny, tmp_path_factory) -> Path:
    """Return the folder after one epoch of the dense network and the one that it asks, on the tiny data."""
    out = tmp_path_factory.mktemp("trained")
    assert run("--network", "dense", "--epochs", 1, "--data", tiny, "--out", out) is None
    return out


def test_a_training_leaves_only_its_files(trained):
    files = {f"dense.{suffix}" for suffix in FILES} | {"history.npz", *NOVELTY_FILES}
    assert {path.name for path in trained.iterdir()} == files


def test_the_trained_network_can_be_used(trained, data):
    activations = forward(load_network("dense", trained), data.x_test[0])
    assert activations["probs"].sum() == pytest.approx(1, abs=1e-5)
    assert np.isfinite(typicality(load_network("dense", trained), activations))


def test_its_card_is_true(trained, data):
    card = json.loads((trained / "dense.json").read_text())
    network = load_network("dense", trained)
    probs = forward_batch(network, data.x_test[:100])["probs"]
    answers = probs.argmax(axis=1)
    assert card["test_accuracy"] == pytest.approx((answers == data.y_test[:100]).mean(), abs=1e-4)
    losses = [-math.log(each[label]) for each, label in zip(probs.tolist(), data.y_test[:100].tolist())]
    assert card["test_loss"] == pytest.approx(sum(losses) / 100, abs=1e-3)
    recipe = train_model.RECIPES["dense"]
    assert card["batch_size"] == 90 + 60 + 60 and card["learning_rate"] == recipe.learning_rate
    assert card["training_images"] == FEW
    assert card["epochs"] == 1
    assert set(card["scales"]) == {layer.name for layer in network.layers[1:]}


def first_test_images(data) -> Drawings:
    """Those of the tiny data set."""
    return Drawings(*("MNIST test", *(each[:100] for each in mnist_test(data)[1:])))


def test_its_card_for_people_names_data_and_accuracy(trained, data):
    network, card = load_network("dense", trained), (trained / "dense.md").read_text()
    assert f"fingerprint `{network.fingerprint}`" in card
    assert f"{FEW} images of MNIST" in card
    first = first_test_images(data)
    assert as_line(digits_row(first, answer(network, first.images))) in card


def test_another_training_replaces_only_its_own_files(trained, tiny):
    (trained / "conv.json").write_text("not touched")
    before = {path.name: path.read_bytes() for path in trained.iterdir()}
    assert run("--network", "dense", "--epochs", 1, "--seed", 2, "--data", tiny, "--out", trained) is None
    after = {path.name: path.read_bytes() for path in trained.iterdir()}
    assert before.keys() == after.keys()
    same = {name for name in before if before[name] == after[name]}
    assert {"conv.json", *NOVELTY_FILES} <= same
    assert not {"dense.keras", "dense.npz", "dense.json"} & same
    (trained / "conv.json").unlink()


def test_a_new_novelty_network_keeps_the_false_rejection_rate(trained, tiny, data):
    for name in ("conv", NOVELTY_NETWORKS["conv"]):
        for path in train_model.TRAINED.glob(f"{name}.*"):
            shutil.copy(path, trained)
    (trained / "dense.md").write_text("of the one before")
    before = {path.name: path.read_bytes() for path in trained.iterdir()}
    options = ("--epochs", 1, "--seed", 3, "--data", tiny, "--out", trained)
    assert run("--network", NOVELTY_NETWORKS["dense"], *options) is None
    after = {path.name: path.read_bytes() for path in trained.iterdir()}
    assert {name for name in after if before[name] != after[name]} == NOVELTY_FILES | {
        "dense.npz",
        "dense.md",
    }
    held_out = [write_digits(FEW, np.random.default_rng([3, 1]))[0], data.x_train[:FEW]]
    network = load_network("dense", trained)
    judged = answer(network, np.concatenate(held_out)).typicality
    rate = detector.FALSE_REJECTION_RATES["dense"]
    assert np.quantile(judged, rate) == pytest.approx(THRESHOLD, abs=2e-3)
    first = first_test_images(data)
    row = as_line(digits_row(first, answer(network, first.images)))
    assert row in (trained / "dense.md").read_text()
    for name in ("conv", NOVELTY_NETWORKS["conv"]):
        for path in trained.glob(f"{name}.*"):
            path.unlink()


@pytest.mark.parametrize("kind", ["missing", "empty", "truncated", "wrong"])
def test_a_file_of_the_wrong_kind_gives_one_line_and_no_traceback(kind, tmp_path, capfd):
    path, image, label = tmp_path / f"{kind}.npz", np.zeros((1, 32, 32), np.uint8), np.zeros(1, np.uint8)
    if kind == "wrong":
        np.savez(path, x_train=image, y_train=label, x_test=image, y_test=label)
    elif kind != "missing":
        path.write_bytes(PATH.read_bytes()[:100_000] if kind == "truncated" else b"")
    said = train_model.main(["--data", str(path), "--out", str(tmp_path / "out")])
    assert path.name in said and "\n" not in said
    assert capfd.readouterr() == ("", "")
    assert not (tmp_path / "out").exists()


def test_a_stopped_training_leaves_the_last_good_files(trained, tiny):
    """It is either killed, which leaves the files of that moment, or interrupted, which it says in a line."""

    def files() -> dict[str, bytes]:
        return {path.name: path.read_bytes() for path in trained.iterdir()}

    before = files()
    process = start("--network", "dense", "--epochs", 10_000, "--data", tiny, "--out", trained)
    for line in process.stdout:
        if "Epoch 2/" in line:
            break
    time.sleep(0.5)
    process.send_signal(signal.SIGSTOP)
    as_if_killed = files()
    process.send_signal(signal.SIGINT)
    process.send_signal(signal.SIGCONT)
    _, err = process.communicate(timeout=60)
    assert process.returncode == 1
    assert "Traceback" not in err
    assert err.splitlines()[-1].startswith("Stopped.")
    assert files() == as_if_killed == before
    load_network("dense", trained)


@pytest.mark.parametrize("epochs", ["0", "-1", "many"])
def test_a_senseless_number_of_epochs_is_refused(epochs, capsys):
    with pytest.raises(SystemExit) as stopped:
        train_model.parse_arguments(["--epochs", epochs])
    assert stopped.value.code == 2
    assert "--epochs" in capsys.readouterr().err


# The networks in the project

FLOORS = {"dense": 0.985, "conv": 0.995}  # of the MNIST test images
WRITTEN_FLOORS = {"dense": 0.95, "conv": 0.97}  # of written digits that weren't trained on
BENT_FLOORS = {"dense": 0.95, "conv": 0.98}  # of test images moved, resized, thinned or thickened


@pytest.fixture(scope="module", params=NAMES)
def shipped(request):
    return load_network(request.param)


@pytest.fixture(scope="module")
def of_test_images(shipped, data) -> Answers:
    return answer(shipped, mnist_test(data).images)


@cache
def written() -> tuple[np.ndarray, np.ndarray]:
    """Return 2,000 digits and their labels, for both networks."""
    return write_digits(2000, np.random.default_rng(31_415))


@pytest.fixture(scope="module")
def of_written(shipped) -> np.ndarray:
    """Return the network's probabilities for them: (2000, 10)."""
    return np.concatenate([values["probs"] for values in forward_batches(shipped, written()[0])])


def accuracy(network, images: np.ndarray, labels: np.ndarray) -> float:
    answers = [values["probs"].argmax(axis=1) for values in forward_batches(network, images)]
    return float((np.concatenate(answers) == labels).mean())


def test_the_card_s_test_accuracy_is_true_and_high_enough(shipped, data, of_test_images):
    measured = float((of_test_images.digits == data.y_test).mean())
    assert shipped.card["test_accuracy"] == pytest.approx(measured, abs=2e-4)
    assert measured >= FLOORS[shipped.name]


def test_the_card_for_people_has_this_network_s_true_figures(shipped, data, of_test_images):
    card = (train_model.TRAINED / f"{shipped.name}.md").read_text(encoding="utf-8")
    assert f"fingerprint `{shipped.fingerprint}`" in card
    assert f"| weights | {shipped.card['parameters']:,}," in card
    drawings = mnist_test(data)
    measured = digits_row(drawings, of_test_images)
    (line,) = re.findall(rf"^\| {drawings.name} \| (.*) \|$", card, re.MULTILINE)
    stated, found = (
        np.array([float(each.replace(",", "")) for each in row]) for row in (line.split(" | "), measured[1:])
    )
    assert np.abs(stated - found)[[0, 1, 2, 3, 6]].max() <= 0.03  # on a machine that adds in another order
    assert np.abs(stated - found)[[4, 5]].max() <= 2
    for name in ("digits_pendigits", "digits_unipen", "digits_ipad", "letters_unipen", "scribbles"):
        assert f"\n| {name} | " in card  # handwritten by people, and not trained on


def test_invalid_sets_give_one_line(tmp_path):
    missing, broken = tmp_path / "missing.jsonl", tmp_path / "broken.jsonl"
    broken.write_text("no JSON\n")
    for path in (missing, broken):
        said = model_card.main(["--sets", str(path), "--trained", str(tmp_path)])
        assert path.name in said
        assert "\n" not in said
    assert list(tmp_path.iterdir()) == [broken]


def test_the_card_counts_the_weights(shipped):
    weights = sum(layer.kernel.size + layer.bias.size for layer in shipped.layers if layer.kernel is not None)
    assert shipped.card["parameters"] == weights <= 200_000
    assert set(shipped.card["scales"]) == {layer.name for layer in shipped.layers[1:]}


def test_unseen_written_digits_are_read(shipped, of_written):
    assert (of_written.argmax(axis=1) == written()[1]).mean() >= WRITTEN_FLOORS[shipped.name]


def on_canvas(image: np.ndarray, zoom: int, row: int, col: int) -> np.ndarray:
    """Return an MNIST image enlarged onto a canvas: uint8 (280, 280, 4)."""
    rows, cols = (np.flatnonzero(image.any(axis=axis)) for axis in (1, 0))
    digit = np.kron(image[rows[0] : rows[-1] + 1, cols[0] : cols[-1] + 1], np.ones((zoom, zoom)))
    rgba = np.zeros((280, 280, 4), np.uint8)
    rgba[row : row + digit.shape[0], col : col + digit.shape[1], 3] = digit * 255
    return rgba


@cache
def redrawn(zoom: int, row: int, col: int) -> np.ndarray:
    """Return the first 1,000 test images, as the page sees them drawn in this size at this place."""
    images = load_test_images()[0][:1000] / np.float32(255)
    return np.stack([to_mnist(on_canvas(image, zoom, row, col)).image for image in images])


@pytest.mark.parametrize(("zoom", "row", "col"), [(4, 5, 190), (8, 100, 20), (11, 30, 40)])
def test_test_digits_of_any_place_and_size_are_read(shipped, data, zoom, row, col):
    assert accuracy(shipped, redrawn(zoom, row, col), data.y_test[:1000]) >= BENT_FLOORS[shipped.name]


@pytest.mark.parametrize("change", [np.minimum, np.maximum])
def test_thinner_and_thicker_test_digits_are_read(shipped, data, change):
    images = data.x_test[:2000]
    changed = change(images, np.roll(images, 1, axis=2))
    assert accuracy(shipped, changed, data.y_test[:2000]) >= BENT_FLOORS[shipped.name]


def test_probabilities_are_calibrated(of_written):
    confidence, right = of_written.max(axis=1), of_written.argmax(axis=1) == written()[1]
    bins = np.minimum((confidence * 15).astype(int), 14)
    error = np.abs(np.bincount(bins, confidence - right)).sum() / len(right)
    assert error <= 0.03


def test_the_detector_fits_the_network_and_is_small(shipped):
    assert load_detector(shipped).kernel.shape == (shipped.last_hidden.shape[0], 10)
    assert (Path(train_model.TRAINED) / f"{shipped.name}.npz").stat().st_size < 2e6
    assert THRESHOLD == 0


def test_the_networks_are_plain_keras_files():
    for name in NAMES:
        model = keras.saving.load_model(train_model.TRAINED / f"{name}.keras", compile=False)
        kinds = {type(layer).__name__ for layer in model.layers}
        assert kinds <= {"Reshape", "Conv2D", "ReLU", "MaxPooling2D", "Flatten", "Dense", "Softmax"}
