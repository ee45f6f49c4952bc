"""Rules about the summary."""
