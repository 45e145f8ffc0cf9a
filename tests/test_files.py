"""Tests a training's files: they replace the old ones all together, and a mixture is never loaded."""

import errno
import json
import shutil
from functools import partial
from pathlib import Path

import keras
import numpy as np
import pytest

import train_model
from model.errors import NetworkError
from model.explain.probe import compute_probes, load_probes
from model.explain.profile import compute_profile, load_profile
from model.learning.architecture import build_network
from model.learning.keras_model import from_keras
from model.network import NAMES, TRAINED, Network, load_network
from model.network.scales import layer_scales
from model.novelty import NOVELTY_NETWORKS, Detector, load_detector
from model.preprocess.mnist import Mnist, load_test_images
from model.training.history import History, load_history
from model.training.snapshot import Point
from train_model import Trained
from train_model import save as save_trained

WRITTEN = (
    "dense.json",
    "dense.keras",
    "dense.npz",
    "dense.probes.npz",
    "dense.profile.npz",
    "history.npz",
)  # in the order in which they are renamed
OF_NOVELTY = tuple(f"{NOVELTY_NETWORKS['dense']}.{suffix}" for suffix in ("keras", "json"))


def made(seed: int) -> Trained:
    """Return what a training would produce, without training."""
    keras.utils.set_random_seed(seed)
    model = build_network("dense")
    network = from_keras(model, "dense")
    images, labels = (each[:20] for each in load_test_images())
    shipped = json.loads((TRAINED / "dense.json").read_text())
    card = shipped | {"fingerprint": network.fingerprint, "scales": layer_scales(network, images)}
    detector = Detector(
        np.zeros((128, 10), np.float32),
        np.zeros(10, np.float32),
        np.zeros((5, 128), np.float16),
        np.arange(5),
        labels[:5].astype(np.int64),
    )
    points = (Point(0, 2.3, 0.1, 2.3, 0.1), Point(9, 0.3, 0.9, 0.3, 0.9))
    history = History(points, (0.0, 1.0), (network, network), np.zeros((2, 20), np.uint8))
    seen = network, images, labels
    return Trained(model, detector, card, compute_profile(*seen), compute_probes(*seen), history)


def save(trained: Trained, directory: Path) -> None:
    """Save as a training does, with twenty test images, in a folder that has the novelty network."""
    directory.mkdir(exist_ok=True)
    for name in OF_NOVELTY:
        shutil.copy(TRAINED / name, directory)
    images, labels = (each[:20] for each in load_test_images())
    save_trained(trained, Mnist(images, labels, images, labels), directory)


@pytest.fixture(scope="module")
def trainings() -> tuple[Trained, Trained]:
    return made(1), made(2)


@pytest.fixture
def old(trainings, tmp_path) -> Path:
    """Return the folder after one training."""
    save(trainings[0], tmp_path)
    return tmp_path


def load_all(directory: Path) -> Network:
    network = load_network("dense", directory)
    load_detector(network)
    load_profile(network)
    load_probes(network)
    load_history(directory)
    return network


def contents_of(directory: Path) -> dict[str, bytes]:
    """Return the contents of all files except the novelty network's."""
    return {path.name: path.read_bytes() for path in directory.iterdir() if path.name not in OF_NOVELTY}


def test_a_training_s_files_load_and_nothing_else_is_left(old, trainings):
    assert load_all(old).fingerprint == trainings[0].card["fingerprint"]
    assert sorted(contents_of(old)) == list(WRITTEN)


@pytest.mark.parametrize("name", WRITTEN)
def test_a_file_of_another_training_is_never_loaded(name, old, trainings, tmp_path):
    save(trainings[1], tmp_path / "other")
    shutil.copy(tmp_path / "other" / name, old / name)
    with pytest.raises(NetworkError, match=r"python train_model\.py --network dense"):
        load_all(old)


@pytest.mark.parametrize("contents", [None, b"", b"no archive", b"PK\x03\x04 half an archive"])
@pytest.mark.parametrize("name", WRITTEN)
def test_a_missing_or_damaged_file_names_the_command(name, contents, old):
    (old / name).unlink()
    if contents is not None:
        (old / name).write_bytes(contents)
    with pytest.raises(NetworkError, match=r"python train_model\.py --network dense"):
        load_all(old)


@pytest.mark.parametrize("renamed", range(1, len(WRITTEN)))
def test_a_training_killed_between_renames_leaves_no_network_that_loads(renamed, old, trainings, monkeypatch):
    rename, names = Path.replace, []

    def killed(path: Path, target: Path) -> None:
        if len(names) == renamed:
            raise KeyboardInterrupt
        names.append(path.name)
        rename(path, target)

    monkeypatch.setattr(Path, "replace", killed)
    with pytest.raises(KeyboardInterrupt):
        save(trainings[1], old)
    assert tuple(names) == WRITTEN[:renamed]
    with pytest.raises(NetworkError):
        load_all(old)
    monkeypatch.undo()
    save(trainings[1], old)  # leftovers don't block the next training
    assert load_all(old).fingerprint == trainings[1].card["fingerprint"]


@pytest.mark.parametrize("full_at", WRITTEN)
def test_a_full_disk_leaves_the_old_files(full_at, old, trainings, monkeypatch):
    before = contents_of(old)

    def write(path: Path, *_: object, **__: object) -> None:
        if Path(path).name == full_at:
            Path(path).write_bytes(b"half of")
            raise OSError(errno.ENOSPC, "No space left on device", str(path))

    def but_then(write_really):
        return lambda first, *rest, **named: write(first) or write_really(first, *rest, **named)

    monkeypatch.setattr(np, "savez_compressed", but_then(np.savez_compressed))
    monkeypatch.setattr(train_model, "save_model", lambda model, path: write(path) or model.save(path))
    monkeypatch.setattr(Path, "write_text", but_then(Path.write_text))
    with pytest.raises(OSError, match="No space left"):
        save(trainings[1], old)
    assert contents_of(old) == before


def test_an_unwritable_folder_is_reported_before_the_training(tmp_path, monkeypatch):
    monkeypatch.setattr(train_model, "write_examples", lambda *_: pytest.fail("it has begun"))
    (tmp_path / "file").write_text("in the way")
    data = tmp_path / "tiny.npz"
    images, labels = np.zeros((1, 28, 28), np.uint8), np.zeros(1, np.uint8)
    np.savez(data, x_train=images, y_train=labels, x_test=images, y_test=labels)
    said = train_model.main(["--data", str(data), "--out", str(tmp_path / "file" / "trained")])
    assert "can't be written" in said and "file" in said and "\n" not in said


def change_card(change):
    return lambda path: path.write_text(json.dumps(change(json.loads(path.read_text()))))


def changed(name: str, change):
    """Change every array whose name ends like this; leave it out if it becomes None."""

    def save_changed(path: Path) -> None:
        with np.load(path) as file:
            arrays = {key: change(each) if key.endswith(name) else each for key, each in file.items()}
        np.savez(path, **{key: each for key, each in arrays.items() if each is not None})

    return save_changed


without, cut, narrow, as_text, far, as_int16 = (
    partial(changed, change=change)
    for change in (
        lambda array: None,
        lambda array: array[: len(array) // 2],
        lambda array: array[..., :-1],
        lambda array: array.astype(str),
        lambda array: array + 20_000,  # indices of test images that don't exist
        lambda array: array.astype(np.int16),
    )
)
DAMAGE = {
    "dense.json": {
        "no object": change_card(lambda card: [card]),
        "no scales": change_card(lambda card: card | {"scales": None}),
        "no scale of a layer": change_card(lambda card: card | {"scales": {"probs": 1.0}}),
        "a scale of 0": change_card(lambda card: card | {"scales": dict.fromkeys(card["scales"], 0)}),
        "a scale in words": change_card(lambda card: card | {"scales": dict.fromkeys(card["scales"], "1")}),
    },
    "dense.npz": {"no bias": without("bias"), "short": cut("neighbor_index"), "text": as_text("bias")}
    | {"far": far("neighbor_index"), "other labels": far("neighbor_labels")},
    "dense.probes.npz": {"no layer": without("hidden2_relu/kernel"), "short": cut("bias")}
    | {"text": as_text("bias"), "no share": far("right")},
    "dense.profile.npz": {"no layer": without("hidden2/fires"), "short": cut("quantiles")}
    | {"text": as_text("fires"), "far": far("best_images")},
    "history.npz": {f"no {name}": without(name) for name in ("points", "epochs", "predicted")}
    | {f"no {name}": without(name) for name in ("bias1", "bias5", "steps0", "largest2")}
    | {f"short {name}": cut(name) for name in ("points", "predicted", "bias1", "steps0")}
    | {f"narrow {name}": narrow(name) for name in ("points", "bias1", "largest0")}
    | {"no epoch": changed("epochs", lambda _: np.zeros(0)), "text": as_text("epochs")}
    | {"other steps": as_int16("steps0")},
}


DAMAGED = [pytest.param(name, what, id=f"{name}: {what}") for name, each in DAMAGE.items() for what in each]


@pytest.mark.parametrize(("name", "what"), DAMAGED)
def test_a_valid_file_with_wrong_contents_is_reported_with_its_command(name, what, old):
    DAMAGE[name][what](old / name)
    with pytest.raises(NetworkError, match=rf"{name} .*python train_model\.py --network dense") as caught:
        load_all(old)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("name", NAMES)
def test_another_network_in_its_place_is_reported(name, tmp_path):
    (other,) = set(NAMES) - {name}
    shutil.copy(TRAINED / f"{name}.json", tmp_path)
    shutil.copy(TRAINED / f"{other}.keras", tmp_path / f"{name}.keras")
    with pytest.raises(NetworkError, match=rf"{name}\.json .*python train_model\.py --network {name}"):
        load_network(name, tmp_path)


def test_a_history_is_only_written_beside_its_network_if_there_is_one(trainings, tmp_path):
    save(trainings[0]._replace(history=None), tmp_path)
    assert sorted(contents_of(tmp_path)) == list(WRITTEN[:-1])


def test_a_fingerprint_depends_on_the_weights_alone(trainings, old):
    network = load_network("dense", old)
    assert network.fingerprint == from_keras(trainings[0].model, "another name").fingerprint
    assert len(network.fingerprint) == 16
    kernel = network.weighted[0].kernel.copy()
    kernel[0, 0] = np.nextafter(kernel[0, 0], np.float32(1))
    layer = network.weighted[0]
    changed = type(layer)(layer.name, layer.kind, layer.shape, kernel, layer.bias)
    layers = tuple(changed if each is layer else each for each in network.layers)
    assert Network("dense", layers).fingerprint != network.fingerprint
