"""What stands in the middle of the lesson's steps that show no live page."""
