"""One step of learning: gradients, blame, descent.

Takes a network, an image and its label; returns what every weight adds to the loss. Knows nothing of
Keras, which does the training.
"""

from model.backprop.backprop import (
    Gradients,
    backpropagate,
    backpropagate_from,
    loss_of,
    losses_along,
    take_step,
)

__all__ = ["Gradients", "backpropagate", "backpropagate_from", "loss_of", "losses_along", "take_step"]
