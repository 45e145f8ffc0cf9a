"""All of our tasks in the order shown, from easy to hard on each page."""

from __future__ import annotations

from views.tasks.drawing_tasks import DRAWING_TASKS
from views.tasks.painting_tasks import PAINTING_TASKS
from views.tasks.training_tasks import TRAINING_TASKS

TASKS = (*PAINTING_TASKS, *DRAWING_TASKS, *TRAINING_TASKS)
BY_ID = {task.id: task for task in TASKS}
