"""Why this answer, and what would change it.

Takes a network with an image or a drawing; returns shares of a logit, and the smallest changes that
turn the image into another digit. Knows nothing of pages.
"""

from model.attribution.attribution import (
    Attribution,
    Level,
    attribute,
    levels_of,
    smoothed,
    sum_of,
    through_neurons,
)

__all__ = ["Attribution", "Level", "attribute", "levels_of", "smoothed", "sum_of", "through_neurons"]
