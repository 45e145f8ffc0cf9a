"""The specimens in Keras: their models, and every value that these compute."""

from functools import cache

import keras
import numpy as np

from model.learning.keras_model import to_keras
from model.network import TRAINED
from model.network.keras_file import STEP_THRESHOLD
from model.preprocess.mnist import IMAGE_SIZE
from tests.specimens import Specimen, specimen


def model_of(specimen: Specimen) -> keras.Model:
    """Return a specimen's model: from its settings and weights, from its file, or the one trained here."""
    path = TRAINED / f"{specimen.network.name}.keras"
    if not specimen.chain:
        return keras.saving.load_model(path, compile=False) if path.exists() else to_keras(specimen.network)
    body = [getattr(keras.layers, kind)(**config) for kind, config in specimen.chain]
    model = keras.Sequential([keras.Input((IMAGE_SIZE, IMAGE_SIZE), name="image"), *body])
    for name, arrays in specimen.weights.items():
        model.get_layer(name).set_weights(arrays)
    return model


@cache
def _oracle(title: str) -> keras.Model:
    """Return the specimen's Keras model with every layer's values as outputs."""
    model = specimen(title).model
    return keras.Model(model.inputs, {layer.name: layer.output for layer in model.layers})


def keras_values(title: str, images: np.ndarray) -> dict[str, np.ndarray]:
    """Return layer name -> what Keras computes there for (n, 28, 28) images.

    Keras's own step fires above 1, ours above 0, so z is counted from the threshold.
    """
    network, oracle = specimen(title).network, _oracle(title)
    batches = [oracle(batch, training=False) for batch in np.split(images, range(100, len(images), 100))]
    values = {name: np.concatenate([batch[name] for batch in batches]) for name in batches[0]}
    values["image"] = images
    for layer in network.weighted:
        if layer.activation_function == "step":
            values[layer.name] = values[layer.name] - STEP_THRESHOLD
    return {layer.name: values[layer.name] for layer in network.layers}
