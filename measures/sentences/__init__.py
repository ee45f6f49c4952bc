"""Measures the reader of blame on labelled sentences: what it finds, misses, and takes for blame wrongly."""
