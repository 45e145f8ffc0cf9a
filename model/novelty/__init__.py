"""Is it a digit: detectors, their thresholds, and digits that people labeled themselves.

Takes a network and the values of its layers, returns how much they are like a digit. Knows nothing of pages.
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
