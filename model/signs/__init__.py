"""Networks for signs of one's own: learned from a few drawings, and able to say "none of these".

Takes images, labels and names; returns a network. Knows nothing of pages, browsers or files.
"""

from model.signs.known import Known, are_known
from model.signs.learn import learn_signs
from model.signs.network import MOST_CHARACTERS, MOST_SIGNS, network_for_signs
from model.signs.variants import variants_of

__all__ = [
    "MOST_CHARACTERS",
    "MOST_SIGNS",
    "Known",
    "are_known",
    "learn_signs",
    "network_for_signs",
    "variants_of",
]
