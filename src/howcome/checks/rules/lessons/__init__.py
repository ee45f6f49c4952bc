"""Rules about the lessons."""
