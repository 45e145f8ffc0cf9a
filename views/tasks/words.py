"""What the panel of a task says, marked for translators: `_` says it."""

from __future__ import annotations

from views.language.language import N_

HINT = ":material/lightbulb: {text}"
SOLVED = N_(":green[:material/check_circle:] **Solved.** {text}")  # {text}: what is learned by it
