"""Measures what the checks say about documents that others have published: how much, and of what kind."""
