"""The texts of the Break it page for each kind of damage, marked for translators: `_` translates them."""

from __future__ import annotations

from views.parts.language.language import N_

KINDS = {
    "slid": N_("Slide"),
    "shrunk": N_("Shrink"),
    "turned": N_("Turn"),
    "thinned": N_("Thin"),
    "thickened": N_("Thicken"),
    "noised": N_("Noise"),
}
DEGREES = {  # what the slider's number means, below it
    "slid": N_("{degree} pixels to the right"),
    "shrunk": N_("{degree} smaller"),
    "turned": N_("turned by {degree}°"),
    "thinned": N_("{degree} pixels taken off every edge"),
    "thickened": N_("{degree} pixels added to every edge"),
    "noised": N_("noise of about ±{degree} on every pixel"),
}
EXACT_DEGREES = {  # the same for numbers that need other words
    ("slid", "1"): N_("1 pixel to the right"),
    ("thinned", "1"): N_("1 pixel taken off every edge"),
    ("thickened", "1"): N_("1 pixel added to every edge"),
    ("noised", "0"): N_("no noise"),
}
TICKS = {  # the same along an axis
    "slid": N_("{degree} px"),
    "shrunk": "{degree}",
    "turned": "{degree}°",
    "thinned": N_("{degree} px"),
    "thickened": N_("{degree} px"),
    "noised": "{degree}",
}
SEEN = {  # what you can see, with the switch off and on
    "slid": (
        N_(
            "Sliding a digit changes nothing but its position. The network learned from digits [centered by "
            "mass](words#center-of-mass), give or take one [pixel](words#pixel). So its "
            "[weights](words#weight) only work for digits in that place. Now turn the switch on."
        ),
        N_(
            "If the digit is first cropped and [centered by mass](words#center-of-mass), the image is the "
            "same, wherever the digit was. That's why you can draw anywhere on the Draw page. Pages that "
            "leave this out misread most of what people draw."
        ),
    ),
    "shrunk": (
        N_(
            "The network learned from digits whose longer side was 20 [pixels](words#pixel), give or take "
            "10%. It has never seen much smaller ones. Now turn the switch on."
        ),
        N_(
            "Once the digit is scaled back to 20 [pixels](words#pixel), the network can read it again, if "
            "enough of its pixels are left."
        ),
    ),
    "turned": (
        N_(
            "The network learned from upright digits, give or take 10 degrees. Upside down, a 6 is a 9, "
            "and a 0 is still a 0."
        ),
        N_("Centering doesn't help here, because it doesn't turn the digit back. Upside down, a 6 is a 9."),
    ),
    "thinned": (
        N_(
            "The network can still read digits with a quarter of a [pixel](words#pixel) taken off every "
            "edge. When the strokes break, the digit is gone."
        ),
        N_("Centering doesn't bring ink back, so the switch makes hardly any difference."),
    ),
    "thickened": (
        N_("The network reads thick strokes, too, until the holes in 0, 6, 8 and 9 close up."),
        N_("Centering doesn't reopen the holes, so the switch makes hardly any difference."),
    ),
    "noised": (
        N_(
            "You can still see the digit. But the network has never seen noise, and every noisy "
            "[pixel](words#pixel) changes the neurons' sums."
        ),
        N_(
            "The switch can't help here, and can even make things worse. Every speck counts as ink, so the "
            "crop takes in the whole sheet, and the digit in it becomes small."
        ),
    ),
}
