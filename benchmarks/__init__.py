"""Programs that print the figures of docs/measured.md, such as `python -m benchmarks.load`; never shipped."""
