"""The slider between two drawings."""
