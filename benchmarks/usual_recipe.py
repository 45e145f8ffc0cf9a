"""Measures the usual recipe on the same strokes: MNIST, a plain dense network, the canvas shrunk to 28×28.

python -m benchmarks.usual_recipe FILE...

The strokes are placed and drawn as in `recognition`, with the same seed. The network has the app's own
784-128-128-10 and trains on plain MNIST for ten epochs; a drawing is the whole canvas, averaged over 10×10
pixels.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import keras
import numpy as np

from model.evaluation.drawings import SEED, place, random_of, read_items
from model.evaluation.recognition import calibration_error
from model.learning.architecture import build_network
from model.preprocess import ink_of
from model.preprocess.mnist import IMAGE_SIZE, load_mnist
from model.preprocess.pen import draw_strokes

EPOCHS, BATCH_SIZE = 10, 128


def main() -> None:
    """Train, then print accuracy and calibration error for each file."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("files", type=Path, nargs="+", metavar="FILE", help="digits, .jsonl or .jsonl.gz")
    options = parser.parse_args()
    model, test_accuracy = train()
    print(f"{'MNIST test':28}{100 * test_accuracy:9.2f}% right")
    for path in options.files:
        items, rng = read_items(path), random_of(path.name, SEED)
        labels = np.array([int(item["label"]) for item in items])
        images = np.stack([shrink(draw_strokes(place(item["strokes"], rng))) for item in items])
        probs = model.predict(images, batch_size=500, verbose=0)
        right = probs.argmax(axis=1) == labels
        error = calibration_error(probs.max(axis=1), right)
        print(f"{path.name:28}{100 * right.mean():9.2f}% right, calibration error {100 * error:.2f}%")


def train() -> tuple[keras.Model, float]:
    """Train the textbook's way; return the model and its accuracy on the MNIST test images."""
    keras.utils.set_random_seed(SEED)
    data, model = load_mnist(), build_network("dense")
    model.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
    model.fit(data.x_train, data.y_train, batch_size=BATCH_SIZE, epochs=EPOCHS, verbose=0)
    return model, model.evaluate(data.x_test, data.y_test, verbose=0)[1]


def shrink(rgba: np.ndarray) -> np.ndarray:
    """Average the whole canvas down to float32 (28, 28)."""
    ink = ink_of(rgba)
    step = ink.shape[0] // IMAGE_SIZE
    return ink.reshape(IMAGE_SIZE, step, IMAGE_SIZE, step).mean(axis=(1, 3))


if __name__ == "__main__":
    main()
