"""Rules about continuous improvement."""
