"""The task panel's texts, marked for translators; `_` translates them."""

from __future__ import annotations

from views.parts.language.language import N_

HINT = ":material/lightbulb: {text}"
HOLDS, NOT_YET = ":green[:material/check_circle:] {text}", ":material/radio_button_unchecked: {text}"
SOLVED = N_(":green[:material/check_circle:] **Solved.** {text}")  # {text}: what one has learned
SHOWN = N_("That's one solution. {text}")  # {text}: the same
PAGES = {  # the pages' names in front of their dots
    "building": N_("Build"),
    "draw": N_("Draw"),
    "training": N_("Training"),
}
