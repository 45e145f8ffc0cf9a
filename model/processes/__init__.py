"""Processes beside the page's own: the side that starts them, limits them and reads what they send.

forks (copies of a process that has imported TensorFlow), worker (one training or one file), keras_process
(an uploaded .keras file, or one to download), computations (everything that sessions compute for longer than
a page may wait; its other side is computing), child (what each process does first). The other sides of the
first three are in model/learning/; they are started by name and never imported.
"""
