"""The tab Live: a training that one starts oneself."""
