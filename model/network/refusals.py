"""What to do instead of a layer that can't be shown here, in a sentence.

Takes the name of a Keras layer, returns an error to raise. Knows nothing of files, and doesn't use Keras.
"""

from __future__ import annotations

from model.errors import NetworkError
from model.network.layer import quoted
from model.sentence import Sentence

# Translators: these go on after "This network contains `…`, which can't be shown here, so"
_BRANCHES = Sentence("leave out this layer and its second branch, so that each layer reads the one before")
_ORDER = Sentence("leave it out, and begin with Flatten or Reshape((28, 28, 1))")
_CONV = Sentence("use Conv2D instead")
_ROWS = Sentence("use Dense or Conv2D layers instead")
_CODE = Sentence(
    "use Rescaling, Activation or another Keras layer instead, because we don't run a file's own code here"
)
_NORMALIZE = Sentence("use BatchNormalization instead")
_SAME = Sentence('leave it out, and give the Conv2D layers padding="same"')
INSTEAD = {  # a Keras layer -> what a teacher can do about it
    **dict.fromkeys(
        ("Add", "Subtract", "Multiply", "Average", "Maximum", "Minimum", "Concatenate"), _BRANCHES
    ),
    **dict.fromkeys(("Conv1D", "Conv3D", "SeparableConv2D", "DepthwiseConv2D", "Conv2DTranspose"), _CONV),
    **dict.fromkeys(("SimpleRNN", "LSTM", "GRU", "Bidirectional", "TimeDistributed", "Embedding"), _ROWS),
    **dict.fromkeys(("Attention", "MultiHeadAttention", "RNN"), _ROWS),
    **dict.fromkeys(("Lambda", "function", "Functional", "Sequential"), _CODE),
    **dict.fromkeys(("LayerNormalization", "GroupNormalization", "UnitNormalization"), _NORMALIZE),
    **dict.fromkeys(("ZeroPadding2D", "Cropping2D", "UpSampling2D"), _SAME),
    **dict.fromkeys(("Permute", "Resizing", "CenterCrop", "RandomCrop"), _ORDER),
    "PReLU": Sentence("use LeakyReLU instead, which has a single slope"),
}
OTHERWISE = Sentence("leave it out, or use Dense, Conv2D or pooling layers instead")


def cant_show(kind: object) -> NetworkError:
    """Return the error for an unknown kind of layer, which says what to do instead."""
    instead = INSTEAD.get(kind, OTHERWISE) if isinstance(kind, str) else OTHERWISE
    return NetworkError(
        # Translators: {instead} is what to do, such as "use Conv2D instead"
        "This network contains {layer}, which we can't show here, so {instead}.",
        layer=quoted(kind),
        instead=instead,
    )
