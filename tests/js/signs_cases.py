"""Cases for signs of one's own in JavaScript: Python's variants, weights, distances and threshold."""

import json
from pathlib import Path

import numpy as np

from model.novelty.held_back import source_of
from model.novelty.novelty import unit_length
from model.novelty.own_digits import own_digit
from model.preprocess.mnist import load_test_images
from model.reading import Reading
from model.signs import learn
from model.signs.known import DEVIATIONS, OTHERS, Known
from model.signs.regression import DECAY, LEARNING_RATE, POWERS, STEPS, fit_outputs
from model.signs.variants import SHEAR, SLIDE, STRETCH, TURN, variants_of
from tests.samples import SAMPLES
from tests.signs import BASES, NAMES, network_of_signs
from tests.specimens import many_images
from views.parts.files.network_file import packed
from views.parts.looks.wording import sign
from views.wall.downloads import ClassDigit, as_signs_file

VARIANTS, FEATURES = 30, 12
SURE = 1e-3  # of a distance: nearer to the threshold, rounding decides


def write_networks(folder: Path) -> list[dict[str, object]]:
    """Write two networks for signs; return their names, and what Python makes of images of digits."""
    found = []
    for base in BASES:
        network = network_of_signs(base)
        known, threshold = network.card["known"], network.card["threshold"]
        (folder / f"signs{base}.network").write_bytes(packed(network))
        readings = [Reading(network, image) for image in many_images()]
        distances = [known.distances(each.activations[known.layer].reshape(1, -1))[0] for each in readings]
        readings = [one for one, distance in zip(readings, distances) if abs(distance - threshold) > SURE]
        found.append(
            {
                "file": f"signs{base}",
                "classes": [sign(network.classes, number) for number in range(len(network.classes))],
                "images": [each.image.ravel().tolist() for each in readings],
                "digits": [each.digit for each in readings],
                "known": [each.is_known for each in readings],
            }
        )
    return found


def class_file() -> dict[str, object]:
    """Return a file of what a class drew, the lines' names, and what was drawn."""
    digits = [
        own_digit(place % len(NAMES), strokes, [20] * len(strokes)).of(source_of(place))
        for place, strokes in enumerate(SAMPLES.values())
    ]
    return {
        "classNames": NAMES,
        "classFile": as_signs_file([ClassDigit(None, each, None) for each in digits], NAMES),
        "classDrawings": [json.loads(each.line) for each in digits],
    }


def write_signs(folder: Path) -> dict[str, object]:
    """Return an image's variants, the results for random features of three classes, and two networks."""
    rng = np.random.default_rng(9)
    labels = np.repeat([0, 1, 2], 15)
    features = np.maximum(rng.normal(size=(45, FEATURES)) + np.eye(3, FEATURES)[labels], 0).astype(np.float32)
    background = unit_length(rng.random((9, FEATURES))).astype(np.float32)
    known = Known(unit_length(features), background, "")
    image = load_test_images()[0][3].astype(np.float32) / 255
    kernel, bias = fit_outputs(features, labels, 3)
    return {
        "networks": write_networks(folder),
        "amounts": {"turn": TURN, "shear": SHEAR, "stretch": STRETCH, "slide": SLIDE},
        "descent": {"steps": STEPS, "learningRate": LEARNING_RATE, "decay": DECAY, "powers": POWERS},
        "fromNothing": {
            "units": learn.UNITS,
            "steps": learn.STEPS,
            "batchSize": learn.BATCH_SIZE,
            "learningRate": learn.LEARNING_RATE,
            "dropped": learn.DROPPED,
        },
        **class_file(),
        "limits": {"deviations": DEVIATIONS, "others": OTHERS},
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
