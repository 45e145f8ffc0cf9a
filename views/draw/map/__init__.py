"""The map: where each layer of the network puts the drawing among a thousand digits."""
