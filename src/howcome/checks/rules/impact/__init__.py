"""Rules about the impact."""
