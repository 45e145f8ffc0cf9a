"""Every word of the Words page but the glossary's."""

from __future__ import annotations

TITLE = "Words"
ABOUT = (
    "What the words on these pages mean. Wherever one of them has dots below it, you can ask for its meaning "
    "on the spot: point at it, tap it, or go to it with the Tab key."
)
SEEN_ON = "Seen on: {pages}"
LETTERS = "To the words that begin with"
FIND = {  # what is said of the field in which one is looked for
    "label": "Look for a word",
    "found": "{shown} of {count} words",
    "none": "None of the words has this in it.",
}
