"""An uploaded network's configuration, translated to today's Keras in float32.

Takes the configuration of a .keras file, whichever Keras wrote it; returns the same in the words of
Keras 3. It doesn't use Keras itself, and lets nothing in: config.py checks the result. It leaves
everything unknown unchanged.
"""

from __future__ import annotations

FLOATS = (  # types and policies in which a network may compute or store its weights
    *("float16", "bfloat16", "float32", "float64", "mixed_float16", "mixed_bfloat16"),
)
WHOLE_NUMBERS = ("uint8", "int8", "uint16", "int16", "int32", "int64")  # that an input may have for pixels
FLOAT = "float32"
OLD_NAMES = {  # class -> setting in Keras 2 -> the same in Keras 3
    "InputLayer": {"batch_input_shape": "batch_shape"},
    "LeakyReLU": {"alpha": "negative_slope"},
}
DROPPED = ("batch_input_shape",)  # of any other layer: its input's shape, which Keras 2 repeats
FUNCTIONAL = "keras.src.models.functional"


def in_float32(config: object) -> object:
    """Return all settings of a network, however deep, in today's words, and with float32 for every type."""
    if isinstance(config, list):
        return [in_float32(each) for each in config]
    if not isinstance(config, dict):
        return config
    found = {name: _dtype(each) if name == "dtype" else in_float32(each) for name, each in config.items()}
    if isinstance(found.get("config"), dict) and "class_name" in found:
        found["config"] = _layer(found["class_name"], found["config"])
        if found["class_name"] == "Functional" and str(found.get("module")).startswith("keras."):
            found["module"] = FUNCTIONAL
            _renumber(found["config"])
    return found


def _dtype(value: object) -> object:
    """Return float32 for other floats, their policies, and whole numbers (read as floats); else itself."""
    policy = value.get("config") if isinstance(value, dict) else None
    name = policy.get("name") if isinstance(policy, dict) else value
    return FLOAT if isinstance(name, str) and name in FLOATS + WHOLE_NUMBERS else value


def _layer(kind: object, settings: dict) -> dict:
    names = OLD_NAMES.get(kind, {}) if isinstance(kind, str) else {}
    renamed = {names.get(name, name): each for name, each in settings.items()}
    remaining = {name: each for name, each in renamed.items() if name not in DROPPED}
    axis = remaining.get("axis")
    if kind == "BatchNormalization" and isinstance(axis, list) and len(axis) == 1:
        remaining["axis"] = axis[0]
    activation = remaining.get("activation")
    if isinstance(activation, dict) and activation.get("class_name") == "function":
        remaining["activation"] = activation.get("config")  # for example tf.nn.relu: only its name remains
    return remaining


def _renumber(settings: dict) -> None:
    """Correct a Sequential's numbers: Keras 2 lists who reads whom and counts making it as its first use."""
    layers = settings.get("layers")
    if not isinstance(layers, list):
        return
    nested = {
        layer["config"].get("name")
        for layer in layers
        if isinstance(layer, dict)
        and layer.get("class_name") == "Sequential"
        and isinstance(layer.get("config"), dict)
        and isinstance(layer["config"].get("name"), str)
    }
    for layer in layers:
        nodes = layer.get("inbound_nodes") if isinstance(layer, dict) else None
        _renumber_nodes(nodes, nested)
    _renumber_nodes([settings.get("output_layers")], nested)


def _renumber_nodes(nodes: object, nested: set) -> None:
    for node in nodes if isinstance(nodes, list) else []:
        for tensor in node if isinstance(node, list) else []:
            is_tensor = isinstance(tensor, list) and len(tensor) >= 3 and type(tensor[1]) is int
            if is_tensor and isinstance(tensor[0], str) and tensor[0] in nested and tensor[1] > 0:
                tensor[1] -= 1
