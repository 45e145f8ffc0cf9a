"""The page Teach it: people name and draw signs, two networks learn them in the browser, and say how sure they are."""
