"""Page: a class's wall, for the projector."""

from views.wall.wall import wall

wall()
