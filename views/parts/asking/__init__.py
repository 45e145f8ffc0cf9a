"""Words that can be asked what they mean."""
