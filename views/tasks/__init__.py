"""Tasks with an end, as data, and the panel that asks one."""
