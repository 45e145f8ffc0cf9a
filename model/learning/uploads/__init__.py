"""Uploaded networks: they are checked, and tested in a process of their own.

Takes a file, returns one of our networks or a sentence that says what to do. Read in this order: dialect
(what other versions of Keras call things), config (which layers the file lists), trial, file.
"""
