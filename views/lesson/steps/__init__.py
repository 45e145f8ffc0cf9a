"""The lesson's steps: what they say, when they are done, and what each sets up."""
