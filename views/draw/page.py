"""Page: draw a digit, see the answer, every layer and, of any neuron, what it added up; or solve a task."""

from functools import partial

from views.draw.screen import screen
from views.tasks import solving
from views.tasks.task import DRAW
from views.tasks.task_panel import beside_network

if (task := solving.task_on(DRAW)) is None:
    screen()
else:
    screen(task.starts["network"], partial(beside_network, task), has_starters=False)
