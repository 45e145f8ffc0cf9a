"""All of the lesson's steps, in order."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from views.lesson.steps.learning_steps import LEARNING
from views.lesson.steps.reading_steps import READING
from views.lesson.steps.step import Step

STEPS: Sequence[Step] = (*READING, *LEARNING)
BY_ID: Mapping[str, Step] = {step.id: step for step in STEPS}
