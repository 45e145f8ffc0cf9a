"""Train the networks on MNIST and write them, with their cards, to model/trained/.

python train_model.py                    all of them
python train_model.py --network dense    one of them
python train_model.py --help             everything else
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import NamedTuple

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "2")

import keras
import numpy as np
import tensorflow as tf

from model.attribution.damage_curves import write_curves
from model.errors import DataError, NetworkError
from model.evaluation.model_card import write_model_card
from model.explain.probe import Probes, compute_probes, probes_path, save_probes
from model.explain.profile import Profiles, compute_profile, profile_path, save_profile
from model.files import replaced_together
from model.learning.architecture import (
    build_network,
    fastest_precision,
    fold_batch_norm,
    is_digit_loss,
    scale_temperature,
    with_batch_norm,
)
from model.learning.detector import ask_for_digits, fit_detector_to, round_weights, unseen_digits
from model.learning.examples import Written, examples, make_batches, write_examples
from model.learning.keras_model import from_keras, save_model, to_keras
from model.learning.recorder import HistoryRecorder, Interrupt
from model.network import NAMES, TRAINED, Network, load_network
from model.network.scales import layer_scales
from model.novelty import NOVELTY_NETWORKS, Detector, load_novelty_network, save_detector
from model.preprocess.mnist import PATH, Mnist, load_mnist
from model.training.history import History, save_history


@dataclass(frozen=True)
class Recipe:
    """A network's training settings."""

    epochs: int
    learning_rate: float
    dropout: float  # below the dense layers, during training only
    is_digit_weight: float  # of the loss of "is it a …?" relative to the ten probabilities' loss
    shares: tuple[int, int, int]  # of MNIST digits, written digits and non-digits in a batch


_NOVELTY = Recipe(epochs=50, learning_rate=2e-3, dropout=0.0, is_digit_weight=10.0, shares=(60, 70, 110))
RECIPES: Mapping[str, Recipe] = {
    "novelty_dense": _NOVELTY,
    "novelty_conv": replace(_NOVELTY, epochs=12),
    "dense": Recipe(epochs=54, learning_rate=2e-3, dropout=0.0, is_digit_weight=0.5, shares=(90, 60, 60)),
    "conv": Recipe(epochs=22, learning_rate=3e-3, dropout=0.3, is_digit_weight=0.3, shares=(130, 45, 35)),
}

SCALE_IMAGES = 5_000  # training images that determine the scales for painting layers

"""
## Train
"""


class Trained(NamedTuple):
    """A network with its detector, card, profiles, probes and history."""

    model: keras.Model
    detector: Detector
    card: Mapping[str, object]
    profiles: Profiles
    probes: Probes
    history: History | None  # only for dense


def fit(
    name: str, data: Mnist, written: Written, recipe: Recipe, seed: int
) -> tuple[keras.Model, HistoryRecorder]:
    """Build one network and fit its weights; for `dense`, record their history."""
    keras.utils.set_random_seed(seed)
    model = build_network(name)
    model.summary()
    learner = with_batch_norm(model, recipe.dropout, fastest_precision())
    steps = -(-len(data.x_train) // recipe.shares[0])
    schedule = keras.optimizers.schedules.CosineDecay(recipe.learning_rate, recipe.epochs * steps)
    learner.compile(
        optimizer=keras.optimizers.Adam(schedule),
        loss=[keras.losses.CategoricalCrossentropy(), is_digit_loss],
        loss_weights=[1.0, recipe.is_digit_weight],
        metrics=[["accuracy"], []],
        jit_compile=False,  # on a CPU, XLA's convolutions take twice as long
    )
    batches = make_batches([examples(data.x_train, data.y_train), *written], recipe.shares, seed)
    recorder = HistoryRecorder(data, steps, recipe.epochs, lambda learner: fold_batch_norm(learner, model))
    length = {"epochs": recipe.epochs, "steps_per_epoch": steps}
    learner.fit(batches, callbacks=[Interrupt(), recorder] if name == "dense" else [Interrupt()], **length)
    return fold_batch_norm(learner, model), recorder


def train(
    name: str, data: Mnist, written: Written, recipe: Recipe, seed: int, novelty: keras.Model
) -> Trained:
    """Train one of the two networks, and compute everything that goes with it."""
    started = time.monotonic()
    model, recorder = fit(name, data, written, recipe, seed)
    scale_temperature(model, *unseen_digits(seed))
    round_weights(model)
    detector = fit_detector_to(model, name, novelty, data, written, seed)
    card = make_card(name, model, data, written, recipe, seed, time.monotonic() - started)
    measured_on = from_keras(model, name), data.x_test, data.y_test
    history = recorder.history(model) if name == "dense" else None
    return Trained(
        model, detector, card, compute_profile(*measured_on), compute_probes(*measured_on), history
    )


"""
## Evaluate
"""


def make_card(
    name: str, model: keras.Model, data: Mnist, written: Written, recipe: Recipe, seed: int, seconds: float
) -> dict[str, object]:
    """Return the facts about a trained network that readers and tests need."""
    network = from_keras(model, name)
    probs = model.predict(data.x_test, batch_size=500, verbose=0)
    right = probs[np.arange(len(probs)), data.y_test]
    return {
        "network": name,
        "fingerprint": network.fingerprint,
        "parameters": model.count_params(),
        "test_accuracy": round(float((probs.argmax(axis=1) == data.y_test).mean()), 4),
        "test_loss": round(float(-np.log(np.maximum(right, 1e-7)).mean()), 4),
        "training_images": len(data.x_train),
        "written_digits": len(written.digits.images),
        "no_digits": len(written.no_digits.images),
        "epochs": recipe.epochs,
        "batch_size": sum(recipe.shares),
        "learning_rate": recipe.learning_rate,
        "seed": seed,
        "seconds": round(seconds),
        "versions": {
            "python": platform.python_version(),
            "tensorflow": tf.__version__,
            "keras": keras.__version__,
            "numpy": np.__version__,
        },
        "scales": layer_scales(network, data.x_train[:SCALE_IMAGES]),
    }


"""
## Save
"""


def save(trained: Trained, data: Mnist, directory: Path) -> None:
    """Write a network and its files beside the old ones, then replace all of them together."""
    name, fingerprint = trained.card["network"], trained.card["fingerprint"]
    network = from_keras(trained.model, name)
    with replaced_together(directory, name) as new:
        save_model(trained.model, new / f"{name}.keras")
        save_detector(trained.detector, network, load_novelty_network(name, directory), new / f"{name}.npz")
        save_profile(trained.profiles, fingerprint, profile_path(name, new))
        save_probes(trained.probes, fingerprint, probes_path(name, new))
        write_curves(network, data.x_test, data.y_test, new)
        if trained.history:
            save_history(trained.history, fingerprint, new / "history.npz")
        _write_card(trained.card, new)


def save_novelty(
    model: keras.Model,
    card: Mapping[str, object],
    detectors: Sequence[tuple[Network, Detector]],
    directory: Path,
) -> None:
    """Write a novelty network, and the detectors of the existing networks that are calibrated with it."""
    name = card["network"]
    novelty = from_keras(model, name)
    with replaced_together(directory, name) as new:
        save_model(model, new / f"{name}.keras")
        _write_card(card, new)
        for network, detector in detectors:
            save_detector(detector, network, novelty, new / f"{network.name}.npz")
    load_novelty_network.forget()


def _write_card(card: Mapping[str, object], directory: Path) -> None:
    (directory / f"{card['network']}.json").write_text(json.dumps(card, indent=2) + "\n")


def train_novelty(
    name: str, data: Mnist, written: Written, recipe: Recipe, seed: int, directory: Path
) -> list[str]:
    """Train a novelty network, and refit detectors of existing networks that use it; return these names."""
    asking = [each for each in NAMES if NOVELTY_NETWORKS[each] == name]
    there = [load_network(each, directory) for each in asking if (directory / f"{each}.keras").exists()]
    started = time.monotonic()
    model, _ = fit(name, data, written, recipe, seed)
    ask_for_digits(model, data, written)
    card = make_card(name, model, data, written, recipe, seed, time.monotonic() - started)
    detectors = [fit_detector_to(to_keras(each), each.name, model, data, written, seed) for each in there]
    save_novelty(model, card, list(zip(there, detectors)), directory)
    return [each.name for each in there]


"""
## From the command line
"""


def _positive(text: str) -> int:
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError(f"{number} is not at least 1")
    return number


def parse_arguments(arguments: list[str] | None = None) -> argparse.Namespace:
    """Parse and check the command line."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument(
        "--network",
        choices=list(RECIPES),
        help="train only this one (default: all); of a novelty network, the detector that asks it is fitted "
        "anew, too",
    )
    parser.add_argument("--epochs", type=_positive, help="passes over the data (default: the network's own)")
    parser.add_argument("--seed", type=int, default=1, help="of everything random (default: 1)")
    parser.add_argument(
        "--out", type=Path, default=TRAINED, metavar="DIR", help="where to write (default: model/trained)"
    )
    parser.add_argument(
        "--data", type=Path, default=PATH, metavar="FILE.npz", help="another data set in MNIST's layout"
    )
    return parser.parse_args(arguments)


def train_all(options: argparse.Namespace) -> None:
    """Train what the command line requests."""
    data = load_mnist(options.data)
    options.out.mkdir(parents=True, exist_ok=True)  # a failure here comes before the training
    started = time.monotonic()
    written = write_examples(len(data.x_train), np.random.default_rng(options.seed))
    print(f"{sum(len(part.images) for part in written)} drawings in {time.monotonic() - started:.0f} s")
    names = [options.network] if options.network else list(RECIPES)
    asked = NOVELTY_NETWORKS.get(options.network)
    if asked and not (options.out / f"{asked}.keras").exists():
        names = [asked, *names]
    for name in names:
        recipe = replace(RECIPES[name], epochs=options.epochs or RECIPES[name].epochs)
        if name not in NAMES:
            changed = train_novelty(name, data, written, recipe, options.seed, options.out)
        else:
            novelty = to_keras(load_novelty_network(name, options.out))
            trained = train(name, data, written, recipe, options.seed, novelty)
            save(trained, data, options.out)
            changed = [name]
        for each in changed:
            with replaced_together(options.out, each) as new:
                write_model_card(each, data, options.out, new)
        card = load_network(name, options.out).card
        print(f"{name}: test accuracy {card['test_accuracy']:.2%}, after {card['seconds']} s")


def main(arguments: list[str] | None = None) -> str | None:
    """Train; return what went wrong in one line, if anything did."""
    try:
        return train_all(parse_arguments(arguments))
    except (DataError, NetworkError) as error:
        return str(error)
    except OSError as error:
        return f"The files can't be written: {error}. Those written before are still in place."
    except KeyboardInterrupt:
        return "\nStopped. The files written before are still in place."


if __name__ == "__main__":
    sys.exit(main())
