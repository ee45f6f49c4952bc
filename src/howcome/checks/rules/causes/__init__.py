"""Rules about the causes."""
