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
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "2")

import keras
import numpy as np
import tensorflow as tf

from model.architecture import build_network
from model.augment import augment
from model.mnist import PATH, DataError, Mnist, load_mnist
from model.network import NAMES, TRAINED


@dataclass(frozen=True)
class Recipe:
    """How a network is trained."""

    epochs: int
    batch_size: int
    learning_rate: float


RECIPES: Mapping[str, Recipe] = {
    "dense": Recipe(epochs=30, batch_size=128, learning_rate=2e-3),
    "conv": Recipe(epochs=12, batch_size=128, learning_rate=2e-3),
}

"""
## Prepare the data
"""


def make_batches(data: Mnist, batch_size: int, seed: int) -> tf.data.Dataset:
    """Shuffled, augmented batches of ((n, 28, 28) images, (n,) labels), one epoch long."""
    pairs = tf.data.Dataset.from_tensor_slices((data.x_train, data.y_train))
    batches = pairs.shuffle(len(data.x_train), seed=seed).batch(batch_size)
    return batches.map(lambda x, y: (augment(x), y), num_parallel_calls=tf.data.AUTOTUNE).prefetch(2)


"""
## Train
"""


def train(name: str, data: Mnist, recipe: Recipe, seed: int) -> tuple[keras.Model, dict[str, object]]:
    """Build and fit one network; give it with its card."""
    keras.utils.set_random_seed(seed)
    started = time.monotonic()
    model = build_network(name)
    model.summary()
    batches = make_batches(data, recipe.batch_size, seed)
    steps = recipe.epochs * len(batches)
    model.compile(
        optimizer=keras.optimizers.Adam(keras.optimizers.schedules.CosineDecay(recipe.learning_rate, steps)),
        loss=keras.losses.SparseCategoricalCrossentropy(),
        metrics=["accuracy"],
    )
    model.fit(batches, epochs=recipe.epochs, validation_data=(data.x_test, data.y_test))
    return model, make_card(name, model, data, recipe, seed, time.monotonic() - started)


"""
## Evaluate
"""


def make_card(
    name: str, model: keras.Model, data: Mnist, recipe: Recipe, seed: int, seconds: float
) -> dict[str, object]:
    """What a reader, or a test, needs to know of a trained network."""
    loss, accuracy = model.evaluate(data.x_test, data.y_test, batch_size=500, verbose=0)
    return {
        "network": name,
        "parameters": model.count_params(),
        "test_accuracy": round(accuracy, 4),
        "test_loss": round(loss, 4),
        "training_images": len(data.x_train),
        "epochs": recipe.epochs,
        "batch_size": recipe.batch_size,
        "learning_rate": recipe.learning_rate,
        "seed": seed,
        "seconds": round(seconds),
        "versions": {
            "python": platform.python_version(),
            "tensorflow": tf.__version__,
            "keras": keras.__version__,
            "numpy": np.__version__,
        },
        "scales": layer_scales(model, data.x_train[:5000]),
    }


def layer_scales(model: keras.Model, images: np.ndarray) -> dict[str, float]:
    """The activation painted in the brightest colour, per layer: its 99.9th percentile over images."""
    every_layer = keras.Model(model.inputs, {layer.name: layer.output for layer in model.layers})
    values = every_layer.predict(images, batch_size=500, verbose=0)
    return {name: round(float(np.percentile(value, 99.9)), 4) for name, value in values.items()}


"""
## Save
"""


def save(model: keras.Model, card: Mapping[str, object], directory: Path) -> None:
    """Write network and card beside the old ones, then put both in their place."""
    directory.mkdir(parents=True, exist_ok=True)
    name = card["network"]
    new_model, new_card = directory / f"{name}.new.keras", directory / f"{name}.new.json"
    model.save(new_model)
    new_card.write_text(json.dumps(card, indent=2) + "\n")
    new_model.replace(directory / f"{name}.keras")
    new_card.replace(directory / f"{name}.json")


def parse_arguments(arguments: list[str] | None = None) -> argparse.Namespace:
    """The command line, checked."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("--network", choices=NAMES, help="train only this one (default: both)")
    parser.add_argument("--epochs", type=int, help="passes over the data (default: the network's own)")
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
    for name in [options.network] if options.network else NAMES:
        model, card = train(name, data, RECIPES[name], options.seed)
        save(model, card, options.out)
        print(f"{name}: {card['test_accuracy']:.2%} of the test images right, after {card['seconds']} s")


if __name__ == "__main__":
    try:
        main()
    except DataError as error:
        sys.exit(str(error))
    except KeyboardInterrupt:
        sys.exit("\nStopped. The files written before are still in place.")
