"""English: its words as data, how its sentences are read, and what in them is blame."""
