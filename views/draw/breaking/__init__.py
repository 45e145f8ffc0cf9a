"""Damage to the drawing on the stage: how much a network tolerates, and which pixels change its answer."""
