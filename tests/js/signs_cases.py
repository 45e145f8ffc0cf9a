"""Cases for signs of one's own in JavaScript: Python's variants, weights, distances and threshold."""

from __future__ import annotations

import numpy as np

from model.novelty.novelty import unit_length
from model.preprocess.mnist import load_test_images
from model.signs.known import OTHERS, OWN_REFUSED, Known
from model.signs.regression import DECAY, LEARNING_RATE, POWERS, STEPS, fit_outputs
from model.signs.variants import SHEAR, SLIDE, STRETCH, TURN, variants_of

VARIANTS, FEATURES = 30, 12


def write_signs() -> dict[str, object]:
    """Return an image's variants, and the results for random features of three classes."""
    rng = np.random.default_rng(9)
    labels = np.repeat([0, 1, 2], 15)
    features = np.maximum(rng.normal(size=(45, FEATURES)) + np.eye(3, FEATURES)[labels], 0).astype(np.float32)
    background = unit_length(rng.random((9, FEATURES))).astype(np.float32)
    known = Known(unit_length(features), background, "")
    image = load_test_images()[0][3].astype(np.float32) / 255
    kernel, bias = fit_outputs(features, labels, 3)
    return {
        "amounts": {"turn": TURN, "shear": SHEAR, "stretch": STRETCH, "slide": SLIDE},
        "descent": {"steps": STEPS, "learningRate": LEARNING_RATE, "decay": DECAY, "powers": POWERS},
        "limits": {"ownRefused": OWN_REFUSED, "others": OTHERS},
        "image": image.ravel().tolist(),
        "variants": variants_of(image[None], VARIANTS)[0].reshape(-1, 784).tolist(),
        "features": features.tolist(),
        "labels": labels.tolist(),
        "kernel": kernel.ravel().tolist(),
        "bias": bias.tolist(),
        "drawings": known.drawings.tolist(),
        "background": background.tolist(),
        "distances": known.distances(features[::-1] + 1).tolist(),
        "spread": known.spread.tolist(),
        "plain": known._replace(background=background[:0]).spread.tolist(),
        "threshold": known.threshold,
    }
