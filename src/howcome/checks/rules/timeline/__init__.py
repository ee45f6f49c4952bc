"""Rules about the timeline."""
