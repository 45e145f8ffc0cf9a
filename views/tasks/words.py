"""What the panel of a task says, marked for translators: `_` says it."""

from __future__ import annotations

from views.language.language import N_

HINT = ":material/lightbulb: {text}"
HOLDS, NOT_YET = ":green[:material/check_circle:] {text}", ":material/radio_button_unchecked: {text}"
SOLVED = N_(":green[:material/check_circle:] **Solved.** {text}")  # {text}: what is learned by it
SHOWN = N_("That is one solution. {text}")  # {text}: the same
PAGES = {  # where tasks are, before their dots
    "building": N_("Build"),
    "draw": N_("Draw"),
    "training": N_("Training"),
}
