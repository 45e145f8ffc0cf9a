"""The tab Live: a training that users start themselves."""
