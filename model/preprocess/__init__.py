"""What an image is: from ink, a photo or MNIST's file to 28×28 pixels, and the way between two drawings.

Takes strokes, alpha channels and files, returns images. Knows nothing of networks.
"""

from model.preprocess.preprocess import (
    CENTER,
    DIGIT_SIZE,
    IMAGE_SIZE,
    Stages,
    center_of_mass,
    corner_by_mass,
    ink_box,
    ink_of,
    scale_to_digit_size,
    stages_of_ink,
    to_mnist,
)

__all__ = [
    "CENTER",
    "DIGIT_SIZE",
    "IMAGE_SIZE",
    "Stages",
    "center_of_mass",
    "corner_by_mass",
    "ink_box",
    "ink_of",
    "scale_to_digit_size",
    "stages_of_ink",
    "to_mnist",
]
