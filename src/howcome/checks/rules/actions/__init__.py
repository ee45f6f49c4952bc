"""Rules about the action items."""
