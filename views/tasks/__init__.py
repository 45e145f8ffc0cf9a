"""Tasks with a goal, as data, and the panel that sets one."""
