"""Measures how good the checks are: what they find, what they miss, and where they speak without need.

How fast things are is measured by `benchmarks`; nothing here is imported by the program itself.
"""
