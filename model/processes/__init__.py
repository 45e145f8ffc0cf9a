"""Processes beside the page's own: their near end, which starts them, limits them and reads what they send.

forks (copies of a process that has imported TensorFlow), worker (one training or one file), keras_process
(a stranger's .keras file, or one to take home), search_process (everybody's searches after what changes a
mind, both ends of it). The far ends of the first three are in model/learning/, which they start by its name
and never import.
"""
