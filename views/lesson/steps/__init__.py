"""The lesson's steps: their text, when they're done, and what each one sets up."""
