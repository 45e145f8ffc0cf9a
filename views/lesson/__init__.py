"""The Lesson page, a panel that accompanies the live page step by step, and the page For teachers."""
