"""The page Teach it: people draw signs, and two networks learn them in the browser."""
