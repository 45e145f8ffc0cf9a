"""What people can save of the network as they see it: a film of a drawing on its way, and a picture."""
