"""The Draw page: the drawing surface, the answer, the picture of the network, and the reading of the ink."""
