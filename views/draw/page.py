"""Page: draw a digit, see the answer, every layer and, of any neuron, what it added up."""

from views.draw.screen import screen

screen()
