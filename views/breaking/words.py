"""What the Break it page says of each kind of damage, marked for translators: `_` says it."""

from __future__ import annotations

from views.language.language import N_

KINDS = {
    "slid": N_("Slide"),
    "shrunk": N_("Shrink"),
    "turned": N_("Turn"),
    "thinned": N_("Thin"),
    "thickened": N_("Thicken"),
    "noised": N_("Noise"),
}
DEGREES = {  # what the slider's number is, below it
    "slid": N_("{degree} pixels to the right"),
    "shrunk": N_("{degree} of its size gone"),
    "turned": N_("turned by {degree}°"),
    "thinned": N_("{degree} of a pixel off every edge"),
    "thickened": N_("{degree} of a pixel onto every edge"),
    "noised": N_("{degree} of noise on every pixel"),
}
TICKS = {  # the same along an axis
    "slid": N_("{degree} px"),
    "shrunk": "{degree}",
    "turned": "{degree}°",
    "thinned": N_("{degree} px"),
    "thickened": N_("{degree} px"),
    "noised": "{degree}",
}
SEEN = {  # what there is to see: with the switch off, and on
    "slid": (
        N_(
            "Nothing about the digit has changed, only where it is. The network learned from digits "
            "[centered by mass](words#center-of-mass), give or take one [pixel](words#pixel): its "
            "[weights](words#weight) know which pixels matter there, and nowhere else. Now turn the "
            "switch on."
        ),
        N_(
            "Cropped and [centered by mass](words#center-of-mass) first, it is the same image again, "
            "wherever it was. That is why you may draw anywhere on the Draw page; pages that leave this "
            "out misread most of what people draw."
        ),
    ),
    "shrunk": (
        N_(
            "The network learned from digits of one size, 20 [pixels](words#pixel) on the longer side, "
            "give or take a tenth. A much smaller one is news to it. Now turn the switch on."
        ),
        N_(
            "Scaled back to 20 [pixels](words#pixel) first, it is read again, until too few pixels are "
            "left to tell what it was."
        ),
    ),
    "turned": (
        N_(
            "The network learned from upright digits, give or take 10 degrees. Upside down, a 6 is a 9, "
            "and a 0 stays what it is."
        ),
        N_("Centering does not help here: nothing turns it back. Upside down, a 6 is a 9."),
    ),
    "thinned": (
        N_(
            "It still reads digits with a quarter of a [pixel](words#pixel) off every edge. When strokes "
            "break, the digit is gone."
        ),
        N_("Centering does not bring ink back: the switch makes hardly a difference."),
    ),
    "thickened": (
        N_("It reads thick strokes, too, until the holes of 0, 6, 8 and 9 close."),
        N_("Centering does not open holes: the switch makes hardly a difference."),
    ),
    "noised": (
        N_(
            "You still see the digit. The network has never seen noise, and every [pixel](words#pixel) "
            "of it is multiplied and added up."
        ),
        N_(
            "Here the switch can't help, and may harm: every speck counts as ink, so the crop takes the "
            "whole sheet, and the digit in it becomes small."
        ),
    ),
}
