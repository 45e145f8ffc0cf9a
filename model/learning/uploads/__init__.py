"""Networks that people upload: read with suspicion, and tried, in a process of their own.

Takes a file, gives one of our networks or a sentence that says what to do. Read in this order: dialect (what
other versions of Keras call things), config (which layers it says it has), trial, file.
"""
