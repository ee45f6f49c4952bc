"""Measures what the checks find when one thing of a complete document is broken."""
