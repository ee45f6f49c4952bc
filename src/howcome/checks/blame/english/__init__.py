"""English: its words as data, how its sentences are read, and what in them is blame."""

from .blame import blame_in, may_blame

__all__ = ["blame_in", "may_blame"]
