"""Where overfitting begins, in the curves of a training.

Takes points of a training, gives one of them. Knows nothing of networks or pages.
"""

from __future__ import annotations

from collections.abc import Sequence

from model.training.snapshot import Point

RISE = 0.05  # of the lowest loss: 500 images tell no smaller one from chance


def overfitting_begins(points: Sequence[Point]) -> Point | None:
    """The point after which a network learns its images by heart, and gets worse on others.

    It has the lowest loss on images that it has never seen, and since then, up to the last point,

        unseen loss ≥ (1 + RISE) × the lowest,    training loss < what it was at that point

    so that a training that blows up, or stands still, does not count.

    Args:
        points: in the order of their steps.

    Returns:
        None if that can't be said, or not yet.
    """
    if not points:
        return None
    lowest, last = min(points, key=lambda point: point.test_loss), points[-1]
    rises = last.test_loss >= (1 + RISE) * lowest.test_loss
    return lowest if rises and last.loss < lowest.loss else None
