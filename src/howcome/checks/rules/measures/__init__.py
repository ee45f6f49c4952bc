"""Rules about the preventive measures."""
