"""Is it a digit: detectors, their thresholds, and what people have labeled themselves.

Takes a network and the values of its layers, gives how much like a digit they are. Knows nothing of pages.
"""

from model.novelty.novelty import (
    NOVELTY_NETWORKS,
    THRESHOLD,
    Detector,
    are_digits,
    can_tell,
    detector_of,
    is_accepted,
    is_refused,
    load_detector,
    load_novelty_network,
    log_odds,
    nearest_digits,
    novelty_network_of,
    read_detector,
    save_detector,
    typicalities,
    typicality,
)

__all__ = [
    "NOVELTY_NETWORKS",
    "THRESHOLD",
    "Detector",
    "are_digits",
    "can_tell",
    "detector_of",
    "is_accepted",
    "is_refused",
    "load_detector",
    "load_novelty_network",
    "log_odds",
    "nearest_digits",
    "novelty_network_of",
    "read_detector",
    "save_detector",
    "typicalities",
    "typicality",
]
