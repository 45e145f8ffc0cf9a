"""Every word of the Break it page that a person reads: constants, with {names} for what is filled in.

A word that can be asked is a link into the glossary; see views/parts/asking/asking.py.
"""

from __future__ import annotations

ABOUT = "Damage a digit, bit by bit: from where on do the [neurons](words#neuron) read something else?"
KIND = "What is done to it"
KINDS = {
    "slid": "Slide",
    "shrunk": "Shrink",
    "turned": "Turn",
    "thinned": "Thin",
    "thickened": "Thicken",
    "noised": "Noise",
}
DEGREES = {  # what the slider's number is, below it
    "slid": "{degree} pixels to the right",
    "shrunk": "{degree}% of its size gone",
    "turned": "turned by {degree}°",
    "thinned": "{degree} of a pixel off every edge",
    "thickened": "{degree} of a pixel onto every edge",
    "noised": "{degree} of noise on every pixel",
}
TICKS = {  # the same along an axis
    "slid": "{degree} px",
    "shrunk": "{degree}%",
    "turned": "{degree}°",
    "thinned": "{degree} px",
    "thickened": "{degree} px",
    "noised": "{degree}",
}
HOW_FAR = "How far"
CENTERED = "As MNIST was made"
CENTERED_HELP = (
    "On: the damaged digit is cropped, scaled to 20 pixels and centered by its ink, as all digits were "
    "before the network learned from them, and as the Draw page does it with yours. Off: the network gets "
    "the damaged picture as it is."
)

# the pictures and the answer
BEFORE, AFTER = "Before", "What it gets"
BEFORE_ALT, AFTER_ALT = "The 28×28 image before", "The damaged 28×28 image that the network gets"
NOTHING_LEFT = "### Nothing is left"
SAME = "As before."
OTHER = "Before, it said {digit}."
NO_DIGIT = "It hardly looks like a digit to it."
AS_IT_WAS = "Neurons that you have turned up or off are as they were, here."

# what there is to see, by kind: with the switch off, and on
SEEN = {
    "slid": (
        "Nothing about the digit has changed, only where it is. The network learned from digits "
        "[centered by mass](words#center-of-mass), give or take one [pixel](words#pixel): its "
        "[weights](words#weight) know which pixels matter there, and nowhere else. Now turn the switch on.",
        "Cropped and [centered by mass](words#center-of-mass) first, it is the same image again, wherever it "
        "was. That is why you may draw anywhere on the Draw page; pages that leave this out misread most of "
        "what people draw.",
    ),
    "shrunk": (
        "The network learned from digits of one size, 20 [pixels](words#pixel) on the longer side, give or "
        "take a tenth. A much smaller one is news to it. Now turn the switch on.",
        "Scaled back to 20 [pixels](words#pixel) first, it is read again, until too few pixels are left to "
        "tell what it was.",
    ),
    "turned": (
        "The network learned from upright digits, give or take 10 degrees. Upside down, a 6 is a 9, and a 0 "
        "stays what it is.",
        "Centering does not help here: nothing turns it back. Upside down, a 6 is a 9.",
    ),
    "thinned": (
        "It still reads digits with a quarter of a [pixel](words#pixel) off every edge. When strokes "
        "break, the digit is gone.",
        "Centering does not bring ink back: the switch makes hardly a difference.",
    ),
    "thickened": (
        "It reads thick strokes, too, until the holes of 0, 6, 8 and 9 close.",
        "Centering does not open holes: the switch makes hardly a difference.",
    ),
    "noised": (
        "You still see the digit. The network has never seen noise, and every [pixel](words#pixel) of it is "
        "multiplied and added up.",
        "Here the switch can't help, and may harm: every speck counts as ink, so the crop takes the whole "
        "sheet, and the digit in it becomes small.",
    ),
}

# the curve
CURVES = "The same done to {images} [test digits](words#test-image): how many it reads"
AS_IT_IS, AS_MNIST = "as it is", "as MNIST was made"
AT_THE_MARK = (
    "With this damage it reads **{as_it_is}** of them as they are, **{centered}** if centered first."
)
COUNTING = "Damaging {images} test digits …"

# the two smallest changes
SMALLEST = "The smallest change"
TWO_THINGS = (
    "Two different things. The smallest change of **pixels** shows what the network computes: hundreds of "
    "small changes, all at once, which no pen could draw; it makes an "
    "[adversarial example](words#adversarial-example). The smallest change of your **pen** shows what the "
    "network looks for: a stroke that makes another digit of yours, often to your eyes, too."
)
OF_PIXELS = "**Of pixels**"
LOOK = "Look for it"
LOOKING = "Looking …"
THE_DRAWING, THE_CHANGE, THE_SUM = "Image", "Change", "Together"
PLUS_IS = ("+", "=")
CHANGED = (
    "It said {before}, now it says **{digit}**. No [pixel](words#pixel) has changed by more than {largest}, "
    "from 0 for paper to 1 for ink. It is the smallest change that was found, {length} long, where one pixel "
    "from paper to ink would be 1 long; there may be a smaller one."
)
NONE_FOUND = "None was found: this network has no slopes to follow, or too steep ones."
OF_THE_PEN = "**Of the pen**"
ON_THE_DRAW_PAGE = "A click changes your drawing; Undo is on the Draw page."
DRAW_FIRST = "Draw a digit with the pen, on the Draw page, and look for it here."
