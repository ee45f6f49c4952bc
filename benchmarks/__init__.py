"""Measures howcome against its targets: one file for each piece of work. Run `python -m benchmarks [NAME…]`."""
