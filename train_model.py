"""Train the networks on MNIST and write them, with their cards, to model/trained/.

python train_model.py                    both networks
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

from model.history import History, save_history
from model.learning.architecture import build_network, fold_batch_norm, with_batch_norm
from model.learning.augment import augment
from model.learning.keras_model import from_keras, save_model
from model.learning.recorder import HistoryRecorder
from model.mnist import NUM_CLASSES, PATH, DataError, Mnist, load_mnist
from model.network import NAMES, TRAINED
from model.novelty import Knowledge, fit_knowledge, save_knowledge
from model.pen import write_digits, write_no_digits
from model.profile import compute_profile, profile_path, save_profile
from model.scales import layer_scales


@dataclass(frozen=True)
class Recipe:
    """How a network is trained."""

    epochs: int
    learning_rate: float
    dropout: float  # below the dense layers, in training only
    shares: tuple[int, int, int]  # of MNIST digits, written digits and no digits in a batch
    refused: float  # of the digits made here, by the cut of the novelty; people's stray further


RECIPES: Mapping[str, Recipe] = {
    "dense": Recipe(epochs=40, learning_rate=2e-3, dropout=0.0, shares=(96, 64, 48), refused=0.013),
    "conv": Recipe(epochs=28, learning_rate=3e-3, dropout=0.1, shares=(144, 36, 20), refused=0.005),
}

WRITTEN_PER_IMAGE, NO_DIGITS_PER_IMAGE = 3, 1  # drawn once, for each image of the data set; then augmented
FEWEST = 2000  # drawn, however small the data set
SAMPLE = 20_000  # of each kind, to learn from what the last hidden layer makes of it
FRESH = 4_000  # of each kind of digit, to set the cut of the novelty with
SCALE_IMAGES = 5_000  # training images, of whose values the scales are taken that layers are painted on
NEIGHBORS = 4_000  # test images that can be shown as the nearest digits: 0.5 MB

"""
## Prepare the data
"""


class Examples(NamedTuple):
    """Images uint8 (n, 28, 28) and targets float32 (n, 10): what the softmax should say."""

    images: np.ndarray
    targets: np.ndarray


Drawn = tuple[Examples, Examples]  # digits, and what is no digit


def draw_examples(number: int, rng: np.random.Generator) -> Drawn:
    """Digits of many styles, and what is no digit, for which every digit is to be equally likely."""
    images, labels = write_digits(max(FEWEST, WRITTEN_PER_IMAGE * number), rng)
    strange = write_no_digits(max(FEWEST, NO_DIGITS_PER_IMAGE * number), rng)
    uniform = np.full((len(strange), NUM_CLASSES), 1 / NUM_CLASSES, np.float32)
    return examples(images, labels), Examples(_to_bytes(strange), uniform)


def examples(images: np.ndarray, labels: np.ndarray) -> Examples:
    """Digits, with all probability on their label."""
    return Examples(_to_bytes(images), np.eye(NUM_CLASSES, dtype=np.float32)[labels])


def make_batches(sets: Sequence[Examples], shares: Sequence[int], seed: int) -> tf.data.Dataset:
    """Batches without end of MNIST digits, written digits and no digits, shuffled and augmented."""
    parts = [
        tf.data.Dataset.from_tensor_slices(tuple(part))
        .shuffle(len(part.images), seed=seed)
        .repeat()
        .batch(share)
        for part, share in zip(sets, shares)
    ]
    batches = tf.data.Dataset.zip(tuple(parts)).map(_join, num_parallel_calls=tf.data.AUTOTUNE)
    return batches.prefetch(4)


def _join(*parts: tuple[tf.Tensor, tf.Tensor]) -> tuple[tf.Tensor, tf.Tensor]:
    images = tf.concat([images for images, _ in parts], axis=0)
    return augment(tf.cast(images, tf.float32) / 255), tf.concat([targets for _, targets in parts], axis=0)


def _to_bytes(images: np.ndarray) -> np.ndarray:
    return np.round(images * 255).astype(np.uint8)


"""
## Train
"""


def train(
    name: str, data: Mnist, drawn: Drawn, recipe: Recipe, seed: int
) -> tuple[keras.Model, Knowledge, dict[str, object], History | None]:
    """Build and fit one network; give it with what it knows of digits, its card and its history."""
    keras.utils.set_random_seed(seed)
    started = time.monotonic()
    model = build_network(name)
    model.summary()
    learner = with_batch_norm(model, recipe.dropout)
    steps = -(-len(data.x_train) // recipe.shares[0])
    schedule = keras.optimizers.schedules.CosineDecay(recipe.learning_rate, recipe.epochs * steps)
    learner.compile(
        optimizer=keras.optimizers.Adam(schedule),
        loss=keras.losses.CategoricalCrossentropy(),
        metrics=["accuracy"],
        jit_compile=False,  # on a CPU, XLA's convolutions take twice as long
    )
    batches = make_batches([examples(data.x_train, data.y_train), *drawn], recipe.shares, seed)
    held_back = examples(data.x_test, data.y_test)
    recorder = HistoryRecorder(data, steps, recipe.epochs, lambda learner: fold_batch_norm(learner, model))
    length = {"epochs": recipe.epochs, "steps_per_epoch": steps}
    recorders = [recorder] if name == "dense" else []
    learner.fit(batches, validation_data=(data.x_test, held_back.targets), callbacks=recorders, **length)
    fold_batch_norm(learner, model)
    knowledge = learn_digits(model, data, drawn, recipe.refused, seed)
    card = make_card(name, model, data, drawn, recipe, seed, time.monotonic() - started)
    return model, knowledge, card, recorder.history(model) if name == "dense" else None


"""
## Evaluate
"""


def learn_digits(model: keras.Model, data: Mnist, drawn: Drawn, refused: float, seed: int) -> Knowledge:
    """What the last hidden layer makes of digits and of no digits."""
    features = keras.Model(model.inputs, model.get_layer("logits").input)

    def see(images: np.ndarray) -> np.ndarray:
        return features.predict(images, batch_size=500, verbose=0)

    written, strange = ((part.images[:SAMPLE] / np.float32(255), part.targets[:SAMPLE]) for part in drawn)
    fresh, _ = write_digits(FRESH, np.random.default_rng([seed, 1]))
    return fit_knowledge(
        (
            see(np.concatenate([data.x_train[:SAMPLE], written[0]])),
            np.concatenate([data.y_train[:SAMPLE], written[1].argmax(axis=1)]),
        ),
        see(strange[0]),
        see(np.concatenate([fresh, data.x_train[-FRESH:]])),
        (see(data.x_test[:NEIGHBORS]), data.y_test[:NEIGHBORS]),
        refused,
    )


def make_card(
    name: str, model: keras.Model, data: Mnist, drawn: Drawn, recipe: Recipe, seed: int, seconds: float
) -> dict[str, object]:
    """What a reader, or a test, needs to know of a trained network."""
    probs = model.predict(data.x_test, batch_size=500, verbose=0)
    right = probs[np.arange(len(probs)), data.y_test]
    return {
        "network": name,
        "parameters": model.count_params(),
        "test_accuracy": round(float((probs.argmax(axis=1) == data.y_test).mean()), 4),
        "test_loss": round(float(-np.log(np.maximum(right, 1e-7)).mean()), 4),
        "training_images": len(data.x_train),
        "written_digits": len(drawn[0].images),
        "no_digits": len(drawn[1].images),
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
        "scales": layer_scales(from_keras(model, name), data.x_train[:SCALE_IMAGES]),
    }


"""
## Save
"""


def save(model: keras.Model, knowledge: Knowledge, card: Mapping[str, object], directory: Path) -> None:
    """Write network, knowledge and card beside the old ones, then put all three in their place."""
    directory.mkdir(parents=True, exist_ok=True)
    name = card["network"]
    new = {suffix: directory / f"{name}.new.{suffix}" for suffix in ("keras", "npz", "json")}
    save_model(model, new["keras"])
    save_knowledge(knowledge, new["npz"])
    new["json"].write_text(json.dumps(card, indent=2) + "\n")
    for suffix, path in new.items():
        path.replace(directory / f"{name}.{suffix}")


def _positive(text: str) -> int:
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError(f"{number} is not at least 1")
    return number


def parse_arguments(arguments: list[str] | None = None) -> argparse.Namespace:
    """The command line, checked."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("--network", choices=NAMES, help="train only this one (default: both)")
    parser.add_argument("--epochs", type=_positive, help="passes over the data (default: the network's own)")
    parser.add_argument("--seed", type=int, default=1, help="of everything random (default: 1)")
    parser.add_argument(
        "--out", type=Path, default=TRAINED, metavar="DIR", help="where to write (default: model/trained)"
    )
    parser.add_argument(
        "--data", type=Path, default=PATH, metavar="FILE.npz", help="another data set in MNIST's layout"
    )
    return parser.parse_args(arguments)


def main() -> None:
    """Train what the command line asks for."""
    options = parse_arguments()
    data = load_mnist(options.data)
    started = time.monotonic()
    drawn = draw_examples(len(data.x_train), np.random.default_rng(options.seed))
    print(f"{sum(len(part.images) for part in drawn)} drawings in {time.monotonic() - started:.0f} s")
    for name in [options.network] if options.network else NAMES:
        recipe = RECIPES[name]
        if options.epochs:
            recipe = replace(recipe, epochs=options.epochs)
        model, knowledge, card, history = train(name, data, drawn, recipe, options.seed)
        save(model, knowledge, card, options.out)
        profile = compute_profile(from_keras(model, name, card), data.x_test, data.y_test)
        save_profile(profile, profile_path(name, options.out))
        if history:
            save_history(history, options.out / "history.npz")
        print(f"{name}: {card['test_accuracy']:.2%} of the test images right, after {card['seconds']} s")


if __name__ == "__main__":
    try:
        main()
    except DataError as error:
        sys.exit(str(error))
    except KeyboardInterrupt:
        sys.exit("\nStopped. The files written before are still in place.")
